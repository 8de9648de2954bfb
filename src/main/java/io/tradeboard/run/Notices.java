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
 * while it lasts, and one when it ends, however many threads notice it. What may need the operator is a warning.
 *
 * <p>Thread-safe.
 */
public final class Notices {
    private static final long REMINDER_NANOS = Duration.ofMinutes(1).toNanos();
    private static final int MOST_ONCE = 10_000;

    private final Consumer<String> out;
    private final Consumer<String> warnings;
    private final LongSupplier ticker;
    private final Set<String> reported = new HashSet<>();
    private final Map<String, Long> conditions = new HashMap<>();

    /** All alike. */
    public Notices(Consumer<String> out) {
        this(out, out);
    }

    /** @param warnings takes those that may need the operator */
    public Notices(Consumer<String> out, Consumer<String> warnings) {
        this(out, warnings, System::nanoTime);
    }

    /** @param ticker {@code System::nanoTime}, or a test's */
    public Notices(Consumer<String> out, Consumer<String> warnings, LongSupplier ticker) {
        this.out = out;
        this.warnings = warnings;
        this.ticker = ticker;
    }

    /** Reports an event. */
    public void say(String message) {
        out.accept(message);
    }

    /** Reports an event that may need the operator. */
    public void warn(String message) {
        warnings.accept(message);
    }

    /** Reports an event that may be noticed again and again, once. */
    public void sayOnce(String message) {
        once(out, message);
    }

    /** Reports, once, one that may need the operator. */
    public void warnOnce(String message) {
        once(warnings, message);
    }

    private synchronized void once(Consumer<String> to, String message) {
        if (reported.size() < MOST_ONCE && reported.add(message)) {
            to.accept(message);
        }
    }

    /** Warns that a condition holds, when that begins. */
    public synchronized void begin(String condition, String message) {
        if (conditions.putIfAbsent(condition, ticker.getAsLong()) == null) {
            warnings.accept(message);
        }
    }

    /** Warns that a condition holds, when that begins and then once a minute. */
    public synchronized void remind(String condition, String message) {
        long now = ticker.getAsLong();
        Long last = conditions.get(condition);
        if (last == null || now - last >= REMINDER_NANOS) {
            conditions.put(condition, now);
            warnings.accept(message);
        }
    }

    /** Reports that a condition is over, where it was reported to hold. */
    public synchronized void end(String condition, String message) {
        if (conditions.remove(condition) != null) {
            out.accept(message);
        }
    }
}
