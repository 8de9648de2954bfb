package io.tradeboard.status;

import io.tradeboard.run.Meters;
import io.tradeboard.run.Meters.Counter;
import io.tradeboard.run.Meters.Distribution;
import io.tradeboard.run.Meters.Gauge;
import io.tradeboard.run.Quantiles;
import io.tradeboard.trade.BoardId;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;

/** Heartbeats for tests. */
public final class Beats {
    public static final Instant SINCE = Instant.parse("2026-11-22T08:00:00Z");
    public static final Quantiles ARRIVAL_TO_BOARD = new Quantiles(12_000, 512_345, 1_004_000, 1_090_000);
    public static final RefusedBoard REFUSED =
            new RefusedBoard(new BoardId("BTC", LocalDate.of(2026, 11, 22)), "it keeps 2 decimals, not 8");

    private Beats() {}

    /** With a value for every meter but those of what was refused. */
    public static Meters.Snapshot meters(long backlog, long flushDelayMillis) {
        return new Meters.Snapshot(
                Map.of(
                        Counter.ACCEPTED, 12_000L,
                        Counter.REJECTED, 4L,
                        Counter.DUPLICATES, 2L,
                        Counter.LATE, 1L,
                        Counter.APPLIED, 11_999L,
                        Counter.FLUSHES, 60L,
                        Counter.HEALED, 0L),
                Map.of(
                        Gauge.BACKLOG, backlog,
                        Gauge.UNAPPLIED_BYTES, 0L,
                        Gauge.LOG_BYTES, 5_000_000L,
                        Gauge.BUFFERED_TRADES, 7L,
                        Gauge.FLUSH_DELAY_MILLIS, flushDelayMillis,
                        Gauge.CLOCK_DIFFERENCE_MILLIS, -3L),
                Map.of(
                        Distribution.ARRIVAL_TO_BOARD, ARRIVAL_TO_BOARD,
                        Distribution.SYNC, new Quantiles(50, 1_200, 9_000, 9_100),
                        Distribution.FLUSH, new Quantiles(60, 2_300, 4_000, 4_100),
                        Distribution.FLUSH_TRADES, new Quantiles(60, 200, 210, 212)));
    }

    public static Heartbeat beat(String writer, Condition condition, Duration age) {
        return beat(writer, condition, meters(0, 40), Instant.EPOCH, age);
    }

    public static Heartbeat beat(String writer, DaemonState state, Duration age) {
        return beat(writer, new Condition(state, "", List.of()), age);
    }

    public static Heartbeat beat(String writer, Condition condition, Meters.Snapshot meters, Instant at, Duration age) {
        return new Heartbeat(
                new DaemonId(writer, "log of " + writer, "host-1", 4_121, SINCE),
                condition,
                meters,
                new Rates(12.5, 12),
                at,
                age);
    }
}
