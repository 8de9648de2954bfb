package io.tradeboard.run;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * What the operator reads: a line for an event; for a condition that lasts one line when it begins, perhaps one a minute
 * while it lasts, and one when it ends, however many threads notice it.
 *
 * <p>Thread-safe.
 */
public final class Notices {
    private static final long REMINDER_NANOS = Duration.ofMinutes(1).toNanos();
    private static final int MOST_ONCE = 10_000;

    private final Consumer<String> out;
    private final LongSupplier ticker;
    private final Set<String> reported = new HashSet<>();
    private final Map<String, Long> conditions = new HashMap<>();

    public Notices(Consumer<String> out) {
        this(out, System::nanoTime);
    }

    /** @param ticker {@code System::nanoTime}, or a test's */
    public Notices(Consumer<String> out, LongSupplier ticker) {
        this.out = out;
        this.ticker = ticker;
    }

    /** Reports an event. */
    public void say(String message) {
        out.accept(message);
    }

    /** Reports an event that may be noticed again and again, once. */
    public synchronized void sayOnce(String message) {
        if (reported.size() < MOST_ONCE && reported.add(message)) {
            out.accept(message);
        }
    }

    /** Reports that a condition holds, when that begins. */
    public synchronized void begin(String condition, String message) {
        if (conditions.putIfAbsent(condition, ticker.getAsLong()) == null) {
            out.accept(message);
        }
    }

    /** Reports that a condition holds, when that begins and then once a minute. */
    public synchronized void remind(String condition, String message) {
        long now = ticker.getAsLong();
        Long last = conditions.get(condition);
        if (last == null || now - last >= REMINDER_NANOS) {
            conditions.put(condition, now);
            out.accept(message);
        }
    }

    /** Reports that a condition is over, where it was reported to hold. */
    public synchronized void end(String condition, String message) {
        if (conditions.remove(condition) != null) {
            out.accept(message);
        }
    }
}
