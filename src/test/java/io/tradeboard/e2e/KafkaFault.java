package io.tradeboard.e2e;

import java.time.Duration;
import redis.clients.jedis.Protocol.Command;

/** What can go wrong while trades of a topic are counted. Each leaves daemons, a Redis and a broker that run. */
enum KafkaFault {
    DAEMON_KILLED(on -> {
        String name = on.anyName();
        on.daemon(name).kill();
        on.startDaemon(name);
    }),
    DAEMONS_KILLED(on -> {
        on.killDaemons();
        on.startDaemons();
    }),
    DAEMON_TERMINATED(on -> {
        String name = on.anyName();
        on.daemon(name).terminate().expect(0);
        on.startDaemon(name);
    }),
    DAEMON_JOINS_AND_LEAVES(on -> {
        on.startDaemon("guest");
        on.awaitRecords(1_000);
        on.daemon("guest").terminate().expect(0);
        on.forget("guest");
    }),
    /** Longer than its session, so that it comes back as a member which is none any more. */
    DAEMON_PAUSED(on -> {
        Running zombie = on.daemon(on.anyName());
        zombie.signal("STOP");
        on.pause(Duration.ofMillis(on.random().nextInt(3_000, 6_000)));
        zombie.signal("CONT");
    }),
    ALL_FLUSHED(on -> on.redis().call(Command.FLUSHALL)),
    ALL_FLUSHED_WHILE_NO_DAEMON_RUNS(on -> {
        on.killDaemons();
        on.redis().call(Command.FLUSHALL);
        on.startDaemons();
    }),
    HALF_A_BOARD_DELETED(on -> on.redis().call(Command.DEL, on.anyBoardKey())),
    HALF_A_BOARD_DELETED_WHILE_NO_DAEMON_RUNS(on -> {
        on.killDaemons();
        on.redis().call(Command.DEL, on.anyBoardKey());
        on.startDaemons();
    }),
    REDIS_KILLED(on -> {
        on.redis().kill();
        on.redis().start();
    }),
    REDIS_AND_DAEMON_KILLED(on -> {
        String name = on.anyName();
        Signal.send("KILL", on.daemon(name).process().pid(), on.redis().pid());
        on.redis().ended();
        on.redis().start();
        on.startDaemon(name);
    }),
    REDIS_RESTORED(on -> {
        on.redis().kill();
        on.redis().restore(on.anySnapshot());
        on.redis().start();
    }),
    REDIS_RESTORED_WHILE_NO_DAEMON_RUNS(on -> {
        on.killDaemons();
        on.redis().kill();
        on.redis().restore(on.anySnapshot());
        on.redis().start();
        on.startDaemons();
    }),
    BROKER_KILLED(on -> {
        on.broker().kill();
        on.broker().restart();
    }),
    BROKER_AND_DAEMON_KILLED(on -> {
        String name = on.anyName();
        on.daemon(name).kill();
        on.broker().kill();
        on.broker().restart();
        on.startDaemon(name);
    }),
    TRANSACTIONS_ABORTED(on -> {
        for (int i = 0; i < 5; i++) {
            try (KafkaTopic.Transaction committed =
                            on.topic().new Transaction(on.random().nextInt(1, 50));
                    KafkaTopic.Transaction aborted =
                            on.topic().new Transaction(on.random().nextInt(1, 50))) {
                committed.commit();
                aborted.abort();
            }
        }
    }),
    TRANSACTION_ABANDONED(on -> {
        Duration timeout = Duration.ofMillis(on.random().nextInt(2_000, 6_000));
        on.topic().new Transaction(on.random().nextInt(1, 50), timeout).abandon();
    }),
    PARTITION_ADDED(on -> on.topic().addPartition()),
    TRADES_REPEATED_AFTER_A_KILL(on -> {
        String name = on.anyName();
        on.daemon(name).kill();
        on.repeatTrades();
        on.startDaemon(name);
    });

    @SuppressWarnings("ImmutableEnumChecker")
    private final Strike strike;

    private interface Strike {
        void at(KafkaTorture torture) throws Exception;
    }

    KafkaFault(Strike strike) {
        this.strike = strike;
    }

    void strike(KafkaTorture torture) throws Exception {
        strike.at(torture);
    }
}
