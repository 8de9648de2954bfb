package io.tradeboard.bench;

import static io.tradeboard.redis.RedisConnection.text;

import io.tradeboard.redis.RedisConnection;
import io.tradeboard.redis.RedisSettings;
import io.tradeboard.redis.RedisUnavailableException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import redis.clients.jedis.Protocol.Command;

/** A Redis of our own without persistence: the {@code redis-server} on the path or, where there is none, the embedded one. */
final class Server implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration LONGEST_CALL = Duration.ofMinutes(5);

    private final Process process;
    private final int port;
    private final String origin;

    private Server(Process process, int port, String origin) {
        this.process = process;
        this.port = port;
        this.origin = origin;
    }

    static Server start(Path program, Path directory) throws IOException, InterruptedException {
        int port;
        try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = probe.getLocalPort();
        }
        String number = Integer.toString(port);
        boolean installed = Tool.REDIS_SERVER.isInstalled();
        List<String> command = installed
                ? List.of(
                        "redis-server",
                        "--port",
                        number,
                        "--bind",
                        "127.0.0.1",
                        "--save",
                        "",
                        "--appendonly",
                        "no",
                        "--dir",
                        directory.toString())
                : List.of(program.toString(), "redis", "--port", number, "--dir", directory.toString());
        Process process = new ProcessBuilder(command)
                .redirectOutput(directory.resolve("redis.out").toFile())
                .redirectError(directory.resolve("redis.err").toFile())
                .start();
        Server server = new Server(process, port, installed ? "redis-server" : "embedded");
        server.awaitReady();
        try (RedisConnection redis = server.connect()) {
            redis.call(Command.CONFIG, "SET", "appendonly", "no");
        }
        return server;
    }

    private void awaitReady() throws IOException, InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        try (RedisConnection redis = connect()) {
            while (true) {
                try {
                    redis.ping();
                    return;
                } catch (RedisUnavailableException e) {
                    if (!process.isAlive() || System.nanoTime() > deadline) {
                        throw new IOException("Redis does not start", e);
                    }
                    TimeUnit.MILLISECONDS.sleep(20);
                }
            }
        }
    }

    int port() {
        return port;
    }

    String address() {
        return "127.0.0.1:" + port;
    }

    RedisConnection connect() {
        return new RedisConnection(RedisSettings.parse(address(), null, LONGEST_CALL));
    }

    /** Which server it is, and its version. */
    String description() {
        try (RedisConnection redis = connect()) {
            return redis.version() + " (" + origin + ", no persistence)";
        }
    }

    void empty() {
        try (RedisConnection redis = connect()) {
            redis.call(Command.FLUSHALL, "SYNC");
        }
    }

    /** From now on the longest command is noted. */
    void noteSlowest() {
        try (RedisConnection redis = connect()) {
            redis.call(Command.CONFIG, "SET", "latency-monitor-threshold", 1);
            redis.call(Command.LATENCY, "RESET");
        }
    }

    /** How long Redis was busy with one command or transaction at most, since {@link #noteSlowest}; 0 below 1 ms. */
    double slowestMillis() {
        try (RedisConnection redis = connect()) {
            double slowest = 0;
            for (Object event : (List<?>) redis.call(Command.LATENCY, "LATEST")) {
                List<?> fields = (List<?>) event;
                if (text(fields.get(0)).equals("command")) {
                    slowest = (Long) fields.get(3);
                }
            }
            return slowest;
        }
    }

    /** Seconds of processor time that it has taken. */
    static double cpuSeconds(RedisConnection redis) {
        return text(redis.call(Command.INFO, "cpu"))
                .lines()
                .filter(line -> line.startsWith("used_cpu_user:") || line.startsWith("used_cpu_sys:"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.indexOf(':') + 1)))
                .sum();
    }

    @Override
    public void close() throws IOException {
        process.destroy();
        process.onExit().orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
    }
}
