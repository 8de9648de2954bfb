package io.tradeboard.ingest;

import java.util.function.Consumer;

/**
 * Tells the operator that Redis went and came back, once each however many threads notice.
 *
 * <p>Thread-safe.
 */
final class Notices {
    private final Consumer<String> out;
    private final String address;
    private boolean away;

    Notices(Consumer<String> out, String address) {
        this.out = out;
        this.address = address;
    }

    void say(String message) {
        out.accept(message);
    }

    synchronized void redisAway(String reason) {
        if (!away) {
            away = true;
            out.accept("cannot reach Redis at " + address + ": " + reason + "; trying again until it is back");
        }
    }

    synchronized void redisBack() {
        if (away) {
            away = false;
            out.accept("Redis at " + address + " is back");
        }
    }
}
