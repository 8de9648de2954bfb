package io.tradeboard.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A daemon that is killed at any moment loses nothing and counts nothing twice. */
@Execution(ExecutionMode.CONCURRENT)
class KillIT {
    private static final int TRADES = 50_000;

    /** So many that produce packs them, several into an entry. */
    private static final int PER_SECOND = 8_000;

    private static final int KILLS = 5;
    private static final int PIPED = 25_000;

    @AutoClose
    private final Deployment deployment;

    KillIT(@TempDir Path directory) throws IOException {
        deployment = Deployment.withRedis(directory);
    }

    /** Another one in each run; the name of the test has it, to repeat the moments of a failure. */
    static LongStream seeds() {
        return LongStream.of(System.nanoTime());
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void daemonKilledAgainAndAgainWhileItReadsTheStreamIsExact(long seed) throws Exception {
        Random random = new Random(seed);
        Market market = Market.of(deployment, TRADES);
        List<String> lines = market.lines();
        int part = TRADES / KILLS;
        int early = 0;
        try (RedisProbe redis = new RedisProbe(deployment)) {
            for (int kill = 0; kill < KILLS; kill++) {
                Running daemon = deployment.startDaemon();
                // While the daemon reads them, however long its start has taken.
                Path trades = Files.write(
                        deployment.file("part-" + kill + ".ndjson"), lines.subList(kill * part, (kill + 1) * part));
                Running producer = new Market(trades, part).startSending(deployment, PER_SECOND);
                redis.awaitCounted((long) kill * part + 1 + random.nextInt(part / 4));
                daemon.kill();
                early += redis.counted() < (kill + 1L) * part ? 1 : 0;
                producer.join().expect(0);
            }
            assertThat(early).as("kills while the daemon had more to count").isPositive();
            Running daemon = deployment.startDaemon();
            redis.awaitAllRead();
            daemon.terminate().expect(0);
        }
        market.recount().assertShownBy(deployment);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void runKilledAgainAndAgainWhileItReadsAPipeIsExact(long seed) throws Exception {
        Random random = new Random(seed);
        Tape tape = Tape.random(random, "piped", PIPED);
        Accepted accepted = new Accepted(ZoneOffset.UTC);
        accepted.readLog(deployment.file("log"));
        accepted.expect(tape);
        int part = PIPED / (KILLS + 1);
        for (int kill = 0; kill < KILLS; kill++) {
            // A pipe has no position: each run is given everything so far, and accepts what the ones before did not.
            Path input = write(tape.first((kill + 1) * part), "piped-" + kill);
            try (OpenPipe pipe = new OpenPipe(deployment.file("pipe-" + kill))) {
                Running run = deployment.startReading(pipe.path(), "ingest", "-");
                pipe.send(input);
                accepted.awaitCount(kill * part + random.nextInt(part));
                run.kill();
            }
        }
        deployment.runReading(write(tape, "piped"), "ingest", "-").expect(0);
        accepted.refresh();
        assertThat(accepted.missing()).isZero();
        tape.recount().assertShownBy(deployment);
    }

    private Path write(Tape tape, String name) throws IOException {
        return Files.write(deployment.file(name + ".ndjson"), tape.ndjson());
    }
}
