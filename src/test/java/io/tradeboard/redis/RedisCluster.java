package io.tradeboard.redis;

import static io.tradeboard.redis.RedisConnection.command;
import static io.tradeboard.redis.RedisConnection.text;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.util.JedisClusterCRC16;

/** A Redis Cluster of processes: masters that share the slots evenly, and as many replicas or none. */
public final class RedisCluster implements AutoCloseable {
    private static final Duration TOGETHER = Duration.ofSeconds(30);

    private final List<RedisProcess> nodes = new ArrayList<>();
    private final int masters;

    private RedisCluster(int masters) {
        this.masters = masters;
    }

    /**
     * Starts a cluster and returns once every node knows all slots.
     *
     * @param timeoutMillis after which a node counts as failed
     */
    public static RedisCluster start(Path directory, int masters, boolean replicas, int timeoutMillis)
            throws IOException {
        RedisCluster cluster = new RedisCluster(masters);
        try {
            for (int i = 0; i < (replicas ? 2 : 1) * masters; i++) {
                cluster.nodes.add(RedisProcess.start(
                        RedisProcess.freePort(),
                        directory.resolve("node-" + i),
                        "--cluster-enabled",
                        "yes",
                        "--cluster-node-timeout",
                        Integer.toString(timeoutMillis),
                        "--cluster-require-full-coverage",
                        "no",
                        "--appendonly",
                        "yes",
                        "--appendfsync",
                        "everysec",
                        "--repl-diskless-sync-delay",
                        "0"));
            }
            cluster.join();
            return cluster;
        } catch (IOException | RuntimeException e) {
            cluster.close();
            throw e;
        }
    }

    private void join() {
        for (int i = 0; i < nodes.size(); i++) {
            try (RedisConnection node = nodes.get(i).connect()) {
                node.call(Command.CLUSTER, "SET-CONFIG-EPOCH", i + 1);
                if (i < masters) {
                    List<Object> slots = new ArrayList<>(List.of("ADDSLOTS"));
                    for (int slot = Slots.COUNT * i / masters; slot < Slots.COUNT * (i + 1) / masters; slot++) {
                        slots.add(slot);
                    }
                    node.call(Command.CLUSTER, slots.toArray());
                }
                node.call(Command.CLUSTER, "MEET", "127.0.0.1", nodes.get(0).port());
            }
        }
        await(
                "all nodes know each other",
                () -> nodes.stream()
                        .allMatch(node -> info(node)
                                .getOrDefault("cluster_known_nodes", "")
                                .equals("" + nodes.size())));
        for (int i = masters; i < nodes.size(); i++) {
            String master = id(nodes.get(i - masters));
            RedisProcess node = nodes.get(i);
            await("a node takes its replica", () -> replicate(node, master));
        }
        await("the cluster is ready", () -> nodes.stream().allMatch(this::isReady));
    }

    private static boolean replicate(RedisProcess node, String master) {
        try (RedisConnection redis = node.connect()) {
            redis.call(Command.CLUSTER, "REPLICATE", master);
            return true;
        } catch (RedisRefusedException e) {
            return false;
        }
    }

    private boolean isReady(RedisProcess node) {
        if (!"ok".equals(info(node).get("cluster_state"))) {
            return false;
        }
        try (RedisConnection redis = node.connect()) {
            List<?> role = (List<?>) redis.call(Command.ROLE);
            return text(role.get(0)).equals("master") || text(role.get(3)).equals("connected");
        }
    }

    private static Map<String, String> info(RedisProcess node) {
        try (RedisConnection redis = node.connect()) {
            return text(redis.call(Command.CLUSTER, "INFO"))
                    .lines()
                    .filter(line -> line.contains(":"))
                    .collect(Collectors.toMap(
                            line -> line.substring(0, line.indexOf(':')),
                            line -> line.substring(line.indexOf(':') + 1).strip()));
        }
    }

    /** What the cluster calls a node. */
    public static String id(RedisProcess node) {
        try (RedisConnection redis = node.connect()) {
            return text(redis.call(Command.CLUSTER, "MYID"));
        }
    }

    /** What is true sooner or later. */
    private interface Condition {
        boolean holds();
    }

    private static void await(String what, Condition condition) {
        long end = System.nanoTime() + TOGETHER.toNanos();
        while (!condition.holds()) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("never: " + what);
            }
            RedisProcess.pause(50);
        }
    }

    /** The processes; those that began as masters first. */
    public List<RedisProcess> nodes() {
        return nodes;
    }

    /** The process that is the master of a key's slot, as most nodes say that run. */
    public RedisProcess masterOf(String key) {
        int slot = JedisClusterCRC16.getSlot(key);
        Map<Integer, Integer> votes = new HashMap<>();
        for (RedisProcess node : nodes) {
            Endpoint owner = owner(node, slot);
            if (owner != null) {
                votes.merge(owner.port(), 1, Integer::sum);
            }
        }
        int port = votes.entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .orElseThrow()
                .getKey();
        return nodes.stream().filter(node -> node.port() == port).findFirst().orElseThrow();
    }

    /** Who has a slot by what a node says; null where it does not know, or does not answer. */
    private @Nullable Endpoint owner(RedisProcess node, int slot) {
        if (!node.isRunning()) {
            return null;
        }
        try (Node asked = new Node(new Endpoint("127.0.0.1", node.port()), settings())) {
            ClusterMap map = new ClusterMap();
            map.learn(asked);
            return map.owner(slot);
        } catch (RedisUnavailableException e) {
            return null;
        }
    }

    /** The running replica of a master; null where there is none. */
    public @Nullable RedisProcess replicaOf(RedisProcess master) {
        for (RedisProcess node : nodes) {
            if (node != master && node.isRunning()) {
                try (RedisConnection redis = node.connect()) {
                    List<?> role = (List<?>) redis.call(Command.ROLE);
                    if (text(role.get(0)).equals("slave") && role.get(2).equals((long) master.port())) {
                        return node;
                    }
                }
            }
        }
        return null;
    }

    /** Has a replica take the place of its master, once it agrees that this is up. */
    public void failOver(RedisProcess replica) {
        await("a replica may take over", () -> {
            try (RedisConnection redis = replica.connect()) {
                redis.call(Command.CLUSTER, "FAILOVER");
                return true;
            } catch (RedisRefusedException e) {
                return false;
            }
        });
    }

    /** Returns once all nodes run, agree, and every master has its replica. */
    public void awaitWhole() {
        await(
                "the cluster is whole",
                () -> nodes.stream().allMatch(this::isReady)
                        && nodes.stream().allMatch(node -> isReplica(node) || replicaOf(node) != null));
    }

    private static boolean isReplica(RedisProcess node) {
        try (RedisConnection redis = node.connect()) {
            return text(((List<?>) redis.call(Command.ROLE)).get(0)).equals("slave");
        }
    }

    /** Moves the slot of a key to another node, key by key, with a pause in between. */
    public void moveSlot(String key, RedisProcess to, long pauseMillis) {
        beginMove(key, to);
        RedisProcess from = masterOf(key);
        int slot = JedisClusterCRC16.getSlot(key);
        try (RedisConnection source = from.connect()) {
            while (migrateOne(source, slot, to)) {
                RedisProcess.pause(pauseMillis);
            }
        }
        endMove(key, to);
    }

    /** Begins to move a slot: what is not with its node any more is asked of the other one. */
    public void beginMove(String key, RedisProcess to) {
        int slot = JedisClusterCRC16.getSlot(key);
        RedisProcess from = masterOf(key);
        try (RedisConnection source = from.connect();
                RedisConnection target = to.connect()) {
            target.call(Command.CLUSTER, "SETSLOT", slot, "IMPORTING", id(from));
            source.call(Command.CLUSTER, "SETSLOT", slot, "MIGRATING", id(to));
        }
    }

    /** Moves one key of a slot; returns whether there was one. */
    public boolean moveKey(String key, RedisProcess to) {
        try (RedisConnection source = masterOf(key).connect()) {
            source.call(Command.MIGRATE, "127.0.0.1", to.port(), key, 0, 2_000);
            return true;
        }
    }

    private static boolean migrateOne(RedisConnection source, int slot, RedisProcess to) {
        List<?> keys = (List<?>) source.call(Command.CLUSTER, "GETKEYSINSLOT", slot, 1);
        if (keys.isEmpty()) {
            return false;
        }
        source.call(Command.MIGRATE, "127.0.0.1", to.port(), text(keys.get(0)), 0, 2_000);
        return true;
    }

    /** Ends the move of a slot, and tells every master. */
    public void endMove(String key, RedisProcess to) {
        int slot = JedisClusterCRC16.getSlot(key);
        String id = id(to);
        try (RedisConnection target = to.connect()) {
            target.call(Command.CLUSTER, "SETSLOT", slot, "NODE", id);
        }
        for (RedisProcess node : nodes) {
            if (node != to && node.isRunning()) {
                try (RedisConnection redis = node.connect()) {
                    redis.pipeline(List.of(command(Command.CLUSTER, "SETSLOT", slot, "NODE", id)));
                }
            }
        }
    }

    /** The address of the cluster by one of its nodes, as if that were a single server. */
    public RedisSettings plain(int node) {
        return new RedisSettings("127.0.0.1", nodes.get(node).port(), null, null, 0, Duration.ofSeconds(2));
    }

    /** The address of the cluster with all that began as its masters. */
    public String address() {
        return "redis-cluster://"
                + nodes.stream()
                        .limit(masters)
                        .map(node -> "127.0.0.1:" + node.port())
                        .collect(Collectors.joining(","));
    }

    public RedisSettings settings() {
        return RedisSettings.parse(address(), null, Duration.ofSeconds(2));
    }

    @Override
    public void close() {
        nodes.forEach(RedisProcess::close);
    }
}
