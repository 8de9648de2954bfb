package io.tradeboard.serve;

import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * A few threads that query Redis, so that no thread of the server waits for it. Each has a {@link Reader} of its own;
 * if all are busy and the queue is full, the next request is rejected.
 *
 * <p>Thread-safe.
 */
final class Readers implements AutoCloseable {
    private static final int THREADS = 4;
    private static final int WAITING = 256;
    private static final Duration LAST_TASKS = Duration.ofSeconds(2);
    private static final Duration RETRY = Duration.ofSeconds(5);
    private static final Duration BUSY = Duration.ofSeconds(1);

    private final BlockingQueue<Reader> idle = new ArrayBlockingQueue<>(THREADS);
    private final ThreadPoolExecutor threads;

    Readers(Supplier<Reader> readers) {
        for (int i = 0; i < THREADS; i++) {
            idle.add(readers.get());
        }
        AtomicInteger number = new AtomicInteger();
        this.threads = new ThreadPoolExecutor(
                THREADS, THREADS, 1, TimeUnit.MINUTES, new ArrayBlockingQueue<>(WAITING), task -> {
                    Thread thread = new Thread(task, "tradeboard-read-" + number.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                });
    }

    /**
     * Runs a task soon.
     *
     * @throws Problem if too many wait
     */
    void submit(Consumer<Reader> task) throws Problem {
        try {
            threads.execute(() -> {
                Reader reader = idle.remove();
                try {
                    task.accept(reader);
                } finally {
                    idle.add(reader);
                }
            });
        } catch (RejectedExecutionException e) {
            throw Problem.unavailable("too many requests wait for Redis; try again in a moment", BUSY);
        }
    }

    /** The problem to report if Redis cannot be reached. */
    static Problem away() {
        return Problem.unavailable("Redis cannot be reached now; boards that are known are still served", RETRY);
    }

    /** The problem to report if Redis refuses. */
    static Problem refused() {
        return Problem.unavailable("Redis refuses to be read now", RETRY);
    }

    /** The problem to report if it is unknown which traders are hidden. */
    static Problem withoutDirectory() {
        return Problem.unavailable("the traders directory cannot be read, so no trader is shown", RETRY);
    }

    @Override
    public void close() {
        // Those that wait are answered too, unless that takes too long.
        threads.shutdown();
        try {
            if (threads.awaitTermination(LAST_TASKS.toMillis(), TimeUnit.MILLISECONDS)) {
                idle.forEach(Reader::close);
            } else {
                threads.shutdownNow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
