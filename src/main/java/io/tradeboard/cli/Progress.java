package io.tradeboard.cli;

import io.tradeboard.ingest.Daemon;
import io.tradeboard.source.LineSource;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Shows how far a file or pipe has been read: on a terminal in one line that is updated every second, elsewhere in a
 * line every ten seconds.
 */
final class Progress implements AutoCloseable {
    private final Console console;
    private final Daemon daemon;
    private final Supplier<@Nullable LineSource> source;
    private final boolean wanted;
    private final boolean terminal;
    private final CountDownLatch done = new CountDownLatch(1);
    private final Thread thread = new Thread(this::run, "tradeboard-progress");

    Progress(Console console, boolean wanted, Daemon daemon, Supplier<@Nullable LineSource> source) {
        this.console = console;
        this.wanted = wanted;
        this.terminal = console.errorsToTerminal() && console.messages().isForPerson();
        this.daemon = daemon;
        this.source = source;
    }

    void start() {
        if (wanted) {
            thread.start();
        }
    }

    private void run() {
        long seconds = terminal ? 1 : 10;
        long before = 0;
        long readBefore = -1;
        try {
            while (!done.await(seconds, TimeUnit.SECONDS)) {
                long accepted = daemon.progress().accepted();
                LineSource lines = source.get();
                long read = lines == null ? 0 : lines.bytesRead();
                String place = lines == null || lines.size() <= 0 || readBefore < 0
                        ? ""
                        : place(read, lines.size(), (read - readBefore) / seconds);
                String line = String.format(
                        Locale.ROOT,
                        "ingest%s  %,d accepted  %,d/s  rejected %,d",
                        place,
                        accepted,
                        (accepted - before) / seconds,
                        daemon.progress().rejected());
                if (terminal) {
                    console.err().print("\r" + line + "   ");
                    console.err().flush();
                } else {
                    console.line(line);
                }
                before = accepted;
                readBefore = read;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (terminal && before > 0) {
            console.err().println();
        }
    }

    private static String place(long read, long size, long bytesPerSecond) {
        String eta = bytesPerSecond == 0 ? "" : "  ETA " + (size - read) / bytesPerSecond + "s";
        return "  " + 100 * read / size + "%" + eta;
    }

    /** Shows no more. */
    @Override
    public void close() {
        done.countDown();
        try {
            if (wanted) {
                thread.join(1_000);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
