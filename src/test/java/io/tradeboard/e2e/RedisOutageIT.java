package io.tradeboard.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Redis may go and come back: the log and the producer keep what it could not take. */
@Order(1)
@Execution(ExecutionMode.CONCURRENT)
class RedisOutageIT {
    @AutoClose
    private final Deployment deployment;

    @AutoClose
    private final RedisProbe redis;

    RedisOutageIT(@TempDir Path directory) throws IOException {
        deployment = Deployment.withRedis(directory);
        redis = new RedisProbe(deployment);
    }

    @Test
    void redisStoppedAndStartedUnderLoadLosesAndDoublesNothing() throws Exception {
        // Enough for ten seconds, of which the first trades on the boards are the start.
        Market market = Market.of(deployment, 100_000);
        Running daemon = deployment.startDaemon();
        Running producer = market.startSending(deployment, 10_000);
        redis.awaitCounted(1);
        deployment.stopRedis();
        daemon.awaitMessage("cannot reach Redis");
        producer.awaitMessage("cannot reach Redis");

        deployment.startRedis();
        producer.join().expect(0);
        redis.awaitAllRead();
        daemon.terminate().expect(0);
        market.recount().assertShownBy(deployment);
    }

    @Test
    void daemonThatEndsWhileRedisIsAwayReportsWhatTheLogHolds() throws Exception {
        Market market = Market.of(deployment, 1_000);
        Running daemon = deployment.startDaemon("--buffer-capacity", "10000", "--flush-interval", "10m");
        market.send(deployment);
        redis.awaitAllRead();
        deployment.stopRedis();

        long startNanos = System.nanoTime();
        assertThat(daemon.terminate().expect(6).err())
                .contains("1,000 trades are in the log but not on the boards; the next start applies them");
        assertThat(Duration.ofNanos(System.nanoTime() - startNanos))
                .as("it gives up after ten seconds, and systemd kills it after these")
                .isLessThan(Duration.ofSeconds(30));

        deployment.startRedis();
        daemon = deployment.startDaemon();
        redis.awaitCounted(1_000);
        daemon.terminate().expect(0);
        market.recount().assertShownBy(deployment);
    }

    @Test
    void memoryStaysFlatHoweverMuchIsReadWhileRedisIsAway() throws Exception {
        int trades = 160_000;
        String[] produce = {"produce", "--to", "-", "--count", "" + trades, "--traders", "50000", "--skew", "0"};
        Market market = new Market(deployment.run(produce).expect(0).running().out(), trades);
        LoggedTrades log = new LoggedTrades(deployment.file("log"));
        Recount expected = market.recount();
        try (OpenPipe pipe = new OpenPipe(deployment.file("pipe"))) {
            String[] ingest = {"ingest", "-", "--buffer-limit", "1000", "--dedupe-window", "1000", "--timeout", "400ms"
            };
            Running run = deployment.startReading(pipe.path(), ingest);
            pipe.send(market.file());
            redis.awaitCounted(1);
            deployment.stopRedis();
            run.awaitMessage("cannot reach Redis");
            int logged = awaitLogged(log, 0, trades / 4);
            long early = liveHeapBytes(run);
            awaitLogged(log, logged, trades);
            assertThat(liveHeapBytes(run))
                    .as("live heap, %d bytes before", early)
                    .isLessThan(early + (8 << 20));

            deployment.startRedis();
            run.awaitMessage("is back");
            RedisProbe.until(
                    "every trader on every board is exact",
                    () -> expected.differences(redis).isEmpty());
        }
    }

    /** Returns how many trades are logged once they are so many, some of which were counted before. */
    private static int awaitLogged(LoggedTrades log, int before, int atLeast) {
        AtomicInteger logged = new AtomicInteger(before);
        RedisProbe.until(
                atLeast + " trades are logged",
                () -> logged.addAndGet(log.next().size()) >= atLeast);
        return logged.get();
    }

    /** What is in use after a collection of everything that is not. */
    private static long liveHeapBytes(Running run) throws IOException, InterruptedException {
        Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
        String pid = Long.toString(run.process().pid());
        Process process = new ProcessBuilder(jcmd.toString(), pid, "GC.class_histogram").start();
        String histogram = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(histogram).isZero();
        String total = histogram
                .lines()
                .filter(line -> line.startsWith("Total"))
                .findFirst()
                .orElseThrow();
        return Long.parseLong(total.split("\\s+", -1)[2]);
    }
}
