package io.tradeboard.run;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * A task that a thread of its own repeats until it is closed. What fails is reported once and tried again with the next
 * turn: nothing that happens to it reaches anybody else, and nothing ends it but {@link #close}.
 */
public final class Repeating implements AutoCloseable {
    private static final Duration LAST_TURN = Duration.ofSeconds(5);

    private final String name;
    private final Notices notices;
    private final Stop stop = new Stop();
    private final Worker worker;

    /** One turn. It gets the request to stop, for tasks that take long. */
    public interface Task {
        void run(Stop stop) throws IOException, InterruptedException;
    }

    /**
     * @param name what it is called in messages, such as {@code audit}; its thread is {@code tradeboard-NAME}
     * @param pause how long to wait before each turn, asked anew each time
     * @param last what to do in the end on the same thread, such as closing a connection
     */
    public Repeating(String name, Supplier<Duration> pause, Task task, Runnable last, Notices notices) {
        this.name = name;
        this.notices = notices;
        this.worker = new Worker(
                "tradeboard-" + name,
                () -> {
                    try {
                        while (!stop.await(pause.get())) {
                            turn(task);
                        }
                    } finally {
                        last.run();
                    }
                },
                () -> {});
    }

    private void turn(Task task) throws InterruptedException {
        try {
            task.run(stop);
        } catch (InterruptedIOException e) {
            if (!stop.isRequested()) {
                report(e);
            }
        } catch (IOException | RuntimeException | Error e) {
            report(e);
        }
    }

    private void report(Throwable e) {
        // Errors, such as too little memory, often have no message.
        String reason = e.getMessage() == null ? e.toString() : e.getMessage();
        notices.warnOnce("the " + name + " failed: " + reason + "; retrying; nothing else is affected");
    }

    public Repeating start() {
        worker.startInBackground();
        return this;
    }

    /** Asks it to end, and waits as long as its last turn may take. */
    @Override
    public void close() {
        stop.request();
        try {
            if (!worker.join(LAST_TURN)) {
                notices.warn(
                        "the " + name + " did not end in " + LAST_TURN.toSeconds() + " s; shutting down without it");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
