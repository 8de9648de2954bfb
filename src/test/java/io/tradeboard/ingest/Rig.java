package io.tradeboard.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradeboard.redis.RedisConnection;
import io.tradeboard.redis.RedisSettings;
import io.tradeboard.source.LineSource;
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
import java.util.concurrent.TimeUnit;
import redis.clients.jedis.Protocol.Command;

/** Daemons to be tested, and what is on the board of BTC after them. */
final class Rig {
    static final TradingDays DAYS = new TradingDays(ZoneOffset.UTC, Duration.ZERO, Duration.ofDays(1));

    final Path log;
    final Queue<String> notices = new ConcurrentLinkedQueue<>();
    private final LocalDate today = DAYS.dayOf(Clock.systemUTC().millis());

    Rig(Path log) {
        this.log = log;
    }

    IngestConfig config(boolean strict) {
        return new IngestConfig(
                Symbols.parse("BTC:0", 0, false),
                DAYS,
                10,
                Duration.ofMillis(20),
                1_000,
                1_000,
                SyncMode.BATCH,
                Duration.ofDays(1),
                log,
                log.resolve("rejects.ndjson"),
                strict,
                true);
    }

    Daemon daemon(RedisSettings redis, boolean strict, Daemon.SourceOpener opener) {
        return new Daemon(config(strict), redis, opener, "a test", notices::add, Clock.systemUTC());
    }

    /** Reads the file to its end, or on from where the last daemon stopped. */
    Daemon.Progress ingest(RedisSettings redis, Path file, boolean strict) throws IOException, InterruptedException {
        return daemon(redis, strict, (positions, consumer) -> LineSource.file(file, positions, false))
                .run();
    }

    /** Runs a daemon that the test expects to end. */
    static CompletableFuture<Daemon.Progress> start(Daemon daemon) {
        return CompletableFuture.supplyAsync(() -> {
                    try {
                        return daemon.run();
                    } catch (IOException | InterruptedException e) {
                        throw new CompletionException(e);
                    }
                })
                .orTimeout(1, TimeUnit.MINUTES);
    }

    String volumesKey() {
        return "tradeboard:{BTC:" + today + "}:volumes";
    }

    String ledgerKey() {
        return "tradeboard:{BTC:" + today + "}:ledger";
    }

    Map<String, Long> volumes(RedisConnection redis) {
        Map<String, Long> volumes = new LinkedHashMap<>();
        List<?> reply = (List<?>) redis.call(Command.ZRANGE, volumesKey(), 0, -1, "WITHSCORES");
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
