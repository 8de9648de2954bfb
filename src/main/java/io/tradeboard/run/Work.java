package io.tradeboard.run;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Since when each thread has been at one piece of work, by which one that hangs is known: in a call that never returns, or on a
 * lock that nobody lets go. A thread that waits for work, or for another thread, is at none; one that tries again after a failure
 * begins anew. What no thread has announced is not known here.
 *
 * <p>Thread-safe.
 */
public final class Work {
    private final Map<String, Long> since = new ConcurrentHashMap<>();
    private final LongSupplier ticker;

    /** @param ticker {@code System::nanoTime}, or a test's */
    public Work(LongSupplier ticker) {
        this.ticker = ticker;
    }

    /** A piece of work of this thread begins, or goes on with its next part. */
    public void begin(String thread) {
        since.put(thread, ticker.getAsLong());
    }

    /** This thread waits. */
    public void end(String thread) {
        since.remove(thread);
    }

    /** The name of a thread that has been at one piece of work for longer than this. */
    public Optional<String> stuck(Duration longer) {
        long now = ticker.getAsLong();
        return since.entrySet().stream()
                .filter(each -> now - each.getValue() > TimeUnit.MILLISECONDS.toNanos(longer.toMillis()))
                .map(Map.Entry::getKey)
                .min(String::compareTo);
    }
}
