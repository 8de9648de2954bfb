package io.tradeboard.status;

import io.tradeboard.run.Meters;
import io.tradeboard.run.Meters.Counter;
import io.tradeboard.run.Meters.Gauge;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a daemon last reported.
 *
 * @param condition how it said that it is; {@link #state} is how it is to be taken now
 * @param at when it said so, by the clock of Redis
 * @param age how long ago that was when it was read, by the same clock
 */
public record Heartbeat(
        DaemonId daemon, Condition condition, Meters.Snapshot meters, Rates rates, Instant at, Duration age) {
    /** How old the heartbeat of a live daemon may be. */
    public static final Duration ALIVE = Duration.ofSeconds(15);

    /** The same, so much later. */
    public Heartbeat after(Duration time) {
        return new Heartbeat(daemon, condition, meters, rates, at, age.plus(time));
    }

    /** How it is: what it said, or SILENT where it has said nothing for longer than {@link #ALIVE}. */
    public DaemonState state() {
        boolean silent = condition.state() != DaemonState.STOPPED && age.abs().compareTo(ALIVE) > 0;
        return silent ? DaemonState.SILENT : condition.state();
    }

    /**
     * How it is, in view of Redis: a daemon cannot be heard where Redis refuses writes, and need not have been heard yet
     * where Redis has just started.
     */
    public DaemonState state(RedisHealth redis) {
        if (state() != DaemonState.SILENT) {
            return state();
        }
        if (redis.refusal() != null) {
            return DaemonState.REDIS_REFUSES;
        }
        return redis.hasJustStarted() ? condition.state() : DaemonState.SILENT;
    }

    /** Why it is so, in view of Redis; empty where there is nothing to say. */
    public String reason(RedisHealth redis) {
        RedisHealth.Refusal refusal = redis.refusal();
        return refusal != null && state() == DaemonState.SILENT ? refusal.reason() : reason();
    }

    /** Whether it was there when this was read, whatever it was busy with. */
    public boolean isAlive() {
        DaemonState state = state();
        return state != DaemonState.STOPPED && state != DaemonState.SILENT;
    }

    /** The topic that it reads; null for none. */
    public @Nullable TopicReport topic() {
        return condition.topic();
    }

    /** Whether it moves one of these marks now. */
    public boolean moves(Set<String> writers) {
        TopicReport of = condition.topic();
        return writers.contains(writer())
                || (of != null && of.own().stream().anyMatch(own -> writers.contains(of.writer(own.number()))));
    }

    public String writer() {
        return daemon.writer();
    }

    public Instant since() {
        return daemon.since();
    }

    public String reason() {
        return condition.reason();
    }

    public List<RefusedBoard> refused() {
        return condition.refused();
    }

    /** Trades of the stream that nobody has read; 0 where that is unknown. */
    public long backlog() {
        return meters.get(Gauge.BACKLOG).orElse(0);
    }

    /** Age of the oldest trade that is durable and not on its board; 0 where that is unknown. */
    public long flushDelayMillis() {
        return meters.get(Gauge.FLUSH_DELAY_MILLIS).orElse(0);
    }

    public long count(Counter counter) {
        return meters.get(counter);
    }
}
