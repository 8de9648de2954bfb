package io.tradeboard.cli;

import io.tradeboard.ingest.Daemon;
import io.tradeboard.source.LineSource;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Says every ten seconds how far the reading of a file or pipe is. */
final class Progress implements AutoCloseable {
    private static final long SECONDS = 10;

    private final Console console;
    private final Daemon daemon;
    private final Supplier<@Nullable LineSource> file;
    private final CountDownLatch done = new CountDownLatch(1);
    private final Thread thread = new Thread(this::run, "tradeboard-progress");
    private final boolean wanted;

    Progress(Console console, boolean wanted, Daemon daemon, Supplier<@Nullable LineSource> file) {
        this.console = console;
        this.wanted = wanted;
        this.daemon = daemon;
        this.file = file;
    }

    void start() {
        if (wanted) {
            thread.start();
        }
    }

    private void run() {
        try {
            long before = 0;
            while (!done.await(SECONDS, TimeUnit.SECONDS)) {
                Daemon.Progress now = daemon.progress();
                LineSource lines = file.get();
                String read = lines == null ? "" : String.format(Locale.ROOT, "  %,d bytes read", lines.offset());
                console.err()
                        .println(String.format(
                                Locale.ROOT,
                                "ingest  %,d accepted%s  %,d/s  rejected %,d",
                                now.accepted(),
                                read,
                                (now.accepted() - before) / SECONDS,
                                now.rejected()));
                before = now.accepted();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Says no more. */
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
