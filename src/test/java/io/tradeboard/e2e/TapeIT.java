package io.tradeboard.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A recorded market through every way in is on the boards, exactly. */
@Execution(ExecutionMode.CONCURRENT)
class TapeIT {
    /** The exit code where lines were rejected: the tape has some of quantity 0. */
    private static final int SOME_REJECTED = 7;

    private final Tape tape = Tape.today();

    @AutoClose
    private final Deployment deployment;

    TapeIT(@TempDir Path directory) throws IOException {
        deployment = Deployment.withRedis(directory);
    }

    @Test
    void tapeThroughTheStreamIsOnTheBoardsExactly() throws Exception {
        Path file = write("tape.ndjson", tape.ndjson());
        Running daemon = deployment.startDaemon();
        deployment.run("produce", file.toString()).expect(SOME_REJECTED);
        try (RedisProbe redis = new RedisProbe(deployment)) {
            redis.awaitAllRead();
        }
        daemon.terminate().expect(0);
        tape.recount().assertShownBy(deployment);
    }

    @Test
    void tapeAsCsvFileIsOnTheBoardsExactly() throws Exception {
        Path file = write("tape.csv", tape.csv());
        deployment.run("ingest", file.toString()).expect(SOME_REJECTED);
        tape.recount().assertShownBy(deployment);
    }

    @Test
    void tapeFromStandardInputIsOnTheBoardsExactly() throws Exception {
        Path file = write("tape.ndjson", tape.ndjson());
        deployment.runReading(file, "ingest", "-").expect(SOME_REJECTED);
        tape.recount().assertShownBy(deployment);
    }

    @Test
    void fileThatWasReadIsNotReadAgain() throws Exception {
        Path file = write("tape.csv", tape.csv());
        deployment.run("ingest", file.toString()).expect(SOME_REJECTED);
        assertThat(deployment.run("ingest", file.toString()).expect(0).err())
                .contains("no new lines since the last run");
        tape.recount().assertShownBy(deployment);
    }

    @Test
    void fileThatHasGrownGoesOnWithItsNewLines() throws Exception {
        Tape start = tape.first(4_000);
        Path file = write("tape.csv", start.csv());
        deployment.run("ingest", file.toString()).expect(SOME_REJECTED);
        start.recount().assertShownBy(deployment);

        write("tape.csv", tape.csv());
        deployment.run("ingest", file.toString()).expect(SOME_REJECTED);
        tape.recount().assertShownBy(deployment);
    }

    private Path write(String name, Iterable<String> lines) throws IOException {
        return Files.write(deployment.file(name), lines);
    }
}
