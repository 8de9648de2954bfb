package io.tradeboard.buffer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tradeboard.trade.BoardId;
import io.tradeboard.trade.LoggedTrade;
import io.tradeboard.trade.Share;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BufferTest {
    private static final BoardId BTC = new BoardId("BTC", LocalDate.of(2026, 11, 22));

    private long nanos;
    private final Buffer buffer = new Buffer(3, Duration.ofSeconds(1), 4, () -> nanos);
    private long sequence;

    @Test
    void aFlushIsDueByCount() throws InterruptedException {
        add("ann", 1);
        add("ann", 2);
        assertThat(isDue()).isFalse();
        add("bob", 5);
        assertThat(isDue()).isTrue();

        assertThat(buffer.take().shares()).containsExactly(new Share(BTC, 8, 3, 3, Map.of("ann", 3L, "bob", 5L)));
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
        assertThat(buffer.take().oldestNanos()).isEqualTo(500);
    }

    @Test
    void takingLeavesItEmptyAndItFillsAgain() throws InterruptedException {
        for (int i = 0; i < 3; i++) {
            add("ann", 1);
        }
        assertThat(buffer.take().to()).isEqualTo(3);
        assertThat(isDue()).isFalse();
        assertThat(buffer.trades()).isZero();
        assertThat(buffer.oldestAge()).isZero();

        add("ann", 7);
        assertThat(buffer.take())
                .isEqualTo(new Buffer.Taken(
                        List.of(new Share(BTC, 8, 1, 4, Map.of("ann", 7L))),
                        1,
                        4,
                        nanos,
                        List.of(new Arrived(4, 1)),
                        true));
    }

    @Test
    void pastTheLimitOnlyTheExtentIsKept() {
        for (String trader : List.of("a", "b", "c", "d", "e", "a")) {
            add(trader, 1);
        }
        Buffer.Taken taken = buffer.take();
        assertThat(taken.shares()).isEmpty();
        assertThat(taken.trades()).isEqualTo(6);
        assertThat(taken.to()).isEqualTo(6);
        assertThat(taken.whole()).isFalse();
        assertThat(taken.arrived()).as("they are on their way still").hasSize(6);

        add("ann", 7);
        assertThat(buffer.take().whole()).isTrue();
    }

    @Test
    void aGroupWithoutTradesOnlyMovesTheExtent() throws InterruptedException {
        buffer.add(0, 9, 8, sums -> {});
        nanos += Duration.ofDays(1).toNanos();

        assertThat(isDue()).isFalse();
        Buffer.Taken taken = buffer.take();
        assertThat(taken.to()).isEqualTo(9);
        assertThat(taken.arrived()).isEmpty();
    }

    @Test
    void aFlushKnowsWhenEachGroupInItArrived() {
        buffer.add(2, 2, 100, sums -> {});
        buffer.add(5, 7, 300, sums -> {});

        assertThat(buffer.take().arrived()).containsExactly(new Arrived(100, 2), new Arrived(300, 5));
        assertThat(buffer.take().arrived()).isEmpty();
    }

    @Test
    void howeverLongRedisIsAwayFewArrivalsAreKeptAndNoTradeIsForgottenOrMuchOlder() {
        int groups = 1_000_000;
        for (int i = 0; i < groups; i++) {
            buffer.add(1, i, i * 3_000L, sums -> {});
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
    void sumsPastALongStayAtItsLargest() {
        add("ann", Long.MAX_VALUE - 1);
        add("ann", 5);

        assertThat(buffer.take().shares().get(0).volumes()).isEqualTo(Map.of("ann", Long.MAX_VALUE));
    }

    @Test
    void aBoardHasOneScale() {
        Sums sums = new Sums();
        sums.add(BTC, new LoggedTrade("ann", "BTC", 1, 1, 8, null));

        assertThatThrownBy(() -> sums.add(BTC, new LoggedTrade("ann", "BTC", 1, 1, 2, null)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("BTC 2026-11-22 is summed with scale 8, not 2");
    }

    private boolean isDue() throws InterruptedException {
        return buffer.awaitDue(Duration.ZERO);
    }

    private void add(String trader, long quantity) {
        sequence++;
        buffer.add(
                1,
                sequence,
                sequence,
                sums -> sums.add(BTC, new LoggedTrade(trader, "BTC", sequence, quantity, 8, null)));
    }
}
