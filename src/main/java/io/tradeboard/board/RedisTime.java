package io.tradeboard.board;

import io.tradeboard.redis.RedisConnection;
import java.time.Instant;
import java.util.List;

/** Reads the reply of TIME: seconds and microseconds. */
final class RedisTime {
    private RedisTime() {}

    static Instant of(Object reply) {
        List<?> parts = (List<?>) reply;
        return Instant.ofEpochSecond(number(parts.get(0)), number(parts.get(1)) * 1_000);
    }

    private static long number(Object text) {
        return Long.parseLong(RedisConnection.text(text));
    }
}
