package io.tradeboard.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A log directory that was copied, beside the original or in its place, makes no trade count twice or not at all. */
@Execution(ExecutionMode.CONCURRENT)
class CopiedLogIT {
    private static final int TRADES = 40_000;

    @AutoClose
    private final Deployment deployment;

    @AutoClose
    private final RedisProbe redis;

    CopiedLogIT(@TempDir Path directory) throws IOException {
        deployment = Deployment.withRedis(directory);
        redis = new RedisProbe(deployment);
    }

    @Test
    void daemonsOnTheOriginalAndOnACopyAreExact() throws Exception {
        Tape tape = Tape.random(new Random(12), "copied", TRADES);
        Running original = deployment.startDaemon();
        Running producer = startSending(tape);
        redis.awaitCounted(TRADES / 8);
        Path copy = copyLog();
        pauseWithUnacknowledgedTrades(original);
        Running other = deployment.start("ingest", "--standby", "--log-dir", copy.toString());
        other.awaitMessage("it reads as ");
        original.signal("CONT");
        original.join().expect(8);
        producer.join().expect(0);
        other.terminate().expect(0);
        // What the paused one was given and did not count is its own again.
        Running again = deployment.startDaemon();
        redis.awaitAllRead();
        again.terminate().expect(0);
        tape.recount().assertShownBy(deployment);
    }

    @Test
    void daemonOnARestoredOlderDirectoryIsExact() throws Exception {
        Tape tape = Tape.random(new Random(13), "restored", TRADES);
        Running daemon = deployment.startDaemon();
        Running producer = startSending(tape);
        redis.awaitCounted(TRADES / 4);
        Path older = copyLog();
        redis.awaitCounted(TRADES / 2);
        daemon.terminate().expect(0);
        Files.move(deployment.file("log"), deployment.file("log-lost"));
        Files.move(older, deployment.file("log"));

        daemon = deployment.startDaemon();
        producer.join().expect(0);
        redis.awaitAllRead();
        daemon.terminate().expect(0);
        tape.recount().assertShownBy(deployment);
    }

    /** What such a daemon has read it logs and counts later; nobody else may. */
    private void pauseWithUnacknowledgedTrades(Running daemon) throws IOException, InterruptedException {
        daemon.signal("STOP");
        long end = System.nanoTime() + Running.PATIENCE.toNanos();
        while (redis.pending() == 0) {
            assertThat(System.nanoTime())
                    .as("paused with trades to acknowledge")
                    .isLessThan(end);
            daemon.signal("CONT");
            daemon.signal("STOP");
        }
    }

    private Running startSending(Tape tape) throws IOException {
        Path input = Files.write(deployment.file("trades.ndjson"), tape.ndjson());
        return deployment.start("produce", input.toString(), "--rate", "5000");
    }

    /** As a backup does: one file after the other, while the daemon writes. */
    private Path copyLog() throws IOException {
        Path copy = Files.createDirectory(deployment.file("log-copy"));
        try (Stream<Path> files = Files.list(deployment.file("log"))) {
            for (Path file : files.toList()) {
                Files.copy(file, copy.resolve(file.getFileName()));
            }
        }
        return copy;
    }
}
