package io.tradeboard.run;

import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What a daemon counts and measures since its start: the only source of the heartbeat, of the status and of every metric,
 * which are views of a {@link Snapshot}.
 *
 * <p>Thread-safe. A snapshot is not one moment across all meters: each is read on its own.
 */
public final class Meters {
    private final Map<Counter, AtomicLong> counters = new EnumMap<>(Counter.class);
    private final Map<Gauge, Long> gauges = new EnumMap<>(Gauge.class);
    private final Map<Local, Long> locals = new ConcurrentHashMap<>();
    private final Map<Distribution, RecentValues> distributions = new EnumMap<>(Distribution.class);

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
        HEALED;

        /** The name of the fact in every output. */
        public String label() {
            return Meters.label(this);
        }
    }

    /** What goes up and down; unknown until it is set. */
    public enum Gauge {
        /** Trades of the stream that nobody has read; an estimate where entries are packed. */
        BACKLOG,
        /** Bytes of the log behind the oldest mark. */
        UNAPPLIED_BYTES,
        /** Bytes of the log. */
        LOG_BYTES,
        /** Trades that wait for a board that refuses them. */
        REFUSED_TRADES,
        /** Trades in the buffer. */
        BUFFERED_TRADES,
        /** Age of the oldest trade that waits for its board, in milliseconds. */
        FLUSH_DELAY_MILLIS,
        /** The clock of Redis minus ours, in milliseconds. */
        CLOCK_DIFFERENCE_MILLIS;

        /** The name of the fact in every output, with its unit: {@code flushDelayMs}. */
        public String label() {
            return Meters.label(this);
        }
    }

    /** What the parts of a daemon let each other know; in no report. 0 until it is set. */
    public enum Local {
        /** The clock of Redis minus the milliseconds of the ticker, by which it is known until it is asked again. */
        REDIS_CLOCK_MILLIS,
        /** 1 while the log waits for space on its disk. */
        DISK_FULL,
        /** 1 while Redis does not answer those who flush and those who read the stream. */
        REDIS_AWAY,
        /** 1 while boards are fed from the log. */
        HEALING,
        /** 1 while reading is held, as all trades are ahead of our clock. */
        CLOCK_BEHIND
    }

    /** What is measured; how it was in the last minute. Times are in microseconds. */
    public enum Distribution {
        /** From the arrival of a trade to its board; trades that reached no board are not in it. */
        ARRIVAL_TO_BOARD,
        /** Syncs of the log. */
        SYNC,
        /** Flushes, until Redis confirmed them. */
        FLUSH,
        /** Trades in a flush; a number, not a time. */
        FLUSH_TRADES;

        /** The name of the fact in every output. */
        public String label() {
            return Meters.label(this);
        }

        /** Whether the values are times, in microseconds. */
        public boolean isTime() {
            return this != FLUSH_TRADES;
        }
    }

    /**
     * What the meters showed.
     *
     * @param counters those that are missing are 0
     * @param gauges those that are missing are unknown
     * @param distributions of the last minute; those that are missing have no values
     */
    public record Snapshot(
            Map<Counter, Long> counters, Map<Gauge, Long> gauges, Map<Distribution, Quantiles> distributions) {
        public static final Snapshot NONE = new Snapshot(Map.of(), Map.of(), Map.of());

        public Snapshot {
            counters = Map.copyOf(counters);
            gauges = Map.copyOf(gauges);
            distributions = Map.copyOf(distributions);
        }

        public long get(Counter counter) {
            return counters.getOrDefault(counter, 0L);
        }

        /** The value, or empty where it is unknown. */
        public OptionalLong get(Gauge gauge) {
            Long value = gauges.get(gauge);
            return value == null ? OptionalLong.empty() : OptionalLong.of(value);
        }

        public Quantiles get(Distribution distribution) {
            return distributions.getOrDefault(distribution, Quantiles.NONE);
        }
    }

    /**
     * All values of a distribution since the start.
     *
     * @param count how many
     * @param sum in the unit of the distribution
     */
    public record Total(long count, double sum) {}

    public Meters() {
        for (Counter counter : Counter.values()) {
            counters.put(counter, new AtomicLong());
        }
        for (Distribution distribution : Distribution.values()) {
            distributions.put(distribution, new RecentValues());
        }
    }

    /** Adds to a counter. */
    public void add(Counter counter, long more) {
        of(counters, counter).addAndGet(more);
    }

    public long get(Counter counter) {
        return of(counters, counter).get();
    }

    /** Sets a gauge to what it is now. */
    public void set(Gauge gauge, long now) {
        synchronized (gauges) {
            gauges.put(gauge, now);
        }
    }

    /** Makes a gauge unknown again. */
    public void unset(Gauge gauge) {
        synchronized (gauges) {
            gauges.remove(gauge);
        }
    }

    /** The value, or 0 where it is unknown. */
    public long get(Gauge gauge) {
        synchronized (gauges) {
            return gauges.getOrDefault(gauge, 0L);
        }
    }

    /** Sets what others are to know. */
    public void set(Local local, long now) {
        locals.put(local, now);
    }

    public long get(Local local) {
        return locals.getOrDefault(local, 0L);
    }

    /** Records one value: microseconds, or a number. */
    public void record(Distribution distribution, long value, long nowNanos) {
        RecentValues values = of(distributions, distribution);
        synchronized (values) {
            values.record(value, 1, nowNanos);
        }
    }

    /** Records how long groups of trades took that arrived at these times and are done now. */
    public void record(Distribution distribution, List<Arrived> groups, long nowNanos) {
        RecentValues values = of(distributions, distribution);
        synchronized (values) {
            values.record(groups, nowNanos);
        }
    }

    /** The values of the last minute. */
    public Quantiles lastMinute(Distribution distribution, long nowNanos) {
        RecentValues values = of(distributions, distribution);
        synchronized (values) {
            return values.lastMinute(nowNanos);
        }
    }

    /** All values since the start. */
    public Total total(Distribution distribution) {
        RecentValues values = of(distributions, distribution);
        synchronized (values) {
            return values.total();
        }
    }

    /** What the meters show at this moment of the clock by which values are recorded. */
    public Snapshot snapshot(long nowNanos) {
        Map<Counter, Long> counted = new EnumMap<>(Counter.class);
        for (Counter counter : Counter.values()) {
            counted.put(counter, get(counter));
        }
        Map<Distribution, Quantiles> measured = new EnumMap<>(Distribution.class);
        for (Distribution distribution : Distribution.values()) {
            measured.put(distribution, lastMinute(distribution, nowNanos));
        }
        synchronized (gauges) {
            return new Snapshot(counted, gauges, measured);
        }
    }

    /** {@code FLUSH_DELAY_MILLIS} as {@code flushDelayMs}. */
    private static String label(Enum<?> meter) {
        StringBuilder label = new StringBuilder();
        for (String word : meter.name().replaceFirst("_MILLIS$", "_MS").split("_", -1)) {
            label.append(
                    label.isEmpty()
                            ? word.toLowerCase(Locale.ROOT)
                            : word.charAt(0) + word.substring(1).toLowerCase(Locale.ROOT));
        }
        return label.toString();
    }

    private static <K extends Enum<K>, V> V of(Map<K, V> all, K key) {
        V found = all.get(key);
        if (found == null) {
            throw new IllegalStateException("every meter is made at the start: " + key);
        }
        return found;
    }
}
