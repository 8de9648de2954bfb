package io.tradeboard.ingest;

import io.tradeboard.run.Meters.Gauge;
import io.tradeboard.run.Meters.Local;
import io.tradeboard.run.Runtime;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Compares the clock of Redis, which ends the days of boards, with ours, which says when trades arrived. Where they
 * differ by more than a minute nobody knows which one is wrong: then nothing is read from the stream, so nothing is
 * acknowledged, and nothing is deleted.
 *
 * <p>Between two looks at the clock of Redis the ticker says how far it has gone: a step of ours is noticed at once.
 */
final class ClockGuard {
    private static final Duration MOST = Duration.ofMinutes(1);
    private static final String CONDITION = "clocks";

    private final Runtime runtime;

    ClockGuard(Runtime runtime) {
        this.runtime = runtime;
    }

    /** Notes what Redis' clock says now. */
    void measured(long redisMillis) {
        long difference = redisMillis - runtime.clock().millis();
        runtime.meters().set(Gauge.CLOCK_DIFFERENCE_MILLIS, difference);
        runtime.meters().set(Local.REDIS_CLOCK_MILLIS, redisMillis - tickerMillis());
        if (isHeld()) {
            runtime.notices()
                    .remind(
                            CONDITION,
                            "the clock of Redis is " + Math.abs(difference) / 1000 + " s "
                                    + (difference > 0 ? "ahead of" : "behind")
                                    + " the one here; reading the stream and deleting old segments are paused until they"
                                    + " agree within " + MOST.toSeconds() + " s");
        } else {
            runtime.notices().end(CONDITION, "the clocks of Redis and this machine agree again");
        }
    }

    boolean isHeld() {
        return isHeld(runtime.clock().millis());
    }

    /** Whether they differ by so much where ours says this. */
    boolean isHeld(long oursMillis) {
        return differ(oursMillis, redisMillis());
    }

    /** What is past by both clocks, where they agree; long ago where they do not. */
    long agreedMillis() {
        long ours = runtime.clock().millis();
        long redis = redisMillis();
        return differ(ours, redis) ? Long.MIN_VALUE : Math.min(ours, redis);
    }

    private static boolean differ(long ours, long redis) {
        return Math.abs(redis - ours) > MOST.toMillis();
    }

    private long redisMillis() {
        return runtime.meters().get(Local.REDIS_CLOCK_MILLIS) + tickerMillis();
    }

    private long tickerMillis() {
        return TimeUnit.NANOSECONDS.toMillis(runtime.ticker().getAsLong());
    }
}
