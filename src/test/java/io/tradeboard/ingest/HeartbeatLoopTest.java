package io.tradeboard.ingest;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tradeboard.board.BoardKeys;
import io.tradeboard.redis.EmbeddedRedis;
import io.tradeboard.redis.RedisConnection;
import io.tradeboard.redis.RedisExtension;
import io.tradeboard.redis.RedisSettings;
import io.tradeboard.redis.RedisUnavailableException;
import io.tradeboard.run.Arrived;
import io.tradeboard.run.Meters;
import io.tradeboard.run.Meters.Counter;
import io.tradeboard.run.Meters.Distribution;
import io.tradeboard.run.Meters.Gauge;
import io.tradeboard.run.Notices;
import io.tradeboard.run.Runtime;
import io.tradeboard.run.Stop;
import io.tradeboard.status.Condition;
import io.tradeboard.status.DaemonId;
import io.tradeboard.status.DaemonState;
import io.tradeboard.status.Heartbeat;
import io.tradeboard.status.Heartbeats;
import io.tradeboard.status.RefusedBoard;
import io.tradeboard.trade.BoardId;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.ToLongFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import redis.clients.jedis.Protocol.Command;

class HeartbeatLoopTest {
    @RegisterExtension
    static final RedisExtension REDIS = new RedisExtension();

    private static final DaemonId DAEMON = new DaemonId("w", "a log", "here", 7, Instant.parse("2026-11-23T10:00:00Z"));

    private final RedisConnection redis = REDIS.connect();
    private final Heartbeats heartbeats = new Heartbeats(redis);
    private final List<String> said = new CopyOnWriteArrayList<>();
    private final AtomicLong nanoTime = new AtomicLong();
    private final Meters meters = new Meters();
    private final AtomicInteger asked = new AtomicInteger();
    private Clock clock = Clock.systemUTC();
    private volatile Condition condition = Condition.RUNNING;

    @Test
    void aHeartbeatIsAViewOfTheMeters() {
        HeartbeatLoop loop = loop(REDIS.settings(), redis -> 600_000);
        nanoTime.set(Duration.ofSeconds(2).toNanos());
        meters.add(Counter.ACCEPTED, 400);
        meters.add(Counter.APPLIED, 300);
        meters.set(Gauge.FLUSH_DELAY_MILLIS, 40);
        meters.record(Distribution.ARRIVAL_TO_BOARD, List.of(new Arrived(0, 3)), nanoTime.get());
        condition = new Condition(
                DaemonState.HEALING,
                "Redis lost data",
                List.of(new RefusedBoard(new BoardId("BTC", LocalDate.EPOCH), "its scale is 8, not 2")));
        loop.beat();

        Heartbeat heard = heard();
        assertThat(heard.daemon()).isEqualTo(DAEMON);
        assertThat(heard.condition()).isEqualTo(condition);
        assertThat(heard.meters()).isEqualTo(meters.snapshot(nanoTime.get()));
        assertThat(heard.backlog()).isEqualTo(600_000);
        assertThat(heard.rates().accepted()).isEqualTo(200);
        assertThat(heard.rates().applied()).isEqualTo(150);
    }

    @ParameterizedTest
    @CsvSource({
        "0,       RUNNING,       RUNNING",
        "59,      RUNNING,       RUNNING",
        "-59,     RUNNING,       RUNNING",
        "75,      RUNNING,       CLOCKS_DIFFER",
        "-75,     RUNNING,       CLOCKS_DIFFER",
        "259200,  RUNNING,       CLOCKS_DIFFER",
        "259200,  DISK_FULL,     DISK_FULL",
        "-600,    HEALING,       HEALING"
    })
    void aClockThatIsFarFromThatOfRedisIsSeenInTheState(long seconds, DaemonState state, DaemonState heard) {
        clock = Clock.offset(Clock.systemUTC(), Duration.ofSeconds(-seconds));
        condition = new Condition(state, "", List.of());
        loop(REDIS.settings(), redis -> 0).beat();

        assertThat(heard().state()).isEqualTo(heard);
        assertThat(Math.abs(heard().meters().get(Gauge.CLOCK_DIFFERENCE_MILLIS).orElseThrow() - seconds * 1_000))
                .isLessThan(900);
    }

    @Test
    void theDifferenceOfTheClocksIsTheReasonWithItsDirection() {
        clock = Clock.offset(Clock.systemUTC(), Duration.ofMinutes(10));
        loop(REDIS.settings(), redis -> 0).beat();

        assertThat(heard().reason()).matches("the clock of Redis is (10m00|9m59)s behind that of this machine");
    }

    @Test
    void aReplyThatTookLongSaysNothingOfTheClocks() {
        clock = Clock.offset(Clock.systemUTC(), Duration.ofMinutes(-10));
        HeartbeatLoop loop = new HeartbeatLoop(
                REDIS.settings(),
                DAEMON,
                () -> condition,
                redis -> 0,
                new Runtime(
                        clock,
                        () -> nanoTime.addAndGet(Duration.ofSeconds(2).toNanos()),
                        new Notices(said::add),
                        meters,
                        new Stop()));
        loop.beat();

        assertThat(heard().state()).isEqualTo(DaemonState.RUNNING);
        assertThat(heard().meters().get(Gauge.CLOCK_DIFFERENCE_MILLIS)).isEmpty();
    }

    @Test
    void aStreamThatCannotBeLookedAtKeepsNoHeartbeatBack() {
        redis.call(Command.SET, "tradeboard:trades", "foreign");
        HeartbeatLoop loop = loop(REDIS.settings(), redis -> (Long) redis.call(Command.XLEN, "tradeboard:trades"));
        meters.set(Gauge.BACKLOG, 9);
        loop.beat();

        assertThat(heard().meters().get(Gauge.BACKLOG)).isEmpty();
        assertThat(said).singleElement().asString().startsWith("the backlog of the stream is unknown: WRONGTYPE");
    }

    @Test
    void aHeartbeatThatRedisDoesNotTakeIsReportedOnceAndWhenItIsTakenAgain() {
        redis.call(Command.SET, BoardKeys.daemon("w"), "foreign");
        HeartbeatLoop loop = loop(REDIS.settings(), redis -> 0);
        loop.beat();
        loop.beat();
        assertThat(said).singleElement().asString().contains("refuses the heartbeat", "WRONGTYPE");

        redis.call(Command.DEL, BoardKeys.daemon("w"));
        loop.beat();
        assertThat(said).hasSize(2).last().isEqualTo("Redis accepts heartbeats again");
        assertThat(heard().state()).isEqualTo(DaemonState.RUNNING);
    }

    @Test
    void itIsHeardUntilItIsClosedAndThenHasStopped() {
        try (HeartbeatLoop loop = loop(REDIS.settings(), redis -> 0)) {
            loop.start();
            await().untilAsserted(() -> assertThat(heard().state()).isEqualTo(DaemonState.RUNNING));
        }
        assertThat(heard().state()).isEqualTo(DaemonState.STOPPED);
        assertThat(said).isEmpty();
    }

    @Test
    void itTakesThePlaceOfTheIncarnationBeforeIt() {
        DaemonId before = new DaemonId("before", "a log", "here", 6, Instant.EPOCH);
        new HeartbeatLoop(REDIS.settings(), before, () -> condition, redis -> 0, runtime()).beat();
        new HeartbeatLoop(
                        REDIS.settings(),
                        new DaemonId("other", "another log", "here", 5, Instant.EPOCH),
                        () -> condition,
                        redis -> 0,
                        runtime())
                .beat();
        redis.call(Command.ZINCRBY, BoardKeys.DAEMONS, -1_000, "before");
        loop(REDIS.settings(), redis -> 0).beat();

        assertThat(heartbeats.all()).extracting(Heartbeat::writer).containsExactlyInAnyOrder("w", "other");
        assertThat(redis.call(Command.EXISTS, BoardKeys.daemon("before"))).isEqualTo(0L);
        assertThat(redis.call(Command.ZCARD, BoardKeys.DAEMONS)).isEqualTo(2L);
    }

    @Test
    void whileRedisIsAwayItIsQuietAndItIsHeardAgainSoonAfter(@TempDir Path directory) throws IOException {
        EmbeddedRedis first = EmbeddedRedis.startAnywhere(directory.resolve("data"), directory.resolve("first"));
        RedisSettings there = new RedisSettings("127.0.0.1", first.port(), null, null, 0, Duration.ofSeconds(2));
        try (HeartbeatLoop loop = loop(there, redis -> 0);
                RedisConnection reader = new RedisConnection(there)) {
            loop.start();
            await().untilAsserted(() -> assertThat(new Heartbeats(reader).all()).hasSize(1));
            first.close();
            int before = asked.get();
            await().until(() -> asked.get() >= before + 4);
            try (EmbeddedRedis again =
                    EmbeddedRedis.start(there.port(), directory.resolve("new"), directory.resolve("second"))) {
                assertThat(again.isRunning()).isTrue();
                await().ignoreExceptionsInstanceOf(RedisUnavailableException.class)
                        .untilAsserted(
                                () -> assertThat(new Heartbeats(reader).all()).hasSize(1));
            }
        }
        assertThat(said).isEmpty();
    }

    @Test
    void whileRedisIsOutOfMemoryThatIsReportedAndItIsHeardOnceItIsNot(@TempDir Path directory) throws IOException {
        try (EmbeddedRedis server =
                        EmbeddedRedis.startAnywhere(directory.resolve("data"), directory.resolve("scratch"));
                RedisConnection admin = new RedisConnection(
                        new RedisSettings("127.0.0.1", server.port(), null, null, 0, Duration.ofSeconds(2)))) {
            admin.call(Command.CONFIG, "SET", "maxmemory", 1);
            HeartbeatLoop loop = loop(admin.settings(), redis -> 0);
            loop.beat();
            loop.beat();
            assertThat(said).singleElement().asString().contains("refuses the heartbeat", "OOM ");

            admin.call(Command.CONFIG, "SET", "maxmemory", 0);
            loop.beat();
            assertThat(new Heartbeats(admin).all()).hasSize(1);
        }
    }

    private HeartbeatLoop loop(RedisSettings there, ToLongFunction<RedisConnection> backlog) {
        return new HeartbeatLoop(
                there,
                DAEMON,
                () -> {
                    asked.incrementAndGet();
                    return condition;
                },
                backlog,
                runtime());
    }

    private Runtime runtime() {
        return new Runtime(clock, nanoTime::get, new Notices(said::add), meters, new Stop());
    }

    private Heartbeat heard() {
        return requireNonNull(heartbeats.newest());
    }
}
