package io.tradeboard.e2e;

import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import redis.clients.jedis.Protocol.Command;

/** What can go wrong while trades are counted. Each leaves a daemon and a Redis that run. */
enum Fault {
    DAEMON_KILLED(Loss.NONE, on -> {
        on.daemon().kill();
        on.startDaemon();
    }),
    DAEMON_KILLED_WHILE_IT_REPLAYS(Loss.BOARDS, on -> {
        on.daemon().kill();
        on.redis().deleteBoards();
        on.startDaemon();
        on.daemon().kill();
        on.startDaemon();
    }),
    DAEMON_TERMINATED(Loss.NONE, on -> {
        on.daemon().terminate().expect(0);
        on.startDaemon();
    }),
    DAEMON_PAUSED(Loss.NONE, on -> {
        on.daemon().signal("STOP");
        on.producer().join().expect(0);
        on.daemon().signal("CONT");
    }),
    DAEMON_PAUSED_WHILE_BOARDS_GO(Loss.BOARDS, on -> {
        on.daemon().signal("STOP");
        on.redis().deleteBoards();
        on.daemon().signal("CONT");
    }),
    REDIS_KILLED(Loss.UNREAD, on -> {
        on.redis().kill();
        on.redis().start();
    }),
    REDIS_LOSES_ITS_LATEST_WRITES(Loss.ALL, on -> {
        KillableRedis.Written moment = on.redis().written();
        on.awaitShareAccepted(0.9);
        on.redis().kill();
        on.redis().loseAllBut(moment);
        on.redis().start();
    }),
    REDIS_PAUSED(Loss.NONE, on -> {
        String away = "cannot reach Redis";
        int times = on.daemon().said(away);
        on.redis().pause();
        on.daemon().awaitMessage(away, times + 1);
        on.redis().resume();
    }),
    BOTH_KILLED(Loss.UNREAD, on -> {
        Signal.send("KILL", on.daemon().process().pid(), on.redis().pid());
        on.redis().ended();
        on.redis().start();
        on.startDaemon();
    }),
    BOTH_KILLED_AND_REDIS_LOSES_ITS_LATEST_WRITES(Loss.ALL, on -> {
        KillableRedis.Written moment = on.redis().written();
        on.awaitShareAccepted(0.9);
        Signal.send("KILL", on.daemon().process().pid(), on.redis().pid());
        on.redis().ended();
        on.redis().loseAllBut(moment);
        on.redis().start();
        on.startDaemon();
    }),
    BOARDS_DELETED(Loss.BOARDS, on -> on.redis().deleteBoards()),
    HALF_A_BOARD_DELETED(Loss.BOARDS, on -> {
        // Accepted is not yet flushed.
        await().until(() -> !on.redis().boardKeys().isEmpty());
        List<String> keys = on.redis().boardKeys();
        on.redis().call(Command.DEL, keys.get(on.random().nextInt(keys.size())));
    }),
    ALL_FLUSHED_WHEN_QUIET(Loss.BOARDS, on -> {
        on.drain();
        on.redis().call(Command.FLUSHALL);
    }),
    ALL_FLUSHED_UNDER_LOAD(Loss.ALL, on -> on.redis().call(Command.FLUSHALL)),
    STALE_REPLICA_WHEN_QUIET(Loss.BOARDS, on -> {
        try (KillableRedis replica = on.startReplica()) {
            replica.follow(on.redis());
            replica.followNobody();
            on.drain();
            on.redis().follow(replica);
            on.redis().followNobody();
        }
    }),
    STALE_REPLICA_UNDER_LOAD(Loss.ALL, on -> {
        try (KillableRedis replica = on.startReplica()) {
            replica.follow(on.redis());
            replica.followNobody();
            on.awaitShareAccepted(0.9);
            on.redis().follow(replica);
            on.redis().followNobody();
        }
    }),
    STANDBY_TAKES_OVER(Loss.NONE, on -> {
        Running standby = on.startStandby(on.standbyLog());
        on.daemon().kill();
        standby.awaitMessage("this daemon reads");
        on.startDaemon("--standby");
        standby.terminate().expect(0);
    }),
    LOG_DIRECTORY_COPIED(Loss.NONE, on -> {
        on.daemon().kill();
        Path copy = on.copyLog();
        on.startDaemon();
        on.daemon().awaitMessage("reading the stream");
        Running other = on.startStandby(copy);
        on.daemon().kill();
        other.awaitMessage("this daemon reads");
        on.startDaemon("--standby");
        other.terminate().expect(0);
    }),
    SEGMENT_DAMAGED_AND_RESTORED(Loss.BOARDS, on -> {
        on.drain();
        on.finishSideRun();
        on.daemon().kill();
        Torture.Damaged damaged = on.damageLog();
        on.redis().deleteBoards();
        on.startDaemon();
        on.daemon().awaitMessage("UNVERIFIED");
        damaged.restore();
        on.rebuild();
    }),
    CLOCK_JUMPS(Loss.NONE, on -> {
        String differ = " the one here";
        String agree = "agree again";
        int differed = on.daemon().said(differ);
        int agreed = on.daemon().said(agree);
        on.setClock(Duration.parse(
                List.of("-PT72H", "-PT90S", "PT10M", "PT72H").get(on.random().nextInt(4))));
        on.daemon().awaitMessage(differ, differed + 1);
        on.setClock(Duration.ZERO);
        on.daemon().awaitMessage(agree, agreed + 1);
    }),
    SECOND_DAEMON(Loss.NONE, on -> on.startSecondDaemon().join().expect(8));

    private final Loss loss;

    @SuppressWarnings("ImmutableEnumChecker")
    private final Strike strike;

    /** What Redis may lose of which it was not the only holder, and what nobody else has. */
    private enum Loss {
        NONE,
        BOARDS,
        UNREAD,
        ALL
    }

    private interface Strike {
        void at(Torture torture) throws Exception;
    }

    Fault(Loss loss, Strike strike) {
        this.loss = loss;
        this.strike = strike;
    }

    void strike(Torture torture) throws Exception {
        strike.at(torture);
    }

    /** Whether boards may go back, and with them what the logs of other runs hold. */
    boolean losesBoards() {
        return loss != Loss.NONE;
    }

    /** Whether Redis may lose trades that were sent and that nobody has read yet. */
    boolean losesUnread() {
        return loss == Loss.UNREAD || loss == Loss.ALL;
    }
}
