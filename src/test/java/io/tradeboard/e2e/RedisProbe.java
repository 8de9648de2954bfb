package io.tradeboard.e2e;

import static io.tradeboard.redis.RedisConnection.checked;
import static io.tradeboard.redis.RedisConnection.command;
import static io.tradeboard.redis.RedisConnection.text;
import static org.awaitility.Awaitility.await;

import io.tradeboard.redis.RedisConnection;
import io.tradeboard.redis.RedisSettings;
import io.tradeboard.redis.RedisUnavailableException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import redis.clients.jedis.Protocol.Command;

/** Looks at how far the processes of a deployment are, so that a test knows when to go on; cheaper than a command. */
final class RedisProbe implements AutoCloseable {
    private static final String STREAM = "tradeboard:trades";

    private final RedisConnection redis;

    RedisProbe(Deployment deployment) {
        this(RedisSettings.parse("127.0.0.1:" + deployment.port(), null, Duration.ofSeconds(2)));
    }

    RedisProbe(RedisSettings settings) {
        redis = new RedisConnection(settings);
    }

    private List<Object> keys(String pattern) {
        List<Object> keys = new ArrayList<>();
        redis.all(command(Command.KEYS, pattern)).values().forEach(some -> keys.addAll((List<?>) checked(some)));
        return keys;
    }

    /** How many trades are on the boards. */
    long counted() {
        long trades = 0;
        for (Object key : keys("tradeboard:{*}:ledger")) {
            trades += Long.parseLong(text(redis.call(Command.HGET, key, "trades")));
        }
        return trades;
    }

    /** The boards of a day, as they are in Redis: without the program, and each, or each shard of it, at one moment. */
    Map<String, Recount.Board> boards(LocalDate day) {
        Map<String, Recount.Board> boards = new TreeMap<>();
        Set<String> tags = new TreeSet<>();
        for (Object key : keys("tradeboard:{*:" + day + "*}:*")) {
            tags.add(text(key).substring(text(key).indexOf('{'), text(key).indexOf('}') + 1));
        }
        for (String tag : tags) {
            String symbol = tag.substring(1, tag.lastIndexOf(":" + day));
            List<Object> replies = redis.transaction(List.of(
                    command(Command.HGETALL, "tradeboard:" + tag + ":ledger"),
                    command(Command.ZRANGE, "tradeboard:" + tag + ":volumes", "0", "-1", "WITHSCORES")));
            Map<String, String> ledger = pairs(replies.get(0));
            int scale = Integer.parseInt(ledger.getOrDefault("scale", "0"));
            Map<String, BigDecimal> volumes = new HashMap<>();
            pairs(replies.get(1)).forEach((trader, units) -> volumes.put(trader, decimal(units, scale)));
            Recount.Board shard = new Recount.Board(
                    Long.parseLong(ledger.getOrDefault("trades", "0")),
                    volumes.size(),
                    decimal(ledger.getOrDefault("volume", "0"), scale),
                    volumes);
            boards.merge(symbol, shard, Recount.Board::withShard);
        }
        return boards;
    }

    private static Map<String, String> pairs(Object reply) {
        Map<String, String> pairs = new HashMap<>();
        List<?> list = (List<?>) checked(reply);
        for (int i = 0; i < list.size(); i += 2) {
            pairs.put(text(list.get(i)), text(list.get(i + 1)));
        }
        return pairs;
    }

    private static BigDecimal decimal(String units, int scale) {
        return new BigDecimal(new BigInteger(units), scale).stripTrailingZeros();
    }

    /** Loses everything. */
    void flushAll() {
        redis.call(Command.FLUSHALL);
    }

    /** Loses the boards of a symbol. */
    void delete(String symbol) {
        for (Object key : keys("tradeboard:{" + symbol + ":*}:*")) {
            redis.call(Command.DEL, key);
        }
    }

    /** Loses a shard of the boards of a symbol. */
    void deleteShard(String symbol, int number) {
        String end = number == 0 ? "-[0-9][0-9]}:*" : "-[0-9][0-9]:" + number + "}:*";
        for (Object key : keys("tradeboard:{" + symbol + ":*" + end)) {
            redis.call(Command.DEL, key);
        }
    }

    /** Changes the volume of a trader on the boards of a symbol, as nobody may. */
    void add(String symbol, String trader, long units) {
        for (Object key : keys("tradeboard:{" + symbol + ":*}:volumes")) {
            redis.call(Command.ZINCRBY, key, units, trader);
        }
    }

    /** How many trades the daemon has not yet made durable. */
    long unread() {
        return (Long) redis.call(Command.XLEN, STREAM);
    }

    /** How many trades a daemon has read from the stream and not acknowledged. */
    long pending() {
        return (Long) ((List<?>) redis.call(Command.XPENDING, STREAM, "tradeboard")).get(0);
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

    static void until(String condition, Callable<Boolean> holds) {
        await().alias(condition)
                .atMost(Running.PATIENCE)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(5))
                .ignoreException(RedisUnavailableException.class)
                .until(holds);
    }

    @Override
    public void close() {
        redis.close();
    }
}
