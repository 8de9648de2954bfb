package io.tradeboard.audit;

import java.io.InterruptedIOException;

/** How much of a processor an audit may take, and until when. */
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
}
