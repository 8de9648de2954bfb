package io.tradeboard.cli;

import io.tradeboard.ingest.IngestConfig;
import io.tradeboard.ingest.SyncMode;
import io.tradeboard.read.History;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Iterator;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Buffer and log of the daemon. */
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
            description = "number of trades that triggers a flush (10)")
    int bufferCapacity;

    @Option(
            names = "--flush-interval",
            paramLabel = "TIME",
            defaultValue = "1s",
            description = "longest time that a trade waits for a flush (1s)")
    Duration flushInterval = Duration.ZERO;

    @Option(
            names = "--buffer-limit",
            paramLabel = "N",
            defaultValue = "1000000",
            description = "number of sums to keep in memory while Redis is unreachable; beyond it the log is replayed"
                    + " (1000000)")
    int bufferLimit;

    @Option(
            names = "--dedupe-window",
            paramLabel = "N",
            defaultValue = "1000000",
            description = "number of latest trades of the log, or offsets of a Kafka partition, among which an id is a"
                    + " duplicate (1000000)")
    int dedupeWindow;

    @Option(
            names = "--decoders",
            paramLabel = "N",
            description = "number of threads that decode trades (one less than processors, 1 to 4)")
    int decoders = Math.max(1, Math.min(4, Runtime.getRuntime().availableProcessors() - 1));

    @Option(
            names = "--sync",
            paramLabel = "MODE",
            defaultValue = "batch",
            completionCandidates = SyncModes.class,
            description = "when to sync the log to disk: batch, each batch; interval, once a second; never, leave it to"
                    + " the operating"
                    + " system (batch)")
    SyncMode sync = SyncMode.BATCH;

    @Option(
            names = "--log-retention",
            paramLabel = "TIME",
            defaultValue = "1d",
            description = "how long to keep a segment of the log after the boards that it fed have expired (1d)")
    Duration logRetention = Duration.ZERO;

    @Option(
            names = "--log-dir",
            paramLabel = "DIR",
            description = "directory of the write-ahead log (data/log in the installation directory)")
    @Nullable
    Path logDirectory;

    @Option(
            names = "--rejects",
            paramLabel = "FILE",
            description = "file for rejected lines (rejects.ndjson in the log directory)")
    @Nullable
    Path rejects;

    IngestConfig config(
            BoardOptions boards, ShardOptions shards, DayOptions days, Path home, boolean strict, boolean oneShot) {
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
                oneShot,
                History.USUAL_STEP,
                decoders,
                shards.shards());
    }
}
