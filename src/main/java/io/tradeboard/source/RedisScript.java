package io.tradeboard.source;

import io.tradeboard.redis.RedisConnection;
import io.tradeboard.redis.RedisRefusedException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import redis.clients.jedis.Protocol.Command;

/** A Lua script of one key that Redis keeps, and is given again where it has forgotten it. Thread-safe. */
final class RedisScript {
    private final String text;
    private volatile String sha = "";

    /** @param resource beside this class */
    RedisScript(String resource) {
        try (InputStream in = RedisScript.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException(resource + " is not in the jar");
            }
            text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Object call(RedisConnection redis, String key, List<?> arguments) {
        if (sha.isEmpty()) {
            load(redis);
        }
        try {
            return evaluate(redis, key, arguments);
        } catch (RedisRefusedException e) {
            if (!String.valueOf(e.getMessage()).startsWith("NOSCRIPT")) {
                throw e;
            }
            load(redis);
            return evaluate(redis, key, arguments);
        }
    }

    private Object evaluate(RedisConnection redis, String key, List<?> arguments) {
        List<Object> all = new ArrayList<>(List.of(sha, 1, key));
        all.addAll(arguments);
        return redis.call(Command.EVALSHA, all.toArray());
    }

    private void load(RedisConnection redis) {
        sha = RedisConnection.text(redis.call(Command.SCRIPT, "LOAD", text));
    }
}
