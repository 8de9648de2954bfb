package io.tradeboard.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
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
    void helpTakesLessThanHalfASecondWhereJavaStartsInATenth() throws Exception {
        List<Duration> helps = new ArrayList<>();
        List<Duration> javas = new ArrayList<>();
        for (int run = 0; run <= RUNS; run++) {
            helps.add(taken("$program show --help"));
            javas.add(taken("\"${JAVA_HOME:+$JAVA_HOME/bin/}java\" -version"));
        }
        // The fastest of both: whatever else the machine does can only add to it. A slow machine is slow for both.
        Duration limit = Collections.max(
                List.of(Duration.ofMillis(500), Collections.min(javas).multipliedBy(5)));
        assertThat(Collections.min(helps))
                .as("fastest of %s, where Java alone took %s", helps, javas)
                .isLessThan(limit);
    }

    private Duration taken(String command) throws IOException, InterruptedException {
        long startNanos = System.nanoTime();
        deployment.shell(command).expect(0);
        return Duration.ofNanos(System.nanoTime() - startNanos);
    }
}
