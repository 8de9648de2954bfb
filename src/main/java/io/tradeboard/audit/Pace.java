package io.tradeboard.audit;

import io.tradeboard.run.Stop;
import java.io.InterruptedIOException;
import java.time.Duration;

/** How much of a CPU core an audit may take, and until when. */
public interface Pace {
    /** All of it, to the end. */
    static Pace full() {
        return () -> {};
    }

    /**
     * Called between small pieces of work, on the audit's thread.
     *
     * @throws InterruptedIOException if the audit is to end
     */
    void rest() throws InterruptedIOException;

    /**
     * Waits for something that the audit does not do itself.
     *
     * @throws InterruptedIOException if the audit is to end
     */
    default void await(Duration time) throws InterruptedIOException {
        pause(new Stop(), time);
    }

    /** Pauses for that long, or until the request to stop. */
    static void pause(Stop stop, Duration time) throws InterruptedIOException {
        try {
            if (stop.await(time)) {
                throw new InterruptedIOException("the audit was stopped");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("the audit was interrupted");
        }
    }
}
