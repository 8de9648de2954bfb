package io.tradeboard.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradeboard.board.BoardKeys;
import io.tradeboard.redis.RedisConnection;
import io.tradeboard.redis.RedisSettings;
import io.tradeboard.run.Meters;
import io.tradeboard.run.Notices;
import io.tradeboard.run.Runtime;
import io.tradeboard.run.Stop;
import io.tradeboard.source.LineSource;
import io.tradeboard.trade.BoardId;
import io.tradeboard.trade.Symbols;
import io.tradeboard.trade.TradingDays;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.LongSupplier;
import redis.clients.jedis.Protocol.Command;

/** Daemons to be tested, and what is on the board of BTC after them. */
final class Rig {
    static final TradingDays DAYS = new TradingDays(ZoneOffset.UTC, Duration.ZERO, Duration.ofDays(1));

    final Path log;
    final Queue<String> notices = new ConcurrentLinkedQueue<>();
    private Runtime latest = new Runtime(Clock.systemUTC(), new Notices(notices::add));
    private final LocalDate today = DAYS.dayOf(Clock.systemUTC().millis());

    Rig(Path log) {
        this.log = log;
    }

    IngestConfig config(boolean strict) {
        return config(DAYS, SyncMode.BATCH, strict, true);
    }

    IngestConfig config(TradingDays days, SyncMode sync, boolean strict, boolean oneShot) {
        return config(Symbols.parse("BTC:0", 0, false), days, sync, strict, oneShot);
    }

    IngestConfig config(Symbols symbols, TradingDays days, SyncMode sync, boolean strict, boolean oneShot) {
        return new IngestConfig(
                symbols,
                days,
                new IngestConfig.Buffering(10, Duration.ofMillis(20), 1_000),
                new IngestConfig.Logging(log, log.resolve("rejects.ndjson"), sync, Duration.ofDays(1), 1_000),
                strict,
                oneShot);
    }

    /** A new runtime whose notices are kept here. */
    Runtime runtime(Clock clock) {
        return runtime(clock, System::nanoTime);
    }

    /** The same with a ticker of its own. */
    Runtime runtime(Clock clock, LongSupplier ticker) {
        latest = new Runtime(clock, ticker, new Notices(notices::add), new Meters(), new Stop());
        return latest;
    }

    /** Nanoseconds that pass fifty times as fast, so that nobody waits for what comes every other second. */
    static long fastNanos() {
        return 50 * System.nanoTime();
    }

    /** That of the daemon that was made last. */
    Runtime latest() {
        return latest;
    }

    Daemon daemon(RedisSettings redis, boolean strict, Daemon.SourceOpener opener) {
        return daemon(redis, config(strict), opener, Step.Observer.NONE);
    }

    Daemon daemon(RedisSettings redis, IngestConfig config, Daemon.SourceOpener opener, Step.Observer steps) {
        return new Daemon(config, redis, opener, "a test", runtime(Clock.systemUTC()), steps);
    }

    /** Reads the file to its end, or on from where the last daemon stopped. */
    Daemon.Progress ingest(RedisSettings redis, Path file, boolean strict) throws IOException, InterruptedException {
        return daemon(redis, strict, (from, runtime) -> LineSource.file(file, from.positions(), false))
                .run();
    }

    /**
     * Runs a daemon that the test expects to end, on a thread of its own: daemons would fill the common pool of a machine
     * with few cores, and wait there for each other. There is no time limit but that of the whole test.
     */
    static CompletableFuture<Daemon.Progress> start(Daemon daemon) {
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        return daemon.run();
                    } catch (IOException | InterruptedException e) {
                        throw new CompletionException(e);
                    }
                },
                task -> new Thread(task, "daemon under test").start());
    }

    String volumesKey() {
        return BoardKeys.volumes(board("BTC"));
    }

    String ledgerKey() {
        return BoardKeys.ledger(board("BTC"));
    }

    BoardId board(String symbol) {
        return new BoardId(symbol, today);
    }

    Map<String, Long> volumes(RedisConnection redis) {
        return volumes(redis, board("BTC"));
    }

    static Map<String, Long> volumes(RedisConnection redis, BoardId board) {
        Map<String, Long> volumes = new LinkedHashMap<>();
        List<?> reply = (List<?>) redis.call(Command.ZRANGE, BoardKeys.volumes(board), 0, -1, "WITHSCORES");
        for (int i = 0; i < reply.size(); i += 2) {
            volumes.put(text(reply.get(i)), Long.parseLong(text(reply.get(i + 1))));
        }
        return volumes;
    }

    static String trade(String trader, long quantity) {
        return "{\"traderId\":\"" + trader + "\",\"symbol\":\"BTC\",\"quantity\":" + quantity + "}\n";
    }

    static void assertNoThreadIsLeft() {
        assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .noneMatch(name -> name.startsWith("tradeboard-"));
    }

    private static String text(Object bytes) {
        return new String((byte[]) bytes, StandardCharsets.UTF_8);
    }
}
