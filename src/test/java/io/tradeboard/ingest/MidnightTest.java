package io.tradeboard.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tradeboard.redis.RedisConnection;
import io.tradeboard.redis.RedisExtension;
import io.tradeboard.source.LineSource;
import io.tradeboard.trade.TradingDays;
import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import redis.clients.jedis.Protocol.Command;

/** Around midnight a trade counts on the day of its own time, or is late, whichever way the clock jumps. */
class MidnightTest {
    private static final long HOUR = 3_600_000;
    private static final long AHEAD = 300_000;

    @RegisterExtension
    static final RedisExtension REDIS = new RedisExtension();

    @TempDir
    Path directory;

    private final AtomicLong now = new AtomicLong();
    private final RedisConnection redis = REDIS.connect();

    @ParameterizedTest
    @CsvSource({
        "UTC, 2026-11-22, 2026-11-22T00:00:00Z, 24",
        "Europe/Berlin, 2026-03-29, 2026-03-28T23:00:00Z, 23",
        "Europe/Berlin, 2026-10-25, 2026-10-24T22:00:00Z, 25",
        "America/New_York, 2026-03-08, 2026-03-08T05:00:00Z, 23",
        "America/New_York, 2026-11-01, 2026-11-01T04:00:00Z, 25",
        "America/Santiago, 2026-04-04, 2026-04-04T03:00:00Z, 25",
        "America/Santiago, 2026-09-06, 2026-09-06T04:00:00Z, 23",
        "Asia/Kolkata, 2026-06-01, 2026-05-31T18:30:00Z, 24",
        "Asia/Tokyo, 2026-06-01, 2026-05-31T15:00:00Z, 24",
    })
    void aTradeCountsOnItsOwnDayUnlessThatWasOver(ZoneId zone, LocalDate day, Instant from, int hours)
            throws IOException {
        long start = from.toEpochMilli();
        long end = start + hours * HOUR;
        long[] clocks = {start - 1, start, end - 1, end, end + 1, end - 1, end + HOUR - 1, end + HOUR, start, end + 2};
        long[] times = {start - 1, start, end - 1, end, end + 1};
        Map<String, Long> expected = new TreeMap<>();
        long late = 0;
        long rejected = 0;
        long sent = 0;
        PipedOutputStream pipe = new PipedOutputStream();
        Daemon daemon = daemon(zone, new PipedInputStream(pipe));
        CompletableFuture<Daemon.Progress> running = Rig.start(daemon);
        for (long clock : clocks) {
            now.set(clock);
            for (long time : times) {
                pipe.write(Rig.trade("ann", 1)
                        .replace("{", "{\"timestamp\":" + time + ",")
                        .getBytes(StandardCharsets.UTF_8));
                sent++;
                LocalDate own = time < start ? day.minusDays(1) : time < end ? day : day.plusDays(1);
                long closes = (time < start ? start : time < end ? end : Long.MAX_VALUE - HOUR) + HOUR;
                if (time > clock + AHEAD) {
                    rejected++;
                } else if (clock >= closes) {
                    late++;
                } else {
                    expected.merge(own.toString(), 1L, Long::sum);
                }
            }
            pipe.flush();
            long all = sent;
            await().until(() -> running.isDone()
                    || daemon.progress().accepted() + daemon.progress().rejected() == all);
            assertThat(running).isNotDone();
        }
        pipe.close();

        Daemon.Progress ended = running.join();
        assertThat(ended.late()).as("late").isEqualTo(late).isPositive();
        assertThat(ended.rejected()).as("rejected").isEqualTo(rejected).isPositive();
        assertThat(boards()).isEqualTo(expected);
    }

    private Daemon daemon(ZoneId zone, PipedInputStream in) {
        Rig rig = new Rig(directory.resolve("log"));
        IngestConfig config = rig.config(
                new TradingDays(zone, Duration.ofHours(1), Duration.ofDays(36_500)), SyncMode.BATCH, false, true);
        return new Daemon(
                config,
                REDIS.settings(),
                (from, runtime) -> LineSource.pipe(in, "stdin"),
                "a test",
                rig.runtime(new SetClock(now)));
    }

    private Map<String, Long> boards() {
        Map<String, Long> boards = new TreeMap<>();
        for (Object key : (List<?>) redis.call(Command.KEYS, "tradeboard:{BTC:*}:volumes")) {
            String name = RedisConnection.text(key);
            String score = RedisConnection.text(redis.call(Command.ZSCORE, name, "ann"));
            boards.put(name.substring(name.indexOf("BTC:") + 4, name.indexOf('}')), Long.valueOf(score));
        }
        return boards;
    }
}
