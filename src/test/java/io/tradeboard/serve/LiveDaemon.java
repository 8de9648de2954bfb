package io.tradeboard.serve;

import io.tradeboard.audit.AuditLoop;
import io.tradeboard.ingest.Daemon;
import io.tradeboard.ingest.IngestConfig;
import io.tradeboard.ingest.SyncMode;
import io.tradeboard.log.FileLogs;
import io.tradeboard.redis.RedisSettings;
import io.tradeboard.run.Notices;
import io.tradeboard.run.Runtime;
import io.tradeboard.source.StreamOptions;
import io.tradeboard.source.StreamSource;
import io.tradeboard.trade.Symbols;
import io.tradeboard.trade.TradingDays;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/** A daemon that reads the stream and audits its boards, with its metrics on a port of its own. */
final class LiveDaemon implements AutoCloseable {
    private static final Duration FLUSH_INTERVAL = Duration.ofMillis(20);

    private final Daemon daemon;
    private final AuditLoop audit;
    private final MetricsServer metrics;
    private final CompletableFuture<Daemon.Progress> end;

    /** @param log the directory of its log */
    LiveDaemon(RedisSettings redis, Path log) throws IOException {
        this(redis, log, Symbols.parse("BTC:0", 0, false));
    }

    /** @param log the directory of its log */
    LiveDaemon(RedisSettings redis, Path log, Symbols symbols) throws IOException {
        TradingDays days = new TradingDays(ZoneId.of("UTC"), Duration.ZERO, Duration.ofDays(1));
        IngestConfig config = new IngestConfig(
                symbols,
                days,
                new IngestConfig.Buffering(10, FLUSH_INTERVAL, 1_000),
                new IngestConfig.Logging(log, log.resolve("rejects.ndjson"), SyncMode.BATCH, Duration.ofDays(1), 1_000),
                false,
                false);
        Runtime runtime = new Runtime(Clock.systemUTC(), new Notices(message -> {}));
        this.daemon = new Daemon(
                config,
                redis,
                (from, running) -> StreamSource.open(redis, from, StreamOptions.DEFAULTS, running),
                "a test",
                runtime);
        this.audit = new AuditLoop(
                new FileLogs(List.of(log)),
                redis,
                days,
                new AuditLoop.Rhythm(Duration.ofMillis(50), Duration.ofMillis(500)),
                FLUSH_INTERVAL,
                runtime);
        this.metrics = MetricsServer.ofDaemon(
                new Address("127.0.0.1", 0),
                new DaemonView(runtime, daemon::condition, audit::latest),
                new ServeConfig.Build("1.2.3", "abcdef0"));
        audit.start();
        this.end = CompletableFuture.supplyAsync(() -> {
                    try {
                        return daemon.run();
                    } catch (IOException | InterruptedException e) {
                        throw new CompletionException(e);
                    }
                })
                .orTimeout(3, TimeUnit.MINUTES);
    }

    Scrape scrape(String accept) throws IOException, InterruptedException {
        return Scrape.of(metrics.url(), accept);
    }

    @Override
    public void close() {
        daemon.stop();
        end.join();
        audit.close();
        metrics.close();
    }
}
