package io.tradeboard.audit;

import java.io.InterruptedIOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Rests seven times as long as it works, and so takes an eighth of a processor; until it is stopped. */
final class SlowPace implements Pace {
    private static final long CHUNK_NANOS = TimeUnit.MILLISECONDS.toNanos(5);
    private static final int RESTS_A_CHUNK = 7;

    private final CountDownLatch stop;
    private long sinceNanos = System.nanoTime();

    SlowPace(CountDownLatch stop) {
        this.stop = stop;
    }

    @Override
    public void rest() throws InterruptedIOException {
        long workedNanos = System.nanoTime() - sinceNanos;
        if (workedNanos < CHUNK_NANOS && stop.getCount() > 0) {
            return;
        }
        try {
            if (stop.await(workedNanos * RESTS_A_CHUNK, TimeUnit.NANOSECONDS)) {
                throw new InterruptedIOException("the audit was stopped");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("the audit was interrupted");
        }
        sinceNanos = System.nanoTime();
    }
}
