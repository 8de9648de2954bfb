package io.tradeboard.ingest;

import io.tradeboard.redis.RedisConnection;
import io.tradeboard.redis.RedisRefusedException;
import io.tradeboard.redis.RedisSettings;
import io.tradeboard.redis.RedisUnavailableException;
import io.tradeboard.run.Meters;
import io.tradeboard.run.Meters.Gauge;
import io.tradeboard.run.Repeating;
import io.tradeboard.run.Runtime;
import io.tradeboard.status.Condition;
import io.tradeboard.status.DaemonId;
import io.tradeboard.status.DaemonState;
import io.tradeboard.status.Heartbeat;
import io.tradeboard.status.Heartbeats;
import io.tradeboard.status.Rates;
import io.tradeboard.status.RedisHealth;
import io.tradeboard.text.Ages;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;

/**
 * Publishes every two seconds that the daemon lives and how it is. It has a thread and a connection of its own, so that
 * neither a flush that is retried nor a long replay silences it; while Redis is away it tries twice a second, so that it is
 * heard as soon as Redis is back.
 *
 * <p>It also measures what only somebody who asks regularly can know: how many trades are unread in the stream, and how
 * far the clock of Redis is from ours.
 */
final class HeartbeatLoop implements AutoCloseable {
    /** How far apart the clocks may be before trading days can no longer be separated safely. */
    static final Duration CLOCK_TOLERANCE = Duration.ofMinutes(1);

    private static final Duration PAUSE = Duration.ofSeconds(2);
    private static final Duration RETRY = Duration.ofMillis(500);

    /** A reply that took longer does not say which moment it is of. */
    private static final Duration PROMPT = Duration.ofSeconds(1);

    private static final String REFUSED = "heartbeat";

    private final Supplier<DaemonId> daemon;
    private final Supplier<Condition> condition;
    private final ToLongFunction<RedisConnection> backlog;
    private final Runtime runtime;
    private final RedisConnection connection;
    private final Heartbeats heartbeats;
    private final Repeating repeating;
    private Duration pause = Duration.ZERO;
    private Meters.Snapshot last;
    private long lastNanos;
    private boolean heard;
    private volatile boolean withdrawn;

    /**
     * @param condition how the daemon is; asked on the thread of this loop
     * @param backlog the unread trades of the stream, asked over the connection of this loop; negative where there is no
     *     stream or that is unknown
     */
    HeartbeatLoop(
            RedisSettings redis,
            DaemonId daemon,
            Supplier<Condition> condition,
            ToLongFunction<RedisConnection> backlog,
            Runtime runtime) {
        this(redis, () -> daemon, condition, backlog, runtime);
    }

    /** @param daemon which daemon it is, whose writers come and go; asked on the thread of this loop */
    HeartbeatLoop(
            RedisSettings redis,
            Supplier<DaemonId> daemon,
            Supplier<Condition> condition,
            ToLongFunction<RedisConnection> backlog,
            Runtime runtime) {
        this.daemon = daemon;
        this.condition = condition;
        this.backlog = backlog;
        this.runtime = runtime;
        this.connection = new RedisConnection(redis);
        this.heartbeats = new Heartbeats(connection);
        this.lastNanos = runtime.ticker().getAsLong();
        this.last = runtime.meters().snapshot(lastNanos);
        this.repeating = new Repeating("heartbeat", () -> pause, stop -> beat(), this::end, runtime.notices());
    }

    void start() {
        repeating.start();
    }

    /** Makes {@link #close} remove the heartbeat, as the daemon could not begin to read. */
    void withdraw() {
        withdrawn = true;
    }

    /** Publishes one heartbeat, or reports why Redis does not take it. */
    void beat() {
        pause = RETRY;
        attempt(condition.get());
    }

    private void attempt(Condition now) {
        try {
            publish(now);
            pause = PAUSE;
            runtime.notices().end(REFUSED, "Redis accepts heartbeats again");
        } catch (RedisUnavailableException e) {
            // That Redis is away is reported by the flusher; that it refuses writes would be seen by
            // nobody while there is no trade.
            if (RedisHealth.Code.startsIn(e.reason())) {
                refused(e.reason());
            }
        } catch (RedisRefusedException e) {
            refused(String.valueOf(e.getMessage()));
        }
    }

    private void refused(String reason) {
        runtime.notices()
                .begin(REFUSED, "Redis refuses the heartbeat, so this daemon looks silent: " + reason + "; retrying");
    }

    private void publish(Condition now) {
        Instant at = measureClocks();
        measureBacklog();
        long nanos = runtime.ticker().getAsLong();
        Meters.Snapshot meters = runtime.meters().snapshot(nanos);
        heartbeats.publish(new Heartbeat(
                daemon.get(),
                withClocks(now, runtime.meters()),
                meters,
                Rates.between(last, meters, nanos - lastNanos),
                at,
                Duration.ZERO));
        last = meters;
        lastNanos = nanos;
        if (!heard) {
            heartbeats.removeSuperseded();
            heard = true;
        }
    }

    /** Compares the clock of Redis with ours at the middle of the round trip; returns what Redis said. */
    private Instant measureClocks() {
        Instant before = runtime.clock().instant();
        long start = runtime.ticker().getAsLong();
        Instant redis = heartbeats.time();
        Duration roundTrip = Duration.ofNanos(runtime.ticker().getAsLong() - start);
        if (roundTrip.compareTo(PROMPT) <= 0) {
            Duration difference = Duration.between(before.plus(roundTrip.dividedBy(2)), redis);
            runtime.meters().set(Gauge.CLOCK_DIFFERENCE_MILLIS, difference.toMillis());
        }
        return redis;
    }

    private static boolean differ(Duration difference) {
        return difference.abs().compareTo(CLOCK_TOLERANCE) > 0;
    }

    private static String described(Duration difference) {
        return "the clock of Redis is " + Ages.age(difference.abs())
                + (difference.isNegative() ? " behind" : " ahead of") + " that of this machine";
    }

    /** The condition, or that the clocks differ where nothing worse is known. */
    static Condition withClocks(Condition now, Meters meters) {
        Duration difference = Duration.ofMillis(meters.get(Gauge.CLOCK_DIFFERENCE_MILLIS));
        return now.state() == DaemonState.RUNNING && differ(difference)
                ? now.with(DaemonState.CLOCKS_DIFFER, described(difference))
                : now;
    }

    /** A stream that cannot be looked at makes its backlog unknown, and keeps no heartbeat back. */
    private void measureBacklog() {
        try {
            long unread = backlog.applyAsLong(connection);
            if (unread >= 0) {
                runtime.meters().set(Gauge.BACKLOG, unread);
                return;
            }
        } catch (RedisRefusedException e) {
            runtime.notices().warnOnce("the backlog of the stream is unknown: " + e.getMessage());
        }
        runtime.meters().unset(Gauge.BACKLOG);
    }

    /** The last thing that its thread does. */
    private void end() {
        try (connection) {
            if (withdrawn) {
                heartbeats.remove(daemon.get().writer());
                return;
            }
            attempt(condition.get().with(DaemonState.STOPPED, condition.get().reason()));
        } catch (RedisUnavailableException | RedisRefusedException e) {
            // Only the removal throws. The heartbeat stays, looks silent, and expires after a day.
            return;
        }
    }

    /** Publishes that the daemon has stopped, or removes its heartbeat, if Redis is there to hear it. */
    @Override
    public void close() {
        repeating.close();
    }
}
