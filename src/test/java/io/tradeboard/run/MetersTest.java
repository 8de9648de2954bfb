package io.tradeboard.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradeboard.run.Meters.Counter;
import io.tradeboard.run.Meters.Distribution;
import io.tradeboard.run.Meters.Gauge;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class MetersTest {
    private final Meters meters = new Meters();

    @Test
    void aSnapshotStaysWhatItWas() {
        meters.add(Counter.ACCEPTED, 3);
        meters.set(Gauge.BACKLOG, 7);
        meters.record(Distribution.SYNC, 250, 1_000);
        Meters.Snapshot before = meters.snapshot(1_000);
        meters.add(Counter.ACCEPTED, 1);
        meters.set(Gauge.BACKLOG, 8);
        meters.record(Distribution.SYNC, 250, 1_000);

        assertThat(before.get(Counter.ACCEPTED)).isEqualTo(3);
        assertThat(before.get(Gauge.BACKLOG)).hasValue(7);
        assertThat(before.get(Distribution.SYNC).count()).isEqualTo(1);
    }

    @Test
    void aGaugeIsUnknownUntilItIsSetAndOnceItIsUnset() {
        assertThat(meters.snapshot(0).get(Gauge.BACKLOG)).isEmpty();
        meters.set(Gauge.BACKLOG, 0);
        assertThat(meters.snapshot(0).get(Gauge.BACKLOG)).hasValue(0);
        meters.unset(Gauge.BACKLOG);

        assertThat(meters.snapshot(0).get(Gauge.BACKLOG)).isEmpty();
        assertThat(meters.get(Gauge.BACKLOG)).isZero();
    }

    @Test
    void tradesOfAGroupCountEach() {
        meters.record(Distribution.ARRIVAL_TO_BOARD, List.of(new Arrived(0, 12), new Arrived(500, 3)), 1_000_000);

        assertThat(meters.snapshot(1_000_000).get(Distribution.ARRIVAL_TO_BOARD).count())
                .isEqualTo(15);
    }

    @Test
    void everyFactHasOneNameWithItsUnit() {
        assertThat(Stream.of(Counter.values()).map(Counter::label))
                .containsExactly("accepted", "rejected", "duplicates", "late", "applied", "flushes", "healed");
        assertThat(Stream.of(Gauge.values()).map(Gauge::label))
                .containsExactly(
                        "backlog",
                        "unappliedBytes",
                        "logBytes",
                        "refusedTrades",
                        "bufferedTrades",
                        "flushDelayMs",
                        "clockDifferenceMs");
        assertThat(Stream.of(Distribution.values()).map(Distribution::label))
                .containsExactly("arrivalToBoard", "sync", "flush", "flushTrades");
    }
}
