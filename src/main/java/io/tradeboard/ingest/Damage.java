package io.tradeboard.ingest;

/** How damage of the log is reported. */
final class Damage {
    private Damage() {}

    static String message(String damage) {
        return damage + "; what can be read is used, but its boards are UNVERIFIED: see tradeboard audit";
    }
}
