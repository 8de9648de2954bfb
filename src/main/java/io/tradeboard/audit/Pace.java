package io.tradeboard.audit;

import java.io.InterruptedIOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** How much of a processor an audit may take, and until when. Its {@link #rest} is for the audit's thread. */
public final class Pace {
    private static final long CHUNK_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    private final CountDownLatch stop;
    private final int restsAChunk;
    private long sinceNanos = System.nanoTime();

    /** @param restsAChunk how much longer than it works it rests */
    Pace(CountDownLatch stop, int restsAChunk) {
        this.stop = stop;
        this.restsAChunk = restsAChunk;
    }

    /** All of it, to the end. */
    public static Pace full() {
        return new Pace(new CountDownLatch(1), 0);
    }

    /**
     * Called between small pieces of work.
     *
     * @throws InterruptedIOException if the audit is to end
     */
    void rest() throws InterruptedIOException {
        long workedNanos = System.nanoTime() - sinceNanos;
        if (stop.getCount() > 0 && (restsAChunk == 0 || workedNanos < CHUNK_NANOS)) {
            return;
        }
        try {
            if (stop.await(workedNanos * restsAChunk, TimeUnit.NANOSECONDS)) {
                throw new InterruptedIOException("the audit was stopped");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("the audit was interrupted");
        }
        sinceNanos = System.nanoTime();
    }
}
