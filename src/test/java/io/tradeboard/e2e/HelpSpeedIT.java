package io.tradeboard.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** The command line answers at once. Measured alone, so that other tests do not slow it. */
@Isolated
class HelpSpeedIT {
    private static final int RUNS = 5;

    @AutoClose
    private final Deployment deployment;

    HelpSpeedIT(@TempDir Path directory) throws IOException {
        deployment = new Deployment(directory);
    }

    @Test
    void helpTakesLessThanHalfASecond() throws Exception {
        help();
        Duration[] taken = new Duration[RUNS];
        for (int run = 0; run < RUNS; run++) {
            taken[run] = help();
        }
        // The fastest: whatever else the machine does can only add to it.
        assertThat(Collections.min(List.of(taken)))
                .as("fastest of %s", List.of(taken))
                .isLessThan(Duration.ofMillis(500));
    }

    private Duration help() throws IOException, InterruptedException {
        long startNanos = System.nanoTime();
        deployment.run("show", "--help").expect(0);
        return Duration.ofNanos(System.nanoTime() - startNanos);
    }
}
