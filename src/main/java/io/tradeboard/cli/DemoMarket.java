package io.tradeboard.cli;

import io.tradeboard.audit.AuditLoop;
import io.tradeboard.ingest.Daemon;
import io.tradeboard.ingest.IngestConfig;
import io.tradeboard.ingest.SyncMode;
import io.tradeboard.log.FileLogs;
import io.tradeboard.produce.DramaFeed;
import io.tradeboard.produce.Market;
import io.tradeboard.produce.Pacer;
import io.tradeboard.produce.StreamSink;
import io.tradeboard.redis.RedisConnection;
import io.tradeboard.redis.RedisSettings;
import io.tradeboard.run.ExitCode;
import io.tradeboard.run.Notices;
import io.tradeboard.run.Runtime;
import io.tradeboard.screen.WatchConfig;
import io.tradeboard.source.StreamOptions;
import io.tradeboard.source.StreamSource;
import io.tradeboard.trade.TradingDays;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;

/** What runs behind the screen of a demo: a mock market, and the daemon with a log of its own. */
final class DemoMarket implements AutoCloseable {
    /** So few that every sample has all of them, and the pace of each is known. */
    private static final int TRADERS = 48;

    private static final double SKEW = 0.8;
    private static final AuditLoop.Rhythm AUDITS = new AuditLoop.Rhythm(Duration.ofSeconds(1), Duration.ofSeconds(5));

    /** So often that pace and course show within a minute. */
    private static final Duration SAMPLING = Duration.ofSeconds(3);

    private static final Duration FIRST_TRADES = Duration.ofSeconds(3);

    private final RedisConnection connection;
    private final Pacer pacer;
    private final Daemon daemon;
    private final AuditLoop audit;
    private final long firstSecond;
    private final CountDownLatch ended = new CountDownLatch(1);
    private final List<Thread> threads = new CopyOnWriteArrayList<>();
    private final List<Exception> failures = new CopyOnWriteArrayList<>();

    /** Something that runs until it is asked to stop. */
    private interface Body {
        void run() throws IOException, InterruptedException;
    }

    DemoMarket(RedisSettings settings, WatchConfig config, Path log, double rate, Clock clock) {
        this.connection = new RedisConnection(settings);
        this.firstSecond = (long) Math.ceil(rate);
        long seed = clock.millis();
        Market market = new Market(config.symbols(), TRADERS, SKEW, seed);
        this.pacer = new Pacer(
                new DramaFeed(market, seed, clock),
                new StreamSink(connection, 1_000_000, new Notices(message -> {})),
                rate,
                System::nanoTime);
        IngestConfig ingest = new IngestConfig(
                config.symbols(),
                TradingDays.of(config.zone()),
                new IngestConfig.Buffering(10, Duration.ofSeconds(1), 1_000_000),
                new IngestConfig.Logging(log, log.resolve("rejects.ndjson"), SyncMode.BATCH, Duration.ZERO, 1_000_000),
                false,
                false,
                SAMPLING,
                1);
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

    /** Starts it all; a failure asks the screen to end. */
    void start(IntConsumer quit) {
        run("tradeboard-daemon", daemon::run, quit);
        audit.start();
        run("tradeboard-market", pacer::run, quit);
    }

    private void run(String name, Body body, IntConsumer quit) {
        Thread thread = new Thread(
                () -> {
                    try {
                        body.run();
                    } catch (IOException | InterruptedException | RuntimeException e) {
                        failures.add(e);
                        quit.accept(ExitCode.INTERNAL);
                    }
                },
                name);
        threads.add(thread);
        thread.start();
    }

    /** Waits until one second's trades are on the boards, so that the first look shows a leaderboard. */
    void awaitFirstTrades() throws InterruptedException {
        long deadline = System.nanoTime() + FIRST_TRADES.toNanos();
        while (daemon.progress().applied() < firstSecond && System.nanoTime() < deadline && failures.isEmpty()) {
            ended.await(20, TimeUnit.MILLISECONDS);
        }
    }

    /** Does something after a time, unless the demo has ended by then. */
    void after(Duration delay, Runnable action) {
        Thread timer = new Thread(
                () -> {
                    try {
                        if (!ended.await(delay.toMillis(), TimeUnit.MILLISECONDS)) {
                            action.run();
                        }
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                },
                "tradeboard-timer");
        threads.add(timer);
        timer.start();
    }

    /** Stops the market, then the daemon after its last flush. */
    @Override
    public void close() throws IOException {
        ended.countDown();
        pacer.stop();
        daemon.stop();
        try {
            for (Thread thread : threads) {
                thread.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        audit.close();
        connection.close();
        if (!failures.isEmpty()) {
            throw new IOException("the demo failed: " + failures.get(0).getMessage(), failures.get(0));
        }
    }
}
