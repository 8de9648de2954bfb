package io.tradeboard.run;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What a daemon counts and measures since its start: the only source of the heartbeat, of the status and of every metric.
 *
 * <p>Thread-safe.
 */
public final class Meters {
    /** What only grows. */
    public enum Counter {
        /** Trades made durable. */
        ACCEPTED,
        /** Lines or entries that are not valid trades. */
        REJECTED,
        /** Trades that were dropped because the same id, symbol and trader came before. */
        DUPLICATES,
        /** Accepted trades that came after their day and are on no board. */
        LATE,
        /** Trades that reached their board. */
        APPLIED,
        /** Flushes that Redis confirmed. */
        FLUSHES,
        /** Boards that were found to hold less than was applied, and were replayed. */
        HEALED
    }

    /** What goes up and down. */
    public enum Gauge {
        /** Entries of the stream that nobody has read. */
        STREAM_UNREAD,
        /** Bytes of the log behind the oldest mark. */
        LOG_UNAPPLIED_BYTES,
        /** Bytes of the log. */
        LOG_BYTES,
        /** Trades that wait for a board that refuses them. */
        REFUSED_TRADES,
        /** Trades in the buffer. */
        BUFFERED_TRADES,
        /** Age of the oldest trade that waits for its board, in milliseconds. */
        FLUSH_DELAY_MILLIS,
        /** The clock of Redis minus ours, in milliseconds. */
        CLOCK_DIFFERENCE_MILLIS
    }

    /** What is measured; how it was in the last minute. Times are in microseconds. */
    public enum Distribution {
        /** From the arrival of a trade to its board. */
        ARRIVAL_TO_BOARD,
        /** Syncs of the log. */
        SYNC,
        /** Flushes, until Redis confirmed them. */
        FLUSH,
        /** Trades in a flush; a number, not a time. */
        FLUSH_TRADES
    }

    private final Map<Counter, AtomicLong> counters = new EnumMap<>(Counter.class);
    private final Map<Gauge, AtomicLong> gauges = new EnumMap<>(Gauge.class);
    private final Map<Distribution, RecentLatencies> distributions = new EnumMap<>(Distribution.class);

    public Meters() {
        for (Counter counter : Counter.values()) {
            counters.put(counter, new AtomicLong());
        }
        for (Gauge gauge : Gauge.values()) {
            gauges.put(gauge, new AtomicLong());
        }
        for (Distribution distribution : Distribution.values()) {
            distributions.put(distribution, new RecentLatencies());
        }
    }

    public void add(Counter counter, long more) {
        of(counters, counter).addAndGet(more);
    }

    public long get(Counter counter) {
        return of(counters, counter).get();
    }

    public void set(Gauge gauge, long now) {
        of(gauges, gauge).set(now);
    }

    public long get(Gauge gauge) {
        return of(gauges, gauge).get();
    }

    /** Records one value: microseconds, or a number. */
    public void record(Distribution distribution, long value, long nowNanos) {
        RecentLatencies latencies = of(distributions, distribution);
        synchronized (latencies) {
            latencies.record(value, 1, nowNanos);
        }
    }

    /** Records how long groups of trades took that arrived at these times and are done now. */
    public void record(Distribution distribution, List<Arrived> groups, long nowNanos) {
        RecentLatencies latencies = of(distributions, distribution);
        synchronized (latencies) {
            latencies.record(groups, nowNanos);
        }
    }

    /** The values of the last minute. */
    public Latencies lastMinute(Distribution distribution, long nowNanos) {
        RecentLatencies latencies = of(distributions, distribution);
        synchronized (latencies) {
            return latencies.lastMinute(nowNanos);
        }
    }

    private static <K extends Enum<K>, V> V of(Map<K, V> all, K key) {
        V found = all.get(key);
        if (found == null) {
            throw new IllegalStateException("every meter is made at the start: " + key);
        }
        return found;
    }
}
