package io.tradeboard.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tradeboard.e2e.Running.Finished;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The demo shows a moving leaderboard, and leaves nothing running and nothing lying about, however it ends. */
@Execution(ExecutionMode.CONCURRENT)
class DemoIT {
    private static final Pattern FIRST_ROW = Pattern.compile("(?m)^1=? +\\S.*%");

    @AutoClose
    private final Deployment deployment;

    DemoIT(@TempDir Path directory) throws IOException {
        deployment = new Deployment(directory);
    }

    @Test
    void withoutTerminalItPrintsTheBoardAtEveryRefreshAndEndsInTime() throws Exception {
        Finished demo =
                deployment.run("demo", "--refresh", "1s", "--duration", "10s").expect(0);

        List<String> boards = Stream.of(demo.out().split("(?=Bitcoin \\(BTC\\))", -1))
                .filter(text -> text.startsWith("Bitcoin"))
                .toList();
        assertThat(boards).hasSizeGreaterThanOrEqualTo(4).doesNotHaveDuplicates();
        assertThat(boards).allSatisfy(board -> assertThat(board).containsPattern(FIRST_ROW));
        assertThat(demo.err()).isEmpty();
        assertThat(deployment.temporaryFiles()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"TERM, 143", "HUP, 129"})
    void signalEndsItInOrder(String signal, int code) throws Exception {
        Signal.assumeHeard(signal);
        Running demo = startAndAwaitBoard();
        List<ProcessHandle> children = demo.process().descendants().toList();

        demo.signal(signal);
        demo.join().expect(code);
        deployment.assertNothingIsLeft(children);
    }

    @Test
    void killedDemoLeavesNothing() throws Exception {
        Running demo = startAndAwaitBoard();
        List<ProcessHandle> children = demo.process().descendants().toList();

        demo.kill();
        deployment.assertNothingIsLeft(children);
    }

    private Running startAndAwaitBoard() throws IOException {
        Running demo = deployment.start("demo", "--refresh", "1s");
        await().alias("the demo prints a board")
                .atMost(Running.PATIENCE)
                .until(() -> FIRST_ROW.matcher(demo.printed()).find());
        return demo;
    }
}
