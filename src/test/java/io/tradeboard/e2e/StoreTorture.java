package io.tradeboard.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tradeboard.redis.RedisSettings;
import io.tradeboard.redis.RedisUnavailableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * An installation whose Redis is many servers: a cluster, or a master with a replica that sentinels watch. In each cycle trades
 * are sent, a fault strikes at a random moment, and in the end every trader on every board is compared with what the log holds.
 *
 * @param <S> the servers
 */
final class StoreTorture<S> implements AutoCloseable {
    private static final Duration SETTLES = Duration.ofSeconds(90);
    private static final String TIMEOUT = "500ms";
    private static final int TRADES_A_CYCLE = 8_000;

    private final Random random;
    private final S store;
    private final Deployment deployment;
    private final RedisProbe probe;
    private final Accepted accepted = new Accepted(ZoneOffset.UTC);
    private Running daemon;
    private @Nullable Running producer;
    private int cycles;
    private int before;
    private int lost;
    private int trades;

    /** @param address of the servers, as an operator gives it */
    StoreTorture(Path directory, Random random, S store, String address) throws IOException {
        this.random = random;
        this.store = store;
        deployment = new Deployment(Files.createDirectories(directory));
        deployment.set("REDIS_ADDRESS", address);
        if (random.nextBoolean()) {
            deployment.set("TRADEBOARD_BOARD_SHARDS", "BTC:6,SOL:2," + Recount.WHALES + ":3");
        }
        probe = new RedisProbe(RedisSettings.parse(address, null, Duration.ofSeconds(2)));
        accepted.readLog(deployment.file("log"));
        daemon = deployment.startDaemon("--timeout", TIMEOUT);
    }

    /** What fails. */
    interface Fault<S> {
        void strike(StoreTorture<S> on) throws Exception;

        /** Whether trades may go that nobody has read yet. */
        boolean losesUnread();
    }

    /** Sends trades, lets the fault strike, and fails unless all is exact afterwards. */
    void cycle(Fault<S> fault) throws Exception {
        cycles++;
        accepted.refresh();
        before = accepted.count();
        trades = random.nextInt(TRADES_A_CYCLE / 4, TRADES_A_CYCLE + 1);
        Tape tape = Tape.withWhales(random, "stream-" + cycles, trades, true);
        accepted.expect(tape);
        Path input = Files.write(deployment.file("stream-" + cycles + ".ndjson"), tape.ndjson());
        producer = deployment.start("produce", input.toString(), "--rate", "4000", "--timeout", TIMEOUT);
        awaitShareAccepted(0);
        awaitShareAccepted(random.nextDouble(0.6));
        fault.strike(this);
        producer().join().expect(0);
        probe.awaitAllRead();
        awaitExact();
        if (fault.losesUnread()) {
            lost += accepted.forgetMissing();
        }
        assertThat(accepted.late()).as("trades that are on no board").isZero();
        assertThat(accepted.missing())
                .as("trades that were sent and no log has")
                .isZero();
    }

    Random random() {
        return random;
    }

    S store() {
        return store;
    }

    Running daemon() {
        return daemon;
    }

    Running producer() {
        return Objects.requireNonNull(producer);
    }

    void startDaemon() throws IOException {
        daemon = deployment.startDaemon("--timeout", TIMEOUT);
    }

    /** Returns once so much of what this cycle sends is accepted, and at least one trade. */
    void awaitShareAccepted(double share) {
        accepted.awaitCount(before + Math.max(1, share * trades));
    }

    private void awaitExact() {
        await().alias("every trader on every board is exact")
                .atMost(SETTLES)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(50))
                .ignoreException(RedisUnavailableException.class)
                .failFast("the daemon ended", () -> !daemon.process().isAlive())
                .untilAsserted(() -> {
                    accepted.refresh();
                    assertThat(accepted.recount().differences(probe)).isEmpty();
                });
    }

    /** Compares once more when all has ended, this time with what the program shows; and it agrees about its log. */
    void end() throws IOException, InterruptedException {
        daemon.terminate().expect(0);
        accepted.recount().assertShownBy(deployment);
        deployment.run("audit", "--log-dir", deployment.file("log").toString()).expect(0);
    }

    int accepted() {
        return accepted.count();
    }

    /** How many trades were sent and went with a server before anyone had read them. */
    int lost() {
        return lost;
    }

    @Override
    public void close() {
        probe.close();
        deployment.close();
    }
}
