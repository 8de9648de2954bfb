package io.tradeboard.read;

import io.tradeboard.status.Heartbeat;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How Redis and the daemons were when Redis was asked.
 *
 * @param daemons their last heartbeats, the latest first
 * @param refusesWrites why Redis refuses writes though it answers; empty where it takes them
 * @param evicts why Redis throws boards away to make room; empty where it does not
 * @param at when that was, by the clock of Redis
 * @param backSince when Redis answered this reader again after it could not be reached, or null where it always could
 */
public record Vitals(
        List<Heartbeat> daemons,
        String refusesWrites,
        String evicts,
        Instant at,
        @Nullable Instant backSince) {
    /** Of a Redis that nobody has asked yet. */
    public static final Vitals UNKNOWN = new Vitals(List.of(), "", "", Instant.EPOCH, null);

    public Vitals {
        daemons = List.copyOf(daemons);
    }

    public boolean isKnown() {
        return !at.equals(Instant.EPOCH);
    }

    /** The newest heartbeat, or null where none was heard in a day. */
    public @Nullable Heartbeat newest() {
        return daemons.isEmpty() ? null : daemons.get(0);
    }

    public boolean isAnyAlive() {
        return daemons.stream().anyMatch(Heartbeat::isAlive);
    }

    /** Whether daemons have not had the time to report since Redis was away. */
    boolean isRedisJustBack() {
        return backSince != null && Duration.between(backSince, at).compareTo(Heartbeat.ALIVE) < 0;
    }
}
