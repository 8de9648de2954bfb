package io.tradeboard.bench;

import static io.tradeboard.redis.RedisConnection.checked;
import static io.tradeboard.redis.RedisConnection.command;
import static io.tradeboard.redis.RedisConnection.text;

import io.tradeboard.redis.RedisConnection;
import io.tradeboard.redis.RedisSettings;
import io.tradeboard.redis.RedisUnavailableException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import redis.clients.jedis.Protocol.Command;
import redis.embedded.core.ExecutableProvider;

/** Some masters without replicas and without persistence: a cluster, or a single server where there is one. */
final class Masters implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int SLOTS = 16_384;

    /** The bus of a node is so much higher than its port. */
    private static final int BUS = 10_000;

    private static final int FIRST_PORT = 10_000;
    private static final int LAST_PORT = 22_000;

    private final List<Process> processes = new ArrayList<>();
    private final List<Integer> ports = new ArrayList<>();

    private Masters() {}

    /** Starts so many of them, of the embedded server, and returns once they serve. */
    static Masters start(int count, Path directory) throws IOException, InterruptedException {
        Masters masters = new Masters();
        boolean cluster = count > 1;
        Path program = ExecutableProvider.newJarResourceProvider(
                        Files.createDirectories(directory).toFile())
                .get()
                .toPath()
                .toAbsolutePath();
        for (int i = 0; i < count; i++) {
            int port = freePort();
            Path own = Files.createDirectories(directory.resolve("master-" + i));
            List<String> command = new ArrayList<>(List.of(program.toString(), "--port", "" + port, "--save", ""));
            command.addAll(List.of("--bind", "127.0.0.1", "--dir", own.toString()));
            if (cluster) {
                command.addAll(List.of("--cluster-enabled", "yes"));
            }
            masters.processes.add(new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(own.resolve("out").toFile())
                    .start());
            masters.ports.add(port);
        }
        for (int i = 0; i < count; i++) {
            try (RedisConnection redis = masters.connect(i)) {
                await(redis::ping);
                if (cluster) {
                    List<Object> slots = new ArrayList<>(List.of("ADDSLOTS"));
                    for (int slot = SLOTS * i / count; slot < SLOTS * (i + 1) / count; slot++) {
                        slots.add(slot);
                    }
                    redis.call(Command.CLUSTER, "SET-CONFIG-EPOCH", i + 1);
                    redis.call(Command.CLUSTER, slots.toArray());
                    redis.call(Command.CLUSTER, "MEET", "127.0.0.1", masters.ports.get(0));
                }
            }
        }
        for (int i = 0; cluster && i < count; i++) {
            try (RedisConnection redis = masters.connect(i)) {
                await(() -> {
                    if (!text(redis.call(Command.CLUSTER, "INFO")).contains("cluster_slots_ok:" + SLOTS)) {
                        throw new RedisUnavailableException(
                                "the masters do not know each other yet", new IOException());
                    }
                });
            }
        }
        return masters;
    }

    /** A port that is free, with that of the bus. */
    private static int freePort() throws IOException {
        for (int port = FIRST_PORT + ThreadLocalRandom.current().nextInt(10_000); port < LAST_PORT; port++) {
            if (isFree(port) && isFree(port + BUS)) {
                return port;
            }
        }
        throw new IOException("no port is free from " + FIRST_PORT + " to " + LAST_PORT);
    }

    private static boolean isFree(int port) {
        try (ServerSocket probe = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return probe.isBound();
        } catch (IOException e) {
            return false;
        }
    }

    private static void await(Runnable attempt) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try {
                attempt.run();
                return;
            } catch (RedisUnavailableException e) {
                if (System.nanoTime() > deadline) {
                    throw new IOException("Redis does not start", e);
                }
                TimeUnit.MILLISECONDS.sleep(50);
            }
        }
    }

    private RedisConnection connect(int master) {
        return new RedisConnection(RedisSettings.parse("127.0.0.1:" + ports.get(master), null, Duration.ofMinutes(5)));
    }

    /** A connection to all of them. */
    RedisConnection connect() {
        return connect(0);
    }

    /** Seconds of processor time that each has taken. */
    List<Double> cpuSeconds() throws IOException {
        List<Double> seconds = new ArrayList<>();
        for (int i = 0; i < ports.size(); i++) {
            try (RedisConnection redis = connect(i)) {
                seconds.add(Server.cpuSeconds(redis));
            }
        }
        return seconds;
    }

    void empty() {
        for (int i = 0; i < ports.size(); i++) {
            try (RedisConnection redis = connect(i)) {
                checked(redis.pipeline(List.of(command(Command.FLUSHALL, "SYNC")))
                        .get(0));
            }
        }
    }

    @Override
    public void close() throws IOException {
        for (Process process : processes) {
            process.destroy();
            try {
                process.waitFor();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException(e);
            }
        }
    }
}
