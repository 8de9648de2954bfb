package io.tradeboard.ingest;

import io.tradeboard.read.Samples;
import io.tradeboard.redis.RedisConnection;
import io.tradeboard.redis.RedisSettings;
import io.tradeboard.redis.RedisUnavailableException;
import io.tradeboard.run.Notices;
import io.tradeboard.trade.TradingDays;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Takes a sample of the boards at the begin of every minute, for the screens to tell pace and movement from.
 *
 * <p>It has a thread and a connection of its own, so that nothing waits for it; what fails is said, once, and tried again
 * with the next minute.
 */
final class Sampler implements AutoCloseable {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration LAST_CALL = Duration.ofSeconds(5);

    private final RedisConnection connection;
    private final Samples samples;
    private final BooleanSupplier healing;
    private final Notices notices;
    private final Clock clock;
    private final CountDownLatch stop = new CountDownLatch(1);
    private final Thread thread = new Thread(this::run, "tradeboard-sample");

    /** @param healing whether boards are being fed from the log, so that they are not what they were */
    Sampler(RedisSettings redis, TradingDays days, BooleanSupplier healing, Notices notices, Clock clock) {
        this.healing = healing;
        this.connection = new RedisConnection(redis);
        this.samples = new Samples(connection, days);
        this.notices = notices;
        this.clock = clock;
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    private void run() {
        try (connection) {
            attempt(samples::look);
            while (!stop.await(untilNextMinute(), TimeUnit.MILLISECONDS)) {
                if (!healing.getAsBoolean()) {
                    attempt(this::take);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private long untilNextMinute() {
        return MINUTE.toMillis() - clock.millis() % MINUTE.toMillis();
    }

    private void take() {
        samples.take()
                .forEach((board, reason) -> notices.sayOnce("no history of " + board + " for the screens: " + reason));
    }

    private void attempt(Runnable task) {
        try {
            task.run();
        } catch (RedisUnavailableException e) {
            // The flush thread says so.
        } catch (RuntimeException e) {
            notices.sayOnce("no history for the screens: " + e.getMessage());
        }
    }

    /** Ends it, and waits as long as its last call to Redis may take. */
    @Override
    public void close() {
        stop.countDown();
        try {
            thread.join(LAST_CALL.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
