package io.tradeboard.read;

import io.tradeboard.redis.RedisConnection;
import io.tradeboard.redis.RedisUnavailableException;
import io.tradeboard.status.Heartbeat;
import io.tradeboard.status.Heartbeats;
import io.tradeboard.status.RedisHealth;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Asks how Redis and the daemons are, at most once a second however many boards are read, and remembers when Redis could
 * not be reached: daemons cannot report to a Redis that is away, so they are given time when it is back.
 *
 * <p>Not thread-safe; confined to the thread that owns the connection.
 */
final class VitalsReader {
    private static final Duration LIFE = Duration.ofSeconds(1);

    private final RedisConnection redis;
    private Vitals latest = Vitals.UNKNOWN;
    private List<Heartbeat> heard = List.of();
    private Instant heardAt = Instant.EPOCH;
    private boolean away;
    private @Nullable Instant backSince;

    VitalsReader(RedisConnection redis) {
        this.redis = redis;
    }

    /** How they are; what was read within a second of the moment is good enough. */
    Vitals near(Instant moment) {
        return Duration.between(latest.at(), moment).abs().compareTo(LIFE) < 0 ? latest : read();
    }

    Vitals read() {
        Instant now = BoardPages.time(redis);
        backSince = away ? now : backSince;
        away = false;
        RedisHealth health = RedisHealth.read(redis);
        List<Heartbeat> daemons = daemons(now);
        latest = new Vitals(
                daemons, refusal(health, daemons), Objects.requireNonNullElse(health.evicts(), ""), now, backSince);
        return latest;
    }

    /** The daemons; while the master of a cluster is away that has the list, those of before, heard no more since. */
    private List<Heartbeat> daemons(Instant now) {
        try {
            heard = new Heartbeats(redis).ifReadable();
            heardAt = now;
            return heard;
        } catch (RedisUnavailableException e) {
            if (!e.isOfOneMaster()) {
                throw e;
            }
            Duration since = Duration.between(heardAt, now);
            return heard.stream().map(beat -> beat.after(since)).toList();
        }
    }

    /** Why Redis refuses writes; a sign that is not certain does not count against a daemon that still reports. */
    private static String refusal(RedisHealth health, List<Heartbeat> daemons) {
        RedisHealth.Refusal refusal = health.refusal();
        return refusal == null || (!refusal.isCertain() && daemons.stream().anyMatch(Heartbeat::isAlive))
                ? ""
                : refusal.reason();
    }

    /** Passes a failure on, having taken note of it. */
    RedisUnavailableException noted(RedisUnavailableException failure) {
        if (!failure.isOfOneMaster()) {
            away = true;
            latest = Vitals.UNKNOWN;
        }
        return failure;
    }
}
