package io.tradeboard.run;

import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Tells the operator what happens, a lasting thing once: that Redis went and came back, however many threads notice, and
 * what the log has lost.
 *
 * <p>Thread-safe.
 */
public final class Notices {
    private final Consumer<String> out;
    private final String address;
    private final Set<String> told = new HashSet<>();
    private boolean away;

    public Notices(Consumer<String> out, String address) {
        this.out = out;
        this.address = address;
    }

    public void say(String message) {
        out.accept(message);
    }

    /** Tells of records that are missing from the log; boards that lack them cannot be proved. */
    public void damage(String message) {
        sayOnce(message + "; what can be read is used, but its boards are UNPROVEN: see tradeboard audit");
    }

    public synchronized void sayOnce(String message) {
        if (told.add(message)) {
            out.accept(message);
        }
    }

    public synchronized void redisAway(String reason) {
        if (!away) {
            away = true;
            out.accept("cannot reach Redis at " + address + ": " + reason + "; trying again until it is back");
        }
    }

    public synchronized void redisBack() {
        if (away) {
            away = false;
            out.accept("Redis at " + address + " is back");
        }
    }
}
