package io.tradeboard.trade;

import io.tradeboard.run.UsageException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/**
 * Which trading day a moment belongs to, and when a day ends, is late and expires.
 *
 * <p>A day runs from midnight to midnight in the zone, 23 or 25 hours where a clock is changed. Thread-safe.
 */
public final class TradingDays {
    private final ZoneId zone;
    private final Duration lateness;
    private final Duration retention;

    /** The day asked for last: trades come in the order of time, so it is nearly always the next one too. */
    @SuppressWarnings("NullAway.Init")
    private Day latest;

    private record Day(LocalDate date, long startMillis, long endMillis) {}

    /**
     * @param zone where midnight is taken
     * @param lateness how long after the end of a day its trades are still taken; at most the retention
     * @param retention how long after its end a board is kept
     */
    public TradingDays(ZoneId zone, Duration lateness, Duration retention) {
        if (lateness.isNegative() || retention.isNegative() || lateness.compareTo(retention) > 0) {
            throw new UsageException("lateness must be from 0 to the retention");
        }
        this.zone = zone;
        this.lateness = lateness;
        this.retention = retention;
        this.latest = day(LocalDate.EPOCH);
    }

    /** Days that end, close and expire at midnight, sharp. */
    public static TradingDays of(ZoneId zone) {
        return new TradingDays(zone, Duration.ZERO, Duration.ZERO);
    }

    public ZoneId zone() {
        return zone;
    }

    public Duration lateness() {
        return lateness;
    }

    public LocalDate dayOf(long epochMillis) {
        Day known = latest;
        if (epochMillis < known.startMillis || epochMillis >= known.endMillis) {
            known = day(Instant.ofEpochMilli(epochMillis).atZone(zone).toLocalDate());
            latest = known;
        }
        return known.date;
    }

    /** The midnight that ends the day, in milliseconds since the epoch. */
    public long endMillis(LocalDate day) {
        Day known = latest;
        return known.date.equals(day) ? known.endMillis : day(day).endMillis;
    }

    /** When the board of the day goes, in milliseconds since the epoch. */
    public long expiresMillis(LocalDate day) {
        return endMillis(day) + retention.toMillis();
    }

    /** Whether a trade of that day, arriving at that moment, is too late for its board. */
    public boolean isLate(LocalDate day, long arrivalMillis) {
        return arrivalMillis >= endMillis(day) + lateness.toMillis();
    }

    private Day day(LocalDate date) {
        return new Day(date, startMillis(date), startMillis(date.plusDays(1)));
    }

    private long startMillis(LocalDate day) {
        return day.atStartOfDay(zone).toInstant().toEpochMilli();
    }
}
