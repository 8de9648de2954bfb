package io.tradeboard.read;

import io.tradeboard.run.Meters.Gauge;
import io.tradeboard.status.DaemonState;
import io.tradeboard.status.Heartbeat;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
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

    /** The live daemons that feed a board: those with a mark on it, or all where none has one; none that is on standby. */
    public List<Heartbeat> feeding(Marks marks) {
        List<Heartbeat> reading = daemons.stream()
                .filter(Heartbeat::isAlive)
                .filter(beat -> beat.state() != DaemonState.STANDBY)
                .toList();
        List<Heartbeat> marked =
                reading.stream().filter(beat -> beat.moves(marks.at().keySet())).toList();
        return marked.isEmpty() ? reading : marked;
    }

    /** Age of the oldest trade that one of these daemons has read and that is not on its board. */
    public static long flushDelayMillis(List<Heartbeat> daemons) {
        return daemons.stream().mapToLong(Heartbeat::flushDelayMillis).max().orElse(0);
    }

    /** Trades that wait in the stream, which daemons share; empty where none of these knows. */
    public static OptionalLong backlog(List<Heartbeat> daemons) {
        return daemons.stream()
                .flatMapToLong(beat -> beat.meters().get(Gauge.BACKLOG).stream())
                .max();
    }

    /** Whether daemons have not had the time to report since Redis was away. */
    boolean isRedisJustBack() {
        return backSince != null && Duration.between(backSince, at).compareTo(Heartbeat.ALIVE) < 0;
    }
}
