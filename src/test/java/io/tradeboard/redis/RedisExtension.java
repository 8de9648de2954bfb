package io.tradeboard.redis;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import redis.clients.jedis.Protocol.Command;

/**
 * A real Redis for tests, empty before each of them. One server is started when the first test needs it, and it goes
 * with everything it wrote when the last test of all is done.
 */
public final class RedisExtension implements BeforeAllCallback, BeforeEachCallback, AfterEachCallback {
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private final List<RedisConnection> connections = new CopyOnWriteArrayList<>();
    private int port;

    private record Server(EmbeddedRedis redis, Path data) implements AutoCloseable {
        static Server start() {
            try {
                Path data = Files.createTempDirectory("tradeboard-test-redis-");
                Path scratch = Files.createTempDirectory("tradeboard-test-server-");
                return new Server(EmbeddedRedis.startAnywhere(data, scratch), data);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void close() throws IOException {
            redis.close();
            Files.deleteIfExists(data.resolve("appendonly.aof"));
            Files.delete(data);
        }
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        port = context.getRoot()
                .getStore(Namespace.create(RedisExtension.class))
                .computeIfAbsent(Server.class, type -> Server.start(), Server.class)
                .redis()
                .port();
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        RedisConnection redis = connect();
        redis.call(Command.FLUSHALL);
        redis.call(Command.SCRIPT, "FLUSH");
    }

    @Override
    public void afterEach(ExtensionContext context) {
        connections.forEach(RedisConnection::close);
        connections.clear();
    }

    public RedisSettings settings() {
        return new RedisSettings("127.0.0.1", port, null, null, 0, TIMEOUT);
    }

    public int port() {
        return port;
    }

    /** A connection that is closed after the test. */
    public RedisConnection connect() {
        RedisConnection redis = new RedisConnection(settings());
        connections.add(redis);
        return redis;
    }
}
