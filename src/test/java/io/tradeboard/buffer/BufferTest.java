package io.tradeboard.buffer;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradeboard.buffer.Buffer.Addition;
import io.tradeboard.run.Arrived;
import io.tradeboard.trade.BoardDelta;
import io.tradeboard.trade.BoardId;
import io.tradeboard.trade.Columns;
import io.tradeboard.trade.LoggedTrade;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

class BufferTest {
    private static final BoardId BTC = new BoardId("BTC", LocalDate.of(2026, 11, 22));

    private long nanos;
    private final Buffer buffer = new Buffer(3, Duration.ofSeconds(1), 4, () -> nanos);
    private long offset;

    @Test
    void aFlushIsDueByCount() throws InterruptedException {
        add("ann", 1);
        add("ann", 2);
        assertThat(isDue()).isFalse();
        add("bob", 5);
        assertThat(isDue()).isTrue();

        assertThat(buffer.take().deltas()).containsExactly(new BoardDelta(BTC, 8, 3, 3, Map.of("ann", 3L, "bob", 5L)));
    }

    @Test
    void aFlushIsDueByTheAgeOfTheOldestTrade() throws InterruptedException {
        nanos = 500;
        add("ann", 1);
        nanos += Duration.ofMillis(999).toNanos();
        add("ann", 1);
        assertThat(isDue()).isFalse();
        nanos += Duration.ofMillis(1).toNanos();
        assertThat(isDue()).isTrue();
        assertThat(buffer.oldestAge()).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void whatWasTakenWaitsUntilItIsFlushed() {
        add("ann", 1);
        nanos += Duration.ofSeconds(1).toNanos();
        long taken = buffer.take().to();
        nanos += Duration.ofSeconds(40).toNanos();
        assertThat(buffer.oldestAge()).isEqualTo(Duration.ofSeconds(41));

        add("ann", 1);
        nanos += Duration.ofSeconds(2).toNanos();
        assertThat(buffer.oldestAge()).isEqualTo(Duration.ofSeconds(43));
        buffer.flushed(taken);
        assertThat(buffer.oldestAge()).isEqualTo(Duration.ofSeconds(2));
        buffer.flushed(buffer.take().to());
        assertThat(buffer.oldestAge()).isZero();
    }

    @Test
    void whileTradesWaitItMayRestForLongerThanTheInterval() throws InterruptedException {
        fill();
        buffer.take();
        nanos += Duration.ofMillis(500).toNanos();
        buffer.flushed(0);
        offset++;
        buffer.add(new Addition(9, offset, offset, 0, true), sums -> {});
        nanos += Duration.ofMillis(4_499).toNanos();
        assertThat(isDue()).as("nine times as long").isFalse();
        nanos += Duration.ofMillis(1).toNanos();
        assertThat(isDue()).isTrue();

        buffer.take();
        nanos += Duration.ofSeconds(5).toNanos();
        buffer.flushed(0);
        buffer.add(new Addition(9, offset, offset, 0, true), sums -> {});
        nanos += Duration.ofMillis(9_999).toNanos();
        assertThat(isDue()).isFalse();
        nanos += Duration.ofMillis(1).toNanos();
        assertThat(isDue()).as("never for longer than ten seconds").isTrue();
    }

    @Test
    void itRestsNoMoreOnceNothingWaitsOrMemoryFills() throws InterruptedException {
        fill();
        buffer.take();
        nanos += Duration.ofSeconds(1).toNanos();
        buffer.flushed(0);
        buffer.add(new Addition(9, 1, 1, 0, true), sums -> {});
        nanos += Duration.ofSeconds(1).toNanos();
        assertThat(isDue()).isFalse();
        buffer.add(new Addition(1, 2, 2, 0, false), sums -> {});
        assertThat(isDue()).as("the last ones wait no longer than the interval").isTrue();

        buffer.take();
        nanos += Duration.ofSeconds(1).toNanos();
        buffer.flushed(0);
        for (int trader = 1; trader <= 3; trader++) {
            assertThat(isDue()).isFalse();
            LoggedTrade trade = new LoggedTrade("t" + trader, "BTC", 1, 1, 8, null);
            buffer.add(new Addition(1, 2 + trader, 1, 0, true), sums -> sums.add(Columns.of(trade, BTC, false)));
        }
        assertThat(isDue()).as("more than half of the sums that there may be").isTrue();
    }

    @Test
    void itRestsNineTimesAsLongAsTheFlushBeforeTook() throws InterruptedException {
        fill();
        buffer.take();
        nanos += 100;
        fill();
        assertThat(isDue()).as("a flush is under way, so nobody asks").isTrue();
        buffer.flushed(0);
        nanos += 899;
        assertThat(isDue()).isFalse();
        nanos += 1;
        assertThat(isDue()).isTrue();
    }

    @Test
    void itRestsNoLongerThanTheIntervalAndNotAtAllWhereItIsClosed() throws InterruptedException {
        fill();
        buffer.take();
        nanos += Duration.ofMinutes(1).toNanos();
        buffer.flushed(0);
        fill();
        nanos += Duration.ofMillis(999).toNanos();
        assertThat(isDue()).isFalse();
        nanos += Duration.ofMillis(1).toNanos();
        assertThat(isDue()).isTrue();

        buffer.take();
        nanos += 100;
        buffer.flushed(0);
        fill();
        assertThat(isDue()).isFalse();
        buffer.close();
        assertThat(isDue()).isTrue();
    }

    private void fill() {
        for (int i = 0; i < 3; i++) {
            add("ann", 1);
        }
    }

    @Test
    void takingLeavesItEmptyAndItFillsAgain() throws InterruptedException {
        for (int i = 0; i < 3; i++) {
            add("ann", 1);
        }
        assertThat(buffer.take().to()).isEqualTo(3);
        assertThat(isDue()).isFalse();
        assertThat(buffer.trades()).isZero();

        add("ann", 7);
        assertThat(buffer.take())
                .isEqualTo(new Batch(
                        List.of(new BoardDelta(BTC, 8, 1, 4, Map.of("ann", 7L))),
                        1,
                        4,
                        List.of(new Arrived(4, 1)),
                        true,
                        40));
    }

    @Test
    void pastTheLimitOnlyTheExtentIsKept() {
        for (String trader : List.of("a", "b", "c", "d", "e", "a")) {
            add(trader, 1);
        }
        Batch batch = buffer.take();
        assertThat(batch.deltas()).isEmpty();
        assertThat(batch.trades()).isEqualTo(6);
        assertThat(batch.to()).isEqualTo(6);
        assertThat(batch.whole()).isFalse();
        assertThat(batch.arrived()).as("they are on their way still").hasSize(6);

        add("ann", 7);
        assertThat(buffer.take().whole()).isTrue();
    }

    @Test
    void aGroupWithoutTradesOnlyMovesTheExtent() throws InterruptedException {
        buffer.add(new Addition(0, 9, 8, 0, false), sums -> {});
        nanos += Duration.ofDays(1).toNanos();

        assertThat(isDue()).isFalse();
        Batch batch = buffer.take();
        assertThat(batch.to()).isEqualTo(9);
        assertThat(batch.arrived()).isEmpty();
    }

    @Test
    void aFlushKnowsWhenEachGroupInItArrived() {
        buffer.add(new Addition(2, 2, 100, 0, false), sums -> {});
        buffer.add(new Addition(5, 7, 300, 0, false), sums -> {});

        assertThat(buffer.take().arrived()).containsExactly(new Arrived(100, 2), new Arrived(300, 5));
        assertThat(buffer.take().arrived()).isEmpty();
    }

    @Test
    void howeverLongRedisIsAwayFewArrivalsAreKeptAndNoTradeIsForgottenOrMuchOlder() {
        int groups = 1_000_000;
        for (int i = 0; i < groups; i++) {
            buffer.add(new Addition(1, i, i * 3_000L, 0, false), sums -> {});
        }

        List<Arrived> arrived = buffer.take().arrived();
        assertThat(arrived).hasSizeLessThanOrEqualTo(Arrivals.MOST);
        long before = 0;
        for (Arrived group : arrived) {
            assertThat(group.nanos()).as("when the first of them arrived").isEqualTo(before * 3_000L);
            assertThat(group.trades()).isLessThanOrEqualTo(groups / 256);
            before += group.trades();
        }
        assertThat(before).isEqualTo(groups);
    }

    @Test
    void whatIsLeftAtTheCloseIsDueAtOnce() throws InterruptedException {
        add("ann", 1);
        buffer.close();
        assertThat(buffer.awaitDue(Duration.ofDays(1))).isTrue();
        buffer.take();
        assertThat(buffer.awaitDue(Duration.ofDays(1))).isFalse();
    }

    @Test
    void aBatchSaysUpToWhenEverythingIsInItOrBeforeIt() {
        assertThat(buffer.take().watermarkMillis()).as("nothing is known").isEqualTo(Long.MIN_VALUE);
        buffer.add(new Addition(1, 1, 0, 500, false), sums -> {});
        buffer.add(new Addition(1, 2, 0, 300, false), sums -> {});
        assertThat(buffer.take().watermarkMillis())
                .as("a clock that goes back takes nothing back")
                .isEqualTo(500);
        assertThat(buffer.take().watermarkMillis()).isEqualTo(500);
        buffer.add(new Addition(0, 2, 0, 700, false), sums -> {});
        assertThat(buffer.take().watermarkMillis())
                .as("a group of which nothing counts moves it too")
                .isEqualTo(700);
    }

    @Test
    void whatIsSettledIsKnownOnlyWhereNoTradeWaits() {
        assertThat(buffer.settledMillis()).isEqualTo(Long.MIN_VALUE);
        buffer.add(new Addition(0, 0, 0, 100, false), sums -> {});
        assertThat(buffer.settledMillis()).isEqualTo(100);
        add("ann", 1);
        assertThat(buffer.settledMillis()).isEqualTo(Long.MIN_VALUE);
        buffer.add(new Addition(0, 1, 0, 900, false), sums -> {});
        assertThat(buffer.settledMillis()).isEqualTo(Long.MIN_VALUE);
        buffer.take();
        assertThat(buffer.settledMillis()).isEqualTo(900);
    }

    @Test
    void aDroppedBatchKeepsItsWatermark() {
        for (String trader : List.of("a", "b", "c", "d", "e")) {
            add(trader, 1);
        }
        assertThat(buffer.settledMillis()).isEqualTo(Long.MIN_VALUE);
        assertThat(buffer.take())
                .returns(false, Batch::whole)
                .returns(50L, Batch::watermarkMillis)
                .returns(5L, Batch::trades);
    }

    /** Both threads are held up where they hold the buffer, and where they do not. */
    @Test
    void whatIsAddedWhileOthersTakeIsTakenOnce() throws InterruptedException {
        for (int round = 0; round < 200; round++) {
            Random random = new Random(round);
            Buffer shared = new Buffer(1 + random.nextInt(5), Duration.ofMillis(1), 100, System::nanoTime);
            int groups = 1 + random.nextInt(20);
            Thread adder = new Thread(() -> {
                for (int group = 1; group <= groups; group++) {
                    LoggedTrade trade = new LoggedTrade("ann", "BTC", 1, group, 8, null);
                    shared.add(new Addition(1, group, 0, group, false), sums -> {
                        pause(random);
                        sums.add(Columns.of(trade, BTC, false));
                    });
                    pause(random);
                }
                shared.close();
            });
            adder.start();
            long volume = 0;
            long to = 0;
            while (!shared.isDrained()) {
                if (shared.awaitDue(Duration.ofMillis(1))) {
                    Batch batch = shared.take();
                    volume += batch.deltas().get(0).volumes().getOrDefault("ann", 0L);
                    to = batch.to();
                    shared.flushed(to);
                }
            }
            adder.join();
            assertThat(volume).as("round %s", round).isEqualTo(groups * (groups + 1L) / 2);
            assertThat(to).as("round %s", round).isEqualTo(groups);
        }
    }

    private static void pause(Random random) {
        int nanos = random.nextInt(200_000);
        if (nanos % 2 == 0) {
            LockSupport.parkNanos(nanos);
        }
    }

    private boolean isDue() throws InterruptedException {
        return buffer.awaitDue(Duration.ZERO);
    }

    private void add(String trader, long quantity) {
        offset++;
        buffer.add(
                new Addition(1, offset, offset, 10 * offset, false),
                sums -> sums.add(Columns.of(new LoggedTrade(trader, "BTC", offset, quantity, 8, null), BTC, false)));
    }
}
