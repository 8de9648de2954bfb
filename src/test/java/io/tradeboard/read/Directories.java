package io.tradeboard.read;

import io.tradeboard.board.BoardKeys;
import io.tradeboard.format.TraderDocument;
import io.tradeboard.redis.RedisConnection;
import redis.clients.jedis.Protocol.Command;

/** Traders directories for tests. */
final class Directories {
    private Directories() {}

    static void hide(RedisConnection redis, String trader, String tag) {
        put(redis, trader, "{\"hidden\":true,\"tag\":\"" + tag + "\"}");
    }

    static void exclude(RedisConnection redis, String trader) {
        put(redis, trader, "{\"excluded\":true}");
    }

    static void alias(RedisConnection redis, String trader, String alias) {
        put(redis, trader, "{\"alias\":\"" + alias + "\"}");
    }

    static void put(RedisConnection redis, String trader, String entry) {
        redis.call(Command.HSET, BoardKeys.TRADERS, trader, entry);
    }

    /** The directory as it is at each moment. */
    static TradersDirectory now(RedisConnection redis) {
        return RedisDirectory.read(redis, new TraderDocument());
    }
}
