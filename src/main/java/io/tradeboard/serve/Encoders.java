package io.tradeboard.serve;

import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * Two threads that encode boards as pages, documents and pictures, so that no thread of the server does: a picture
 * takes long enough to delay other requests.
 *
 * <p>Thread-safe.
 */
final class Encoders implements AutoCloseable {
    private static final int THREADS = 2;
    /** More than one form for each stream that may be open. */
    private static final int WAITING = 8_192;

    private static final Duration RETRY = Duration.ofSeconds(1);

    private final ThreadPoolExecutor threads;

    Encoders() {
        AtomicInteger number = new AtomicInteger();
        this.threads = new ThreadPoolExecutor(
                THREADS, THREADS, 1, TimeUnit.MINUTES, new ArrayBlockingQueue<>(WAITING), task -> {
                    Thread thread = new Thread(task, "tradeboard-encode-" + number.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                });
    }

    /** What is made by one of the threads; fails with a {@link Problem} where too many wait. */
    CompletableFuture<Representation> encode(Supplier<Representation> make) {
        try {
            return CompletableFuture.supplyAsync(make, threads);
        } catch (RejectedExecutionException e) {
            return CompletableFuture.failedFuture(
                    Problem.unavailable("too many requests are being answered; try again in a moment", RETRY));
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
