package io.tradeboard.status;

import io.tradeboard.run.Meters;
import io.tradeboard.run.Meters.Counter;

/**
 * Trades a second, over the few seconds before a heartbeat.
 *
 * @param accepted made durable
 * @param applied that reached their boards
 */
public record Rates(double accepted, double applied) {
    public static final Rates NONE = new Rates(0, 0);

    private static final double SHORTEST_NANOS = 1e6;

    /** The rates between two snapshots. */
    public static Rates between(Meters.Snapshot before, Meters.Snapshot after, long nanos) {
        double seconds = Math.max(SHORTEST_NANOS, (double) nanos) / 1e9;
        return new Rates(
                grown(before, after, Counter.ACCEPTED) / seconds, grown(before, after, Counter.APPLIED) / seconds);
    }

    private static long grown(Meters.Snapshot before, Meters.Snapshot after, Counter counter) {
        return after.get(counter) - before.get(counter);
    }
}
