package io.tradeboard.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tradeboard.redis.RedisUnavailableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * An installation under load: a daemon that reads the stream, sometimes a run that reads a file or a pipe into a log of
 * its own, and what is known of the trades. In each cycle trades are sent, a fault strikes at a random moment, and in the
 * end every trader on every board is compared with what the logs hold.
 */
final class Torture implements AutoCloseable {
    /** Well within the patience of a test, and beyond what a fault makes processes wait for each other. */
    private static final Duration SETTLES = Duration.ofSeconds(60);

    private static final int SIDE_LOGS = 2;
    private static final String TIMEOUT = "400ms";

    private final Random random;
    private final int mostTrades;
    private final boolean sideRuns;
    private final Deployment deployment;
    private final KillableRedis redis;
    private final RedisProbe probe;
    private final Accepted accepted = new Accepted();
    private Running daemon;
    private @Nullable Running producer;
    private @Nullable SideRun side;
    private int cycles;
    private int before;
    private int lost;
    private int trades;

    /**
     * @param mostTrades how many trades are sent in a cycle at most; a quarter of them at least
     * @param sideRuns whether runs that read given trades into logs of their own are among what happens
     */
    Torture(Path directory, Random random, int mostTrades, boolean sideRuns) throws IOException {
        this.random = random;
        this.mostTrades = mostTrades;
        this.sideRuns = sideRuns;
        deployment = new Deployment(Files.createDirectories(directory));
        redis = new KillableRedis(deployment.port(), deployment.file("redis"));
        probe = new RedisProbe(deployment);
        accepted.readLog(deployment.file("log"));
        for (int i = 0; i < SIDE_LOGS; i++) {
            accepted.readLog(deployment.file(sideLog(i)));
        }
        startDaemon();
    }

    /** Sends trades, lets the fault strike, and fails unless all is exact afterwards. */
    void cycle(Fault fault) throws Exception {
        cycles++;
        accepted.refresh();
        before = accepted.count();
        trades = random.nextInt(mostTrades / 4, mostTrades + 1);
        Path input = tape("stream", trades);
        producer = deployment.start("produce", input.toString(), "--rate", "8000", "--timeout", TIMEOUT);
        // Only a producer that has met Redis waits for it; and what a side run logs would be taken for its trades.
        awaitShareAccepted(0);
        if (sideRuns && random.nextInt(3) == 0) {
            Path log = deployment.file(sideLog(random.nextInt(SIDE_LOGS)));
            side = new SideRun(deployment, tape("side", 3_000), random.nextBoolean(), log);
        }
        awaitShareAccepted(random.nextDouble(0.8));
        fault.strike(this);
        settle(fault);
    }

    private Path tape(String kind, int count) throws IOException {
        String name = kind + "-" + cycles;
        Tape tape = Tape.random(random, name, count);
        accepted.expect(tape);
        return Files.write(deployment.file(name + ".ndjson"), tape.ndjson());
    }

    Random random() {
        return random;
    }

    KillableRedis redis() {
        return redis;
    }

    RedisProbe probe() {
        return probe;
    }

    Running daemon() {
        return daemon;
    }

    Running producer() {
        return Objects.requireNonNull(producer);
    }

    /** Starts a daemon on the log directory of the one that is gone. */
    void startDaemon() throws IOException {
        List<String> options = List.of(
                "--timeout", TIMEOUT,
                "--buffer-capacity", random.nextBoolean() ? "10" : "2000",
                "--flush-interval", random.nextBoolean() ? "20ms" : "500ms",
                "--buffer-limit", random.nextInt(3) == 0 ? "100" : "1000000");
        daemon = deployment.startDaemon(options.toArray(String[]::new));
    }

    /** Starts a daemon on the log directory of the one that runs. */
    Running startSecondDaemon() throws IOException {
        return deployment.start("ingest");
    }

    /** A Redis that can be a replica of the other, or take its place. */
    KillableRedis startReplica() throws IOException {
        return new KillableRedis(Deployment.freePort(), deployment.file("replica-" + cycles));
    }

    /**
     * Returns once so much of what this cycle sends is accepted, and at least one trade: a producer that never met Redis
     * gives up, and does not wait for it.
     */
    void awaitShareAccepted(double share) {
        accepted.awaitCount(before + Math.max(1, share * trades));
    }

    /** Returns once everything that is sent in this cycle is accepted, and nothing is left in the stream. */
    void drain() throws IOException, InterruptedException {
        producer().join().expect(0);
        probe.awaitAllRead();
    }

    private void settle(Fault fault) throws IOException, InterruptedException {
        drain();
        if (side != null) {
            side.finish();
            side = null;
        }
        if (fault.losesBoards()) {
            healFromSideLogs();
        }
        awaitExact();
        if (fault.losesUnread()) {
            lost += accepted.forgetMissing();
        }
        assertThat(accepted.missing())
                .as("trades that were sent and no log has")
                .isZero();
    }

    /** Nobody looks after the log of a run that has ended, until there is another run. */
    private void healFromSideLogs() throws IOException, InterruptedException {
        for (int i = 0; i < SIDE_LOGS; i++) {
            Path log = deployment.file(sideLog(i));
            if (Files.exists(log)) {
                deployment.run("ingest", "-", "--log-dir", log.toString()).expect(0);
            }
        }
    }

    private void awaitExact() {
        await().alias("every trader on every board is exact")
                .atMost(SETTLES)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(20))
                .ignoreException(RedisUnavailableException.class)
                .failFast("the daemon ended", () -> !daemon.process().isAlive())
                .untilAsserted(() -> {
                    accepted.refresh();
                    assertThat(accepted.recount().differences(probe)).isEmpty();
                });
    }

    private static String sideLog(int number) {
        return "side-log-" + number;
    }

    /** Compares once more when all has ended, this time with what the program shows; and it agrees about its logs. */
    void end() throws IOException, InterruptedException {
        daemon.terminate().expect(0);
        accepted.recount().assertShownBy(deployment);
        List<String> audit = new ArrayList<>(
                List.of("audit", "--log-dir", deployment.file("log").toString()));
        for (int i = 0; i < SIDE_LOGS; i++) {
            Path log = deployment.file(sideLog(i));
            if (Files.exists(log)) {
                audit.addAll(List.of("--log-dir", log.toString()));
            }
        }
        deployment.run(audit.toArray(String[]::new)).expect(0);
    }

    int accepted() {
        return accepted.count();
    }

    /** How many trades were sent and went with Redis before anyone had read them. */
    int lost() {
        return lost;
    }

    @Override
    public void close() {
        probe.close();
        deployment.close();
        redis.close();
    }
}
