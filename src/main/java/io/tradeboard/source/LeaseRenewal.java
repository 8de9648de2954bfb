package io.tradeboard.source;

import io.tradeboard.redis.RedisConnection;
import io.tradeboard.redis.RedisRefusedException;
import io.tradeboard.redis.RedisSettings;
import io.tradeboard.redis.RedisUnavailableException;
import io.tradeboard.redis.RedisUntrustedException;
import io.tradeboard.run.Repeating;
import io.tradeboard.run.Runtime;
import java.time.Duration;

/**
 * Renews the lease of a stream while its reader does something else, or nothing. What fails here fails for the reader too,
 * which reports it.
 */
final class LeaseRenewal implements AutoCloseable {
    static final Duration INTERVAL = Duration.ofSeconds(5);
    private static final Duration TURN = Duration.ofMillis(500);

    private final RedisConnection redis;
    private final StreamLease lease;
    private final Runtime runtime;
    private final Repeating repeating;
    private long renewedNanos;

    LeaseRenewal(RedisSettings settings, StreamLease lease, Runtime runtime) {
        this.redis = new RedisConnection(settings);
        this.lease = lease;
        this.runtime = runtime;
        this.renewedNanos = runtime.ticker().getAsLong();
        this.repeating = new Repeating("lease", () -> TURN, stop -> turn(), redis::close, runtime.notices());
    }

    LeaseRenewal start() {
        repeating.start();
        return this;
    }

    private void turn() {
        long now = runtime.ticker().getAsLong();
        if (!lease.isHeld() || now - renewedNanos < INTERVAL.toNanos()) {
            return;
        }
        try {
            lease.renew(redis);
            renewedNanos = now;
        } catch (RedisUnavailableException | RedisRefusedException | RedisUntrustedException e) {
            redis.close();
        }
    }

    @Override
    public void close() {
        repeating.close();
    }
}
