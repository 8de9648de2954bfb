package io.tradeboard.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tradeboard.redis.RedisConnection;
import io.tradeboard.redis.RedisExtension;
import io.tradeboard.source.StreamOptions;
import io.tradeboard.source.StreamSource;
import io.tradeboard.status.DaemonState;
import io.tradeboard.status.Heartbeats;
import io.tradeboard.trade.LoggedTrade;
import io.tradeboard.wal.LogDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import redis.clients.jedis.Protocol.Command;

/** While the clocks of Redis and the daemon disagree nothing is read, acknowledged or deleted. */
class ClockGuardTest {
    @RegisterExtension
    static final RedisExtension REDIS = new RedisExtension();

    private static final String STREAM = "tradeboard:trades";

    @TempDir
    Path directory;

    private final RedisConnection redis = REDIS.connect();
    private final AtomicLong now = new AtomicLong(Clock.systemUTC().millis());
    private final AtomicLong reads = new AtomicLong();

    @AfterEach
    void noThreadIsLeft() {
        await().untilAsserted(Rig::assertNoThreadIsLeft);
    }

    @ParameterizedTest
    @CsvSource({"PT-72H, ahead of", "PT-61S, ahead of", "PT90S, behind", "PT10M, behind", "PT240H, behind"})
    void theStreamAndOldSegmentsAreHeldUntilTheClocksAgree(Duration ours, String word) throws IOException {
        Rig rig = new Rig(directory.resolve("log"));
        long right = now.get();
        LogKeeping.write(
                rig.log,
                new LoggedTrade("old", "BTC", 1_000, 1, 0, null),
                new LoggedTrade("old", "BTC", 2_000, 1, 0, null));
        Path oldest = LogDirectory.segments(rig.log).get(0).path();
        now.set(right + ours.toMillis());
        send("ann", 1);
        Daemon daemon = daemon(rig);
        CompletableFuture<Daemon.Progress> running = Rig.start(daemon);
        try {
            await().until(() -> rig.notices.stream().anyMatch(notice -> notice.contains(word + " the one here")));
            assertNothingIsRead(daemon, rig, 0);
            assertThat(oldest).exists();

            now.set(right);
            await().until(() -> rig.volumes(redis).equals(Map.of("ann", 1L)));
            await().until(() -> !Files.exists(oldest));
            assertThat(rig.notices).anyMatch(notice -> notice.contains("agree again"));

            now.set(right + ours.toMillis());
            long before = awaitNoMoreReads();
            send("ann", 2);
            send("bob", 3);
            assertNothingIsRead(daemon, rig, before);

            now.set(right);
            await().until(() -> rig.volumes(redis).equals(Map.of("ann", 3L, "bob", 3L)));
        } finally {
            daemon.stop();
        }
        assertThat(running.join().unapplied()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"PT-72H", "PT72H"})
    void whatIsBeingReadWhileOurClockStepsIsHeldToo(Duration step) throws IOException {
        Rig rig = new Rig(directory.resolve("log"));
        long right = now.get();
        RedisConnection sender = REDIS.connect();
        Daemon daemon = daemon(rig, reached -> {
            // Not at the first, which only takes the stream.
            if (reached == Step.READ && reads.incrementAndGet() == 5) {
                send(sender, "ann", 1);
                now.set(right + step.toMillis());
            }
        });
        CompletableFuture<Daemon.Progress> running = Rig.start(daemon);
        try {
            await().until(() -> rig.notices.stream().anyMatch(notice -> notice.contains(" the one here")));
            assertThat(daemon.progress().accepted()).isZero();
            now.set(right);
            await().until(() -> rig.volumes(redis).equals(Map.of("ann", 1L)));
        } finally {
            daemon.stop();
        }
        assertThat(running.join()).isEqualTo(new Daemon.Progress(1, 0, 0, 0, 1, 0, false));
    }

    /** Where Redis runs on the same machine both clocks are wrong together, and only the trades tell. */
    @Test
    void aHundredTradesInARowThatAreAheadHoldTheStreamUntilOurClockIsSet() throws IOException {
        Rig rig = new Rig(directory.resolve("log"));
        String ahead =
                Instant.ofEpochMilli(now.get()).plus(Duration.ofMinutes(10)).toString();
        for (int i = 0; i < 100; i++) {
            sendAt("early", ahead);
        }
        Daemon daemon = daemon(rig);
        CompletableFuture<Daemon.Progress> running = Rig.start(daemon);
        try {
            await().until(() -> daemon.progress().rejected() == 100 && (Long) redis.call(Command.XLEN, STREAM) == 0);
            sendAt("ann", ahead);
            await().until(() -> rig.notices.stream().anyMatch(notice -> notice.contains("reading is paused until")));
            sendAt("bob", ahead);
            Heartbeats heartbeats = new Heartbeats(redis);
            await().until(() -> heartbeats.all().get(0).state() == DaemonState.CLOCKS_DIFFER);
            assertThat(redis.call(Command.XLEN, STREAM)).isEqualTo(2L);

            now.addAndGet(Duration.ofMinutes(10).toMillis());
            await().until(() -> rig.notices.stream().anyMatch(notice -> notice.contains("not ahead")));
        } finally {
            daemon.stop();
        }
        assertThat(running.join().rejected()).isEqualTo(100);
    }

    @Test
    void oneTradeThatIsNotAheadMeansThatOurClockIsRight() throws IOException {
        Rig rig = new Rig(directory.resolve("log"));
        String ahead =
                Instant.ofEpochMilli(now.get()).plus(Duration.ofMinutes(10)).toString();
        String farAhead =
                Instant.ofEpochMilli(now.get()).plus(Duration.ofDays(400)).toString();
        for (int i = 0; i < 300; i++) {
            sendAt("early", i % 90 == 0 ? farAhead : ahead);
        }
        send("ann", 1);
        Daemon daemon = daemon(rig);
        CompletableFuture<Daemon.Progress> running = Rig.start(daemon);
        try {
            await().until(() -> rig.volumes(redis).equals(Map.of("ann", 1L)));
        } finally {
            daemon.stop();
        }
        assertThat(running.join().rejected()).isEqualTo(300);
    }

    @ParameterizedTest
    @CsvSource({"PT0S", "PT60S", "PT-60S"})
    void whatIsPastByBothClocksIsAgreed(Duration ours) {
        AtomicLong nanos = new AtomicLong();
        long right = now.get();
        ClockGuard guard = guard(nanos);
        guard.measured(right);
        nanos.addAndGet(Duration.ofSeconds(10).toNanos());
        now.set(right + 10_000 + ours.toMillis());
        assertThat(guard.isHeld()).isFalse();
        assertThat(guard.agreedMillis()).isEqualTo(right + 10_000 + Math.min(0, ours.toMillis()));
    }

    @ParameterizedTest
    @CsvSource({"PT61S", "PT-61S", "PT240H", "PT-240H"})
    void aStepOfOurClockIsNoticedBeforeRedisIsAskedAgain(Duration step) {
        ClockGuard guard = guard(new AtomicLong());
        guard.measured(now.get());
        now.addAndGet(step.toMillis());
        assertThat(guard.isHeld()).isTrue();
        assertThat(guard.agreedMillis()).isEqualTo(Long.MIN_VALUE);
    }

    private ClockGuard guard(AtomicLong nanos) {
        return new ClockGuard(new Rig(directory).runtime(new SetClock(now), nanos::get));
    }

    private void assertNothingIsRead(Daemon daemon, Rig rig, long before) throws IOException {
        long accepted = daemon.progress().accepted();
        long waiting = (Long) redis.call(Command.XLEN, STREAM);
        int segments = segments(rig);
        assertThat(waiting).isPositive();
        await().during(Duration.ofMillis(300)).until(() -> reads.get() == before);
        assertThat(daemon.progress().accepted()).isEqualTo(accepted);
        assertThat(redis.call(Command.XLEN, STREAM)).isEqualTo(waiting);
        assertThat(segments(rig)).isEqualTo(segments);
    }

    private long awaitNoMoreReads() {
        AtomicLong last = new AtomicLong(-1);
        await().pollInterval(Duration.ofMillis(250)).until(() -> last.getAndSet(reads.get()) == reads.get());
        return last.get();
    }

    private static int segments(Rig rig) throws IOException {
        return LogDirectory.segments(rig.log).size();
    }

    private Daemon daemon(Rig rig) {
        return daemon(rig, step -> reads.addAndGet(step == Step.READ ? 1 : 0));
    }

    private Daemon daemon(Rig rig, Step.Observer steps) {
        return new Daemon(
                rig.config(Rig.DAYS, SyncMode.BATCH, false, false),
                REDIS.settings(),
                (from, running) -> StreamSource.open(REDIS.settings(), from, StreamOptions.DEFAULTS, running),
                "a test",
                rig.runtime(new SetClock(now)),
                steps);
    }

    private void sendAt(String trader, String timestamp) {
        redis.call(
                Command.XADD, STREAM, "*", "timestamp", timestamp, "traderId", trader, "symbol", "BTC", "quantity", 1);
    }

    private void send(String trader, long quantity) {
        send(redis, trader, quantity);
    }

    private static void send(RedisConnection redis, String trader, long quantity) {
        redis.call(Command.XADD, STREAM, "*", "traderId", trader, "symbol", "BTC", "quantity", quantity);
    }
}
