package io.tradeboard.run;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;

/**
 * The lags of the trades that reached their boards in the last minute: six histograms of ten seconds each, the oldest
 * of which is emptied and used again. So what is told covers the last 50 to 60 seconds.
 *
 * <p>Not thread-safe.
 */
public final class RecentLatencies {
    private static final long SLICE_NANOS = Duration.ofSeconds(10).toNanos();
    private static final int SLICES = 6;
    private static final int DIGITS = 2;

    /** What takes longer is told as so long. A board rarely lives longer. */
    private static final long LONGEST_MICROS = TimeUnit.DAYS.toMicros(1);

    private final Histogram[] slices =
            Stream.generate(RecentLatencies::histogram).limit(SLICES).toArray(Histogram[]::new);
    private final Histogram minute = histogram();
    private long slice;

    private static Histogram histogram() {
        return new Histogram(LONGEST_MICROS, DIGITS);
    }

    /**
     * Counts trades as having reached their boards.
     *
     * @param nowNanos by the clock by which they arrived; it does not go back
     */
    public void record(List<Arrived> groups, long nowNanos) {
        for (Arrived group : groups) {
            record(TimeUnit.NANOSECONDS.toMicros(nowNanos - group.nanos()), group.trades(), nowNanos);
        }
    }

    /** Counts a value so many times. */
    void record(long value, long times, long nowNanos) {
        turnTo(nowNanos);
        slices[(int) Math.floorMod(slice, (long) SLICES)].recordValueWithCount(
                Math.min(Math.max(0, value), LONGEST_MICROS), times);
    }

    public Latencies lastMinute(long nowNanos) {
        turnTo(nowNanos);
        minute.reset();
        for (Histogram each : slices) {
            minute.add(each);
        }
        return new Latencies(
                minute.getTotalCount(),
                minute.getValueAtPercentile(50),
                minute.getValueAtPercentile(99),
                minute.getMaxValue());
    }

    /** Empties the slices that have ended more than a minute ago, for those that begin. */
    private void turnTo(long nowNanos) {
        long now = Math.floorDiv(nowNanos, SLICE_NANOS);
        for (long next = Math.max(slice + 1, now - SLICES + 1); next <= now; next++) {
            slices[(int) Math.floorMod(next, (long) SLICES)].reset();
        }
        slice = now;
    }
}
