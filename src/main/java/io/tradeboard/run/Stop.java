package io.tradeboard.run;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** The request to stop, made once and for good. Thread-safe. */
public final class Stop {
    private final CountDownLatch requested = new CountDownLatch(1);

    /** Asks everybody who looks to end in order. */
    public void request() {
        requested.countDown();
    }

    public boolean isRequested() {
        return requested.getCount() == 0;
    }

    /** Waits for the request. */
    public void await() throws InterruptedException {
        requested.await();
    }

    /** Pauses, but no longer than until the request; returns whether it was made. */
    public boolean await(Duration atMost) throws InterruptedException {
        return requested.await(atMost.toNanos(), TimeUnit.NANOSECONDS);
    }
}
