package io.tradeboard.bench;

import static io.tradeboard.redis.RedisConnection.command;
import static io.tradeboard.redis.RedisConnection.text;

import io.tradeboard.redis.RedisConnection;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Protocol.Command;

/** What is on the boards of a day, seen from outside, as any client of Redis can. */
final class Boards {
    private final RedisConnection redis;
    private final List<CommandArguments> counts;

    /** Uses a connection that somebody else closes. */
    Boards(RedisConnection redis, List<Market> markets, LocalDate day) {
        this.redis = redis;
        this.counts = markets.stream()
                .map(market -> command(Command.HGET, key(market.symbol(), day, "ledger"), "trades"))
                .toList();
    }

    static String key(String symbol, LocalDate day, String what) {
        return "tradeboard:{" + symbol + ":" + day + "}:" + what;
    }

    static @Nullable String ledger(RedisConnection redis, String symbol, LocalDate day, String field) {
        Object value = redis.call(Command.HGET, key(symbol, day, "ledger"), field);
        return value == null ? null : text(value);
    }

    /** How many trades all boards have counted. */
    long trades() {
        long trades = 0;
        for (Object count : redis.transaction(counts)) {
            trades += count == null ? 0 : Long.parseLong(text(count));
        }
        return trades;
    }
}
