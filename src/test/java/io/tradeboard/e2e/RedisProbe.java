package io.tradeboard.e2e;

import static org.awaitility.Awaitility.await;

import io.tradeboard.redis.RedisConnection;
import io.tradeboard.redis.RedisSettings;
import io.tradeboard.redis.RedisUnavailableException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import redis.clients.jedis.Protocol.Command;

/** Looks at how far the processes of a deployment are, so that a test knows when to go on; cheaper than a command. */
final class RedisProbe implements AutoCloseable {
    private static final String STREAM = "tradeboard:trades";

    private final RedisConnection redis;

    RedisProbe(Deployment deployment) {
        redis = new RedisConnection(RedisSettings.parse("127.0.0.1:" + deployment.port(), null, Duration.ofSeconds(2)));
    }

    /** How many trades are on the boards. */
    long counted() {
        long trades = 0;
        for (Object key : (List<?>) redis.call(Command.KEYS, "tradeboard:{*}:ledger")) {
            trades += Long.parseLong(text(redis.call(Command.HGET, key, "trades")));
        }
        return trades;
    }

    /** How many trades the daemon has not yet made durable. */
    long unread() {
        return (Long) redis.call(Command.XLEN, STREAM);
    }

    void awaitCounted(long atLeast) {
        until("at least " + atLeast + " trades are on the boards", () -> counted() >= atLeast);
    }

    void awaitUnread(long atLeast) {
        until("at least " + atLeast + " trades are unread", () -> unread() >= atLeast);
    }

    void awaitAllRead() {
        until("every trade is read from the stream", () -> unread() == 0);
    }

    private static void until(String condition, Callable<Boolean> holds) {
        await().alias(condition)
                .atMost(Running.PATIENCE)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(5))
                .ignoreException(RedisUnavailableException.class)
                .until(holds);
    }

    private static String text(Object bytes) {
        return new String((byte[]) bytes, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        redis.close();
    }
}
