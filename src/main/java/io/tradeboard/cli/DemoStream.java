package io.tradeboard.cli;

import io.tradeboard.audit.AuditLoop;
import io.tradeboard.ingest.Daemon;
import io.tradeboard.ingest.IngestConfig;
import io.tradeboard.ingest.SyncMode;
import io.tradeboard.log.FileLogs;
import io.tradeboard.produce.StreamSink;
import io.tradeboard.produce.TradeSink;
import io.tradeboard.redis.RedisConnection;
import io.tradeboard.redis.RedisSettings;
import io.tradeboard.run.Notices;
import io.tradeboard.run.Runtime;
import io.tradeboard.screen.WatchConfig;
import io.tradeboard.source.StreamOptions;
import io.tradeboard.source.StreamSource;
import io.tradeboard.trade.BoardShards;
import io.tradeboard.trade.TradingDays;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/** Through a Redis stream, by a daemon in this process with a log of its own. */
final class DemoStream implements DemoPath {
    private static final AuditLoop.Rhythm AUDITS = new AuditLoop.Rhythm(Duration.ofSeconds(1), Duration.ofSeconds(5));

    /** So often that pace and course show within a minute. */
    private static final Duration SAMPLING = Duration.ofSeconds(3);

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final RedisConnection connection;
    private final Daemon daemon;
    private final AuditLoop audit;

    DemoStream(RedisSettings settings, WatchConfig config, Path log, Clock clock) {
        this.connection = new RedisConnection(settings);
        IngestConfig ingest = new IngestConfig(
                config.symbols(),
                TradingDays.of(config.zone()),
                new IngestConfig.Buffering(10, Duration.ofSeconds(1), 1_000_000),
                new IngestConfig.Logging(log, log.resolve("rejects.ndjson"), SyncMode.BATCH, Duration.ZERO, 1_000_000),
                false,
                false,
                SAMPLING,
                1,
                BoardShards.NONE);
        Runtime runtime = new Runtime(clock, new Notices(message -> {}));
        this.daemon = new Daemon(
                ingest,
                settings,
                (from, running) -> StreamSource.open(settings, from, StreamOptions.DEFAULTS, running),
                "the demo",
                runtime);
        this.audit = new AuditLoop(
                new FileLogs(List.of(log)),
                settings,
                ingest.days(),
                AUDITS,
                ingest.buffering().flushInterval(),
                runtime);
    }

    @Override
    public TradeSink sink() {
        return new StreamSink(connection, 1_000_000, new Notices(message -> {}));
    }

    @Override
    public void run() throws IOException, InterruptedException {
        audit.start();
        daemon.run();
    }

    @Override
    public void stop() {
        daemon.stop();
    }

    @Override
    public boolean hasApplied(long trades) {
        return daemon.progress().applied() >= trades;
    }

    @Override
    public Duration patience() {
        return PATIENCE;
    }

    @Override
    public void close() throws IOException {
        audit.close();
        connection.close();
    }
}
