package io.tradeboard.redis;

import java.time.Instant;
import java.util.List;

/** Reads the reply of TIME: seconds and microseconds. */
public final class RedisTime {
    private RedisTime() {}

    public static Instant of(Object reply) {
        List<?> parts = (List<?>) reply;
        return Instant.ofEpochSecond(number(parts.get(0)), number(parts.get(1)) * 1_000);
    }

    private static long number(Object text) {
        return Long.parseLong(RedisConnection.text(text));
    }
}
