package io.tradeboard.run;

import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A named thread that somebody waits for. When it fails, those whom it concerns are notified at once, and the failure is kept
 * for {@link #rethrow}.
 */
public final class Worker {
    private final Thread thread;
    private volatile @Nullable Throwable failure;

    /** What a thread does. */
    public interface Body {
        void run() throws IOException, InterruptedException;
    }

    /** @param afterFailure what its neighbours need of it when it fails, so that they can end too */
    public Worker(String name, Body body, Body afterFailure) {
        this.thread = new Thread(() -> runAll(body, afterFailure), name);
    }

    private void runAll(Body body, Body afterFailure) {
        try {
            body.run();
        } catch (Throwable t) {
            failure = t;
            // What is left to do may wait, which an interrupted thread cannot.
            Thread.interrupted();
            try {
                afterFailure.run();
            } catch (Throwable e) {
                t.addSuppressed(e);
            }
        }
    }

    /** Starts it as a daemon thread, which no process waits for at its end. */
    public Worker startInBackground() {
        thread.setDaemon(true);
        thread.start();
        return this;
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
