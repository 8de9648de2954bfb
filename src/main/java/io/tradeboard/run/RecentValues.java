package io.tradeboard.run;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;

/**
 * The values of the last minute: six histograms of ten seconds each, the oldest of which is emptied and used again. So
 * the quantiles cover the last 50 to 60 seconds. Of the values before that there are number and sum.
 *
 * <p>Not thread-safe.
 */
final class RecentValues {
    private static final long SLICE_NANOS = Duration.ofSeconds(10).toNanos();
    private static final int SLICES = 6;
    private static final int DIGITS = 2;

    /** What is greater counts as this. As microseconds it is a day, which a board rarely outlives. */
    private static final long GREATEST = TimeUnit.DAYS.toMicros(1);

    private final Histogram[] slices =
            Stream.generate(RecentValues::histogram).limit(SLICES).toArray(Histogram[]::new);
    private final Histogram minute = histogram();
    private long slice;
    private long count;
    private double sum;

    private static Histogram histogram() {
        return new Histogram(GREATEST, DIGITS);
    }

    /**
     * Records how long groups of trades took that arrived at these times and are done now, in microseconds, once for each
     * trade. Trades that were made durable together count as arrived with the first of them, so the values are rather too
     * long than too short.
     *
     * @param nowNanos by the clock by which they arrived; it does not go back
     */
    void record(List<Arrived> groups, long nowNanos) {
        for (Arrived group : groups) {
            record(TimeUnit.NANOSECONDS.toMicros(nowNanos - group.nanos()), group.trades(), nowNanos);
        }
    }

    /** Records a value that many times. */
    void record(long value, long times, long nowNanos) {
        turnTo(nowNanos);
        long counted = Math.min(Math.max(0, value), GREATEST);
        slices[(int) Math.floorMod(slice, (long) SLICES)].recordValueWithCount(counted, times);
        count += times;
        sum += (double) counted * times;
    }

    Meters.Total total() {
        return new Meters.Total(count, sum);
    }

    Quantiles lastMinute(long nowNanos) {
        turnTo(nowNanos);
        minute.reset();
        for (Histogram each : slices) {
            minute.add(each);
        }
        return new Quantiles(
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
