package io.tradeboard.e2e;

import io.tradeboard.redis.RedisConnection;
import io.tradeboard.redis.RedisProcess;
import io.tradeboard.redis.RedisSentinels;
import java.util.concurrent.TimeUnit;
import redis.clients.jedis.Protocol.Command;

/** What can go wrong with a master that sentinels watch. Each leaves a daemon, a master with its replica, and three sentinels. */
enum SentinelFault implements StoreTorture.Fault<RedisSentinels> {
    DAEMON_KILLED(false, on -> {
        on.daemon().kill();
        on.startDaemon();
    }),
    MASTER_KILLED(true, on -> {
        RedisProcess master = on.store().master();
        master.kill();
        TimeUnit.SECONDS.sleep(5);
        master.restart();
    }),
    MASTER_KILLED_WITH_WRITES_THAT_ITS_REPLICA_LACKS(true, on -> {
        RedisProcess master = on.store().master();
        RedisProcess replica = on.store().replica();
        replica.signal("STOP");
        TimeUnit.MILLISECONDS.sleep(500);
        master.kill();
        replica.signal("CONT");
        on.daemon().kill();
        on.startDaemon();
        TimeUnit.SECONDS.sleep(5);
        master.restart();
    }),
    REPLICA_TAKES_OVER_IN_ORDER(true, on -> {
        try (RedisConnection redis = on.store().sentinels().get(1).connect()) {
            redis.call(Command.SENTINEL, "FAILOVER", "boards");
        }
    }),
    MASTER_PAUSED(true, on -> {
        RedisProcess master = on.store().master();
        master.signal("STOP");
        TimeUnit.SECONDS.sleep(3);
        master.signal("CONT");
    }),
    SENTINEL_AND_MASTER_KILLED(true, on -> {
        RedisProcess sentinel = on.store().sentinels().get(0);
        RedisProcess master = on.store().master();
        sentinel.kill();
        master.kill();
        TimeUnit.SECONDS.sleep(5);
        master.restart();
        sentinel.restart();
    }),
    SCRIPTS_FLUSHED(false, on -> {
        try (RedisConnection redis = on.store().master().connect()) {
            redis.call(Command.SCRIPT, "FLUSH");
        }
    });

    private final boolean losesUnread;

    @SuppressWarnings("ImmutableEnumChecker")
    private final Strike strike;

    private interface Strike {
        void at(StoreTorture<RedisSentinels> torture) throws Exception;
    }

    SentinelFault(boolean losesUnread, Strike strike) {
        this.losesUnread = losesUnread;
        this.strike = strike;
    }

    @Override
    public void strike(StoreTorture<RedisSentinels> torture) throws Exception {
        strike.at(torture);
        torture.store().awaitWhole();
    }

    @Override
    public boolean losesUnread() {
        return losesUnread;
    }
}
