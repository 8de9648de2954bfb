package io.tradeboard.e2e;

import static io.tradeboard.redis.RedisConnection.command;

import io.tradeboard.redis.RedisCluster;
import io.tradeboard.redis.RedisConnection;
import io.tradeboard.redis.RedisProcess;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import redis.clients.jedis.Protocol.Command;

/** What can go wrong with a cluster while trades are counted. Each leaves a daemon, and three masters with a replica each. */
enum ClusterFault implements StoreTorture.Fault<RedisCluster> {
    DAEMON_KILLED(false, on -> {
        on.daemon().kill();
        on.startDaemon();
    }),
    MASTER_KILLED(true, on -> {
        RedisProcess master = victim(on);
        master.kill();
        TimeUnit.SECONDS.sleep(4);
        master.restart();
        on.store().awaitWhole();
    }),
    MASTER_KILLED_WITH_WRITES_THAT_ITS_REPLICA_LACKS(true, on -> {
        RedisProcess master = victim(on);
        RedisProcess replica = Objects.requireNonNull(on.store().replicaOf(master));
        replica.signal("STOP");
        TimeUnit.MILLISECONDS.sleep(500);
        master.kill();
        replica.signal("CONT");
        on.daemon().kill();
        on.startDaemon();
        TimeUnit.SECONDS.sleep(4);
        master.restart();
        on.store().awaitWhole();
    }),
    REPLICA_TAKES_OVER_IN_ORDER(false, on -> {
        on.store().failOver(Objects.requireNonNull(on.store().replicaOf(victim(on))));
        on.store().awaitWhole();
    }),
    SLOTS_MOVE(false, on -> {
        for (String key : keys()) {
            RedisProcess from = on.store().masterOf(key);
            List<RedisProcess> others = on.store().nodes().stream()
                    .filter(node -> node != from && on.store().replicaOf(node) != null)
                    .toList();
            on.store()
                    .moveSlot(
                            key,
                            others.get(on.random().nextInt(others.size())),
                            on.random().nextInt(150));
        }
    }),
    SCRIPTS_FLUSHED(false, on -> all(on, Command.SCRIPT, "FLUSH")),
    CONNECTIONS_CLOSED(false, on -> all(on, Command.CLIENT, "KILL", "TYPE", "normal")),
    SHARD_AWAY(false, on -> {
        RedisProcess master = victim(on);
        RedisProcess replica = Objects.requireNonNull(on.store().replicaOf(master));
        replica.signal("STOP");
        master.signal("STOP");
        TimeUnit.SECONDS.sleep(on.random().nextInt(3, 12));
        master.signal("CONT");
        replica.signal("CONT");
        on.store().awaitWhole();
    }),
    SHARD_FLUSHED(true, on -> {
        try (RedisConnection redis = victim(on).connect()) {
            redis.call(Command.FLUSHALL);
        }
    });

    private final boolean losesUnread;

    @SuppressWarnings("ImmutableEnumChecker")
    private final Strike strike;

    private interface Strike {
        void at(StoreTorture<RedisCluster> torture) throws Exception;
    }

    ClusterFault(boolean losesUnread, Strike strike) {
        this.losesUnread = losesUnread;
        this.strike = strike;
    }

    @Override
    public void strike(StoreTorture<RedisCluster> torture) throws Exception {
        strike.at(torture);
    }

    @Override
    public boolean losesUnread() {
        return losesUnread;
    }

    /** The master of a board, or that of the stream. */
    private static RedisProcess victim(StoreTorture<RedisCluster> on) {
        List<String> keys = keys();
        return on.store().masterOf(keys.get(on.random().nextInt(keys.size())));
    }

    private static List<String> keys() {
        String today = LocalDate.now(ZoneOffset.UTC).toString();
        return List.of("{BTC:" + today + "}", "{ETH:" + today + "}", "{SOL:" + today + "}", "tradeboard:trades");
    }

    private static void all(StoreTorture<RedisCluster> on, Command command, Object... arguments)
            throws InterruptedException {
        for (int i = 0; i < 4; i++) {
            try (RedisConnection redis = new RedisConnection(on.store().settings())) {
                redis.all(command(command, arguments));
            }
            TimeUnit.NANOSECONDS.sleep(Duration.ofMillis(100).toNanos());
        }
    }
}
