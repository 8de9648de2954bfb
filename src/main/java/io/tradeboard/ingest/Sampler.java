package io.tradeboard.ingest;

import io.tradeboard.read.Samples;
import io.tradeboard.read.TradersDirectory;
import io.tradeboard.redis.RedisConnection;
import io.tradeboard.redis.RedisSettings;
import io.tradeboard.redis.RedisUnavailableException;
import io.tradeboard.run.Meters.Local;
import io.tradeboard.run.Repeating;
import io.tradeboard.run.Runtime;
import io.tradeboard.trade.TradingDays;
import java.time.Duration;

/**
 * Takes a sample of the boards at the begin of every minute, or of another step, from which screens compute pace and
 * movement; none while boards are fed from the log, so that they are not what they were.
 */
final class Sampler implements AutoCloseable {
    private final Samples samples;
    private final long stepMillis;
    private final Runtime runtime;
    private final Repeating repeating;
    private boolean looked;

    Sampler(RedisSettings redis, TradingDays days, Duration step, Runtime runtime) {
        RedisConnection connection = new RedisConnection(redis);
        this.samples = new Samples(connection, days, TradersDirectory::none, step);
        this.stepMillis = step.toMillis();
        this.runtime = runtime;
        this.repeating = new Repeating("history", this::pause, stop -> turn(), connection::close, runtime.notices());
    }

    /** The first turn, which only looks, is at once; the others begin with a step. */
    private Duration pause() {
        return looked ? Duration.ofMillis(stepMillis - runtime.clock().millis() % stepMillis) : Duration.ZERO;
    }

    private void turn() {
        try {
            if (!looked) {
                looked = true;
                samples.look();
            } else if (runtime.meters().get(Local.HEALING) == 0) {
                samples.take()
                        .forEach((board, reason) -> runtime.notices()
                                .warnOnce("no history of " + board + " is stored for the screens: " + reason));
            }
        } catch (RedisUnavailableException e) {
            // The flush stage reports that.
            looked = true;
        }
    }

    void start() {
        repeating.start();
    }

    @Override
    public void close() {
        repeating.close();
    }
}
