package io.tradeboard.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.tradeboard.board.BoardKeys;
import io.tradeboard.board.Ledger;
import io.tradeboard.redis.RedisConnection;
import io.tradeboard.redis.RedisExtension;
import io.tradeboard.trade.BoardId;
import io.tradeboard.trade.Symbols;
import io.tradeboard.trade.TradingDays;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.Protocol.Command;

/** A day is closed when it is over and everything of it is on its boards, and then it does not change any more. */
class ClosingTest {
    @RegisterExtension
    static final RedisExtension REDIS = new RedisExtension();

    private static final long LATENESS = 2_000;

    @TempDir
    Path directory;

    private final RedisConnection redis = REDIS.connect();

    /**
     * Midnight is within the last minute, in a zone made for that: the clock may pass it and agree with that of Redis, which
     * is ahead of it.
     */
    private final long start = Clock.systemUTC().millis() - 45_000;

    private final TradingDays days =
            new TradingDays(ZoneOffset.ofTotalSeconds(offset()), Duration.ofMillis(LATENESS), Duration.ofDays(1));
    private final LocalDate day = days.dayOf(start);
    private final long closes = days.endMillis(day) + LATENESS;
    private final BoardId btc = new BoardId("BTC", day);
    private final AtomicLong now = new AtomicLong(start);
    private final AtomicLong added = new AtomicLong();

    private int offset() {
        int second = Math.floorMod((int) (start / 1_000 % 86_400) + 10, 86_400);
        return second <= 12 * 3_600 ? -second : 86_400 - second;
    }

    @AfterEach
    void noThreadIsLeft() {
        await().untilAsserted(Rig::assertNoThreadIsLeft);
    }

    @Test
    void aDayIsClosedWhenItsLatenessIsOverAndNotAMillisecondBefore() throws IOException {
        try (Piped daemon = daemon("a", 1, this::count)) {
            daemon.accept(trade("ann", 1));
            await().until(() -> volumes().equals(Map.of("ann", 1L)));
            now.set(closes - 1);
            awaitTicks();
            daemon.accept(trade("bob", 2));
            awaitTicks();
            assertThat(ledger().closed()).isEmpty();

            now.set(closes);
            await().until(() -> ledger().isClosed());
            assertThat(volumes()).isEqualTo(Map.of("ann", 1L, "bob", 2L));
        }
    }

    @Test
    void aDayStaysOpenWhileATradeOfItWaitsInTheBuffer() throws IOException {
        try (Piped daemon = daemon("a", 2, this::count)) {
            daemon.accept(trade("ann", 1) + trade("ann", 1));
            await().until(() -> volumes().equals(Map.of("ann", 2L)));
            daemon.accept(trade("bob", 2));
            now.set(closes);
            awaitTicks();
            assertThat(ledger().closed()).isEmpty();

            daemon.accept(trade("carl", 3, closes));
            await().until(() -> ledger().isClosed());
            assertThat(volumes()).isEqualTo(Map.of("ann", 2L, "bob", 2L));
        }
    }

    @Test
    void aDayStaysOpenWhileAFlushOfItIsUnderWay() throws IOException, InterruptedException {
        CountDownLatch held = new CountDownLatch(1);
        AtomicLong flushes = new AtomicLong();
        try (Piped daemon = daemon("a", 1, step -> {
            count(step);
            if (step == Step.FLUSH && flushes.incrementAndGet() == 2) {
                awaitOrFail(held);
            }
        })) {
            daemon.accept(trade("ann", 1));
            await().until(() -> volumes().equals(Map.of("ann", 1L)));
            daemon.accept(trade("bob", 2));
            await().until(() -> flushes.get() == 2);
            now.set(closes);
            long before = added.get();
            await().until(() -> added.get() >= before + 3);
            assertThat(ledger().closed()).isEmpty();
            held.countDown();
            await().until(() -> ledger().isClosed());
            assertThat(volumes()).isEqualTo(Map.of("ann", 1L, "bob", 2L));
        }
    }

    @Test
    void afterTheClosingATradeIsLateThoughTheClockStepsBack() throws IOException {
        try (Piped daemon = daemon("a", 1, this::count)) {
            daemon.accept(trade("ann", 1));
            now.set(closes);
            await().until(() -> !ledger().closed().isEmpty());
            now.set(start);
            daemon.accept(trade("bob", 2));
            assertThat(daemon.progress().late()).isEqualTo(1);
            assertThat(daemon.end().unapplied()).isZero();
            assertThat(volumes()).isEqualTo(Map.of("ann", 1L));
        }
    }

    @Test
    void aBoardIsFinalWhenEachOfItsWritersHasClosedIt() throws IOException {
        try (Piped one = daemon("a", 1, this::count)) {
            one.accept(trade("ann", 1));
            await().until(() -> volumes().equals(Map.of("ann", 1L)));
            try (Piped other = daemon("b", 1, step -> {})) {
                other.accept(trade("bob", 2));
                await().until(() -> volumes().equals(Map.of("ann", 1L, "bob", 2L)));
                other.end();
            }
            assertThat(ledger().closed()).as("by the one that has ended").hasSize(1);
            assertThat(ledger().isClosed()).isFalse();
            now.set(closes);
            await().until(() -> ledger().isClosed());
            assertThat(ledger().closed()).hasSize(2);
        }
    }

    @Test
    void whatADeadWriterLeftOpenIsClosedByTheNextOfItsDirectory() throws IOException {
        try (Piped dead = daemon("a", 1, step -> {
            if (step == Step.REPLY) {
                throw new AssertionError("dead");
            }
        })) {
            dead.send(trade("ann", 1));
            assertThatThrownBy(() -> dead.running().join()).hasMessageContaining("dead");
        }
        assertThat(ledger().closed()).isEmpty();
        try (Piped next = daemon("a", 1, this::count)) {
            next.accept(trade("bob", 2));
            await().until(() -> ledger().marks().size() == 2);
            awaitTicks();
            assertThat(ledger().closed()).as("the present one goes on").isEmpty();
            next.end();
        }
        assertThat(ledger().isClosed()).isTrue();
    }

    @Test
    void aDayThatIsNotOverIsOpenAgainWhenItsDaemonIsThoughItCountsNothingThere() throws IOException {
        try (Piped first = daemon("a", 1, this::count)) {
            first.accept(trade("ann", 1));
            first.end();
        }
        assertThat(ledger().isClosed()).isTrue();
        try (Piped next = daemon("a", 1, this::count)) {
            awaitTicks();
            assertThat(ledger().closed()).isEmpty();

            now.set(closes);
            await().until(() -> ledger().isClosed());
            assertThat(ledger().marks()).hasSize(1);
            next.end();
        }
    }

    /** As after a change of decimals: what the present daemon has accepted is not on the board, so it is not final. */
    @Test
    void aBoardThatRefusesTheTradesOfItsDaemonIsNotClosed() throws IOException {
        try (Piped first = daemon("a", 1, this::count)) {
            first.accept(trade("ann", 1));
            first.end();
        }
        try (Piped next = daemon("a", 1, "BTC:3", this::count)) {
            next.accept(trade("bob", 2));
            await().until(() -> next.progress().refused() == 1);
            now.set(closes);
            awaitTicks();
            assertThat(ledger().closed()).isEmpty();
        }
    }

    @Test
    void aWriterThatHasMovedOnSinceItsDayWasClosedHasNotClosedIt() throws IOException {
        try (Piped daemon = daemon("a", 1, this::count)) {
            daemon.accept(trade("ann", 1));
            daemon.end();
        }
        String writer = ledger().closed().iterator().next();
        redis.call(Command.HSET, BoardKeys.ledger(btc), "mark:" + writer, 2);

        assertThat(ledger().closed()).isEmpty();
    }

    @Test
    void aWriterWhoseLogFailsClosesNothing() throws IOException {
        AtomicLong syncs = new AtomicLong();
        try (Piped failing = daemon("a", 1, step -> {
            if (step == Step.ADD && syncs.get() == 1) {
                throw new AssertionError("dead");
            }
        })) {
            failing.accept(trade("ann", 1));
            await().until(() -> volumes().equals(Map.of("ann", 1L)));
            syncs.set(1);
            failing.send(trade("bob", 2));
            assertThatThrownBy(() -> failing.running().join()).hasMessageContaining("dead");
        }
        assertThat(ledger().closed())
                .as("bob is in the log, and not on the board")
                .isEmpty();
    }

    @Test
    void aClosedBoardThatIsLostIsClosedAgain() throws IOException {
        try (Piped daemon = daemon("a", 1, this::count)) {
            daemon.accept(trade("ann", 1));
            await().until(() -> volumes().equals(Map.of("ann", 1L)));
            now.set(closes);
            await().until(() -> ledger().isClosed());
            redis.call(Command.FLUSHALL);
            await().until(() -> !volumes().isEmpty() && ledger().isClosed());
            assertThat(volumes()).isEqualTo(Map.of("ann", 1L));
        }
    }

    private Piped daemon(String log, int capacity, Step.Observer steps) throws IOException {
        return daemon(log, capacity, "BTC:0", steps);
    }

    private Piped daemon(String log, int capacity, String symbols, Step.Observer steps) throws IOException {
        Rig rig = new Rig(directory.resolve(log));
        IngestConfig config = new IngestConfig(
                Symbols.parse(symbols, 0, false),
                days,
                new IngestConfig.Buffering(capacity, Duration.ofDays(1), 1_000),
                rig.config(false).logging(),
                false,
                true);
        return new Piped(config, REDIS.settings(), rig.runtime(new SetClock(now), Rig::fastNanos), steps);
    }

    private void count(Step step) {
        if (step == Step.ADD) {
            added.incrementAndGet();
        }
    }

    /** Waits until time has passed for all stages, so that what they do too early would be done. */
    private void awaitTicks() {
        long before = added.get();
        await().until(() -> added.get() >= before + 8);
    }

    private static void awaitOrFail(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private Ledger ledger() {
        return Ledger.of((List<?>) redis.call(Command.HGETALL, BoardKeys.ledger(btc)));
    }

    private Map<String, Long> volumes() {
        return Rig.volumes(redis, btc);
    }

    private String trade(String trader, long quantity) {
        return trade(trader, quantity, start);
    }

    private static String trade(String trader, long quantity, long time) {
        return Rig.trade(trader, quantity).replace("{", "{\"timestamp\":" + time + ",");
    }
}
