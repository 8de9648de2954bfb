package io.tradeboard.run;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/** A named thread of the daemon. When it fails the whole daemon is asked to stop, and the failure is kept. */
public final class Worker {
    private final Thread thread;
    private volatile @Nullable Throwable failure;

    /** What a thread does. */
    public interface Body {
        void run() throws IOException, InterruptedException;
    }

    /**
     * @param afterFailure what its neighbours need of it, so that they can end too
     * @param stop counted down on failure
     */
    public Worker(String name, Body body, Body afterFailure, CountDownLatch stop) {
        this.thread = new Thread(() -> runAll(body, afterFailure, stop), name);
    }

    private void runAll(Body body, Body afterFailure, CountDownLatch stop) {
        try {
            body.run();
        } catch (Throwable t) {
            failure = t;
            stop.countDown();
            // What is left to do may wait, which an interrupted thread cannot.
            Thread.interrupted();
            try {
                afterFailure.run();
            } catch (Throwable e) {
                t.addSuppressed(e);
            }
        }
    }

    public void start() {
        thread.start();
    }

    public void join() throws InterruptedException {
        thread.join();
    }

    /** Waits for the end for so long; returns whether it came. */
    public boolean join(Duration atMost) throws InterruptedException {
        thread.join(atMost.toMillis());
        return !thread.isAlive();
    }

    /** Throws what the thread failed with, if it did. */
    public void rethrow() throws IOException {
        Throwable thrown = failure;
        if (thrown instanceof IOException e) {
            throw e;
        }
        if (thrown instanceof RuntimeException e) {
            throw e;
        }
        if (thrown instanceof Error e) {
            throw e;
        }
        if (thrown != null) {
            throw new IllegalStateException(thread.getName() + " was interrupted", thrown);
        }
    }
}
