package io.tradeboard.redis;

import static io.tradeboard.redis.RedisConnection.text;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import redis.clients.jedis.Protocol.Command;

/** A master, a replica of it, and three sentinels that watch them under the name {@code boards}. */
public final class RedisSentinels implements AutoCloseable {
    private static final Duration TOGETHER = Duration.ofSeconds(30);

    private final List<RedisProcess> servers = new ArrayList<>();
    private final List<RedisProcess> sentinels = new ArrayList<>();

    private RedisSentinels() {}

    /** Starts all and returns once the sentinels know each other and the replica. */
    public static RedisSentinels start(Path directory) throws IOException {
        RedisSentinels all = new RedisSentinels();
        try {
            RedisProcess master = server(directory.resolve("server-0"));
            all.servers.add(master);
            all.servers.add(server(directory.resolve("server-1"), "--replicaof", "127.0.0.1", "" + master.port()));
            all.awaitReplica();
            for (int i = 0; i < 3; i++) {
                String watch = "sentinel monitor boards 127.0.0.1 " + master.port() + " 2\n"
                        + "sentinel down-after-milliseconds boards 1000\n"
                        + "sentinel failover-timeout boards 3000\n";
                all.sentinels.add(
                        RedisProcess.sentinel(RedisProcess.freePort(), directory.resolve("sentinel-" + i), watch));
            }
            all.await(
                    "the sentinels know each other",
                    () -> all.sentinels.stream().allMatch(RedisSentinels::isReady));
            return all;
        } catch (IOException | RuntimeException e) {
            all.close();
            throw e;
        }
    }

    private static RedisProcess server(Path directory, String... more) throws IOException {
        List<String> settings = new ArrayList<>(List.of("--appendonly", "yes", "--repl-diskless-sync-delay", "0"));
        settings.addAll(List.of(more));
        return RedisProcess.start(RedisProcess.freePort(), directory, settings.toArray(new String[0]));
    }

    private static boolean isReady(RedisProcess sentinel) {
        try (RedisConnection redis = sentinel.connect()) {
            List<?> fields = (List<?>) redis.call(Command.SENTINEL, "MASTER", "boards");
            String all = fields.stream().map(RedisConnection::text).collect(Collectors.joining(" "));
            return all.contains("num-slaves 1 num-other-sentinels 2");
        }
    }

    /** Returns once the replica has what the master has. */
    public void awaitReplica() {
        await("the replica is up to date", () -> {
            try (RedisConnection redis = master().connect()) {
                List<?> role = (List<?>) redis.call(Command.ROLE);
                return !((List<?>) role.get(2)).isEmpty()
                        && text(((List<?>) ((List<?>) role.get(2)).get(0)).get(2))
                                .equals(role.get(1).toString());
            }
        });
    }

    /** Returns once there is one master, which all sentinels name, and the other server follows it. */
    public void awaitWhole() {
        await("one server is the master, and the other its replica", () -> {
            List<RedisProcess> masters =
                    servers.stream().filter(RedisSentinels::isMaster).toList();
            return masters.size() == 1
                    && follows(replica(), masters.get(0))
                    && sentinels.stream().allMatch(sentinel -> names(sentinel, masters.get(0)));
        });
    }

    private static boolean follows(RedisProcess replica, RedisProcess master) {
        try (RedisConnection redis = replica.connect()) {
            List<?> role = (List<?>) redis.call(Command.ROLE);
            return role.get(2).equals((long) master.port()) && text(role.get(3)).equals("connected");
        }
    }

    private static boolean names(RedisProcess sentinel, RedisProcess master) {
        try (RedisConnection redis = sentinel.connect()) {
            List<?> named = (List<?>) redis.call(Command.SENTINEL, "get-master-addr-by-name", "boards");
            List<?> replicas = (List<?>) redis.call(Command.SENTINEL, "REPLICAS", "boards");
            String state = ((List<?>) replicas.get(0))
                    .stream().map(RedisConnection::text).collect(Collectors.joining(" "));
            return text(named.get(1)).equals("" + master.port()) && state.contains(" flags slave ");
        }
    }

    /** The server that is not the master. */
    public RedisProcess replica() {
        RedisProcess master = master();
        return servers.stream().filter(server -> server != master).findFirst().orElseThrow();
    }

    private interface Condition {
        boolean holds();
    }

    private void await(String what, Condition condition) {
        long end = System.nanoTime() + TOGETHER.toNanos();
        while (!condition.holds()) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("never: " + what);
            }
            RedisProcess.pause(50);
        }
    }

    /** The server that runs and says that it is a master. */
    public RedisProcess master() {
        return servers.stream()
                .filter(RedisProcess::isRunning)
                .filter(RedisSentinels::isMaster)
                .findFirst()
                .orElseThrow();
    }

    private static boolean isMaster(RedisProcess server) {
        try (RedisConnection redis = server.connect()) {
            return text(((List<?>) redis.call(Command.ROLE)).get(0)).equals("master");
        } catch (RedisUnavailableException e) {
            return false;
        }
    }

    public List<RedisProcess> servers() {
        return servers;
    }

    public List<RedisProcess> sentinels() {
        return sentinels;
    }

    public String address() {
        return "redis-sentinel://"
                + sentinels.stream()
                        .map(sentinel -> "127.0.0.1:" + sentinel.port())
                        .collect(Collectors.joining(","))
                + "#boards";
    }

    public RedisSettings settings() {
        return RedisSettings.parse(address(), null, Duration.ofSeconds(2));
    }

    @Override
    public void close() {
        sentinels.forEach(RedisProcess::close);
        servers.forEach(RedisProcess::close);
    }
}
