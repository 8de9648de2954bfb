package io.tradeboard.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The embedded Redis goes with the process that started it, however that one ends. */
@Execution(ExecutionMode.CONCURRENT)
class EmbeddedRedisIT {
    @AutoClose
    private final Deployment deployment;

    private final Running redis;

    EmbeddedRedisIT(@TempDir Path directory) throws IOException {
        deployment = new Deployment(directory);
        redis = deployment.startRedisCommand();
    }

    @Test
    void killedLauncherLeavesNoServerAndNoFiles() throws Exception {
        assertLeavesNothing(redis::kill);
    }

    @Test
    void stoppedLauncherLeavesNoServerAndNoFiles() throws Exception {
        assertLeavesNothing(() -> redis.terminate().expect(0));
    }

    private interface Ending {
        void run() throws IOException, InterruptedException;
    }

    private void assertLeavesNothing(Ending ending) throws IOException, InterruptedException {
        List<ProcessHandle> children = redis.process().descendants().toList();
        assertThat(deployment.temporaryFiles()).isNotEmpty();

        ending.run();
        deployment.assertNothingIsLeft(children);
    }
}
