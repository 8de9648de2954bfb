package io.tradeboard.cli;

import io.tradeboard.ingest.IngestConfig;
import io.tradeboard.ingest.SyncMode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Iterator;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How the daemon buffers and keeps its log. */
final class IngestOptions {
    static final String TITLE = "Buffer and log";

    /** The sync modes as they are written here and in the settings. */
    static final class SyncModes implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return Stream.of(SyncMode.values())
                    .map(mode -> mode.name().toLowerCase(Locale.ROOT))
                    .iterator();
        }
    }

    @Option(
            names = "--buffer-capacity",
            paramLabel = "N",
            defaultValue = "10",
            description = "trades that trigger a flush (10)")
    int bufferCapacity;

    @Option(
            names = "--flush-interval",
            paramLabel = "TIME",
            defaultValue = "1s",
            description = "longest wait of a trade until a flush is triggered (1s)")
    Duration flushInterval = Duration.ZERO;

    @Option(
            names = "--buffer-limit",
            paramLabel = "N",
            defaultValue = "1000000",
            description = "sums kept while Redis is away; past that the log takes over (1000000)")
    int bufferLimit;

    @Option(
            names = "--dedupe-window",
            paramLabel = "N",
            defaultValue = "1000000",
            description = "latest trades by whose id one that comes again is known (1000000)")
    int dedupeWindow;

    @Option(
            names = "--sync",
            paramLabel = "MODE",
            defaultValue = "batch",
            completionCandidates = SyncModes.class,
            description = "when the log survives power loss: with each batch, in an interval of a second, or never by"
                    + " itself (batch)")
    SyncMode sync = SyncMode.BATCH;

    @Option(
            names = "--log-retention",
            paramLabel = "TIME",
            defaultValue = "1d",
            description = "how long a segment is kept after the boards that it fed have expired (1d)")
    Duration logRetention = Duration.ZERO;

    @Option(
            names = "--log-dir",
            paramLabel = "DIR",
            description = "where the write-ahead log is (data/log beside the program)")
    @Nullable
    Path logDirectory;

    @Option(
            names = "--rejects",
            paramLabel = "FILE",
            description = "where refused lines are written (rejects.ndjson in the log directory)")
    @Nullable
    Path rejects;

    IngestConfig config(BoardOptions boards, DayOptions days, Path home, boolean strict, boolean oneShot) {
        Path log = logDirectory == null ? home.resolve("data/log") : logDirectory;
        return new IngestConfig(
                boards.symbols(),
                days.days(boards),
                new IngestConfig.Buffering(bufferCapacity, flushInterval, bufferLimit),
                new IngestConfig.Logging(
                        log,
                        rejects == null ? log.resolve("rejects.ndjson") : rejects,
                        sync,
                        logRetention,
                        dedupeWindow),
                strict,
                oneShot);
    }
}
