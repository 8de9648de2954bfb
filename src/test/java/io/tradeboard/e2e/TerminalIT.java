package io.tradeboard.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The screen in a real terminal, and the terminal after it. */
@Execution(ExecutionMode.CONCURRENT)
class TerminalIT {
    private static final Predicate<String> LIVE = screen -> screen.lines()
            .anyMatch(line -> line.startsWith("Bitcoin (BTC) - top 10 traders today") && line.endsWith("LIVE"));

    private final Path directory;

    @AutoClose
    private final Deployment deployment;

    @AutoClose
    private Tmux terminal;

    TerminalIT(@TempDir Path directory) throws Exception {
        this.directory = directory;
        this.deployment = new Deployment(directory);
        this.terminal = new Tmux(directory, "C.UTF-8");
    }

    @ParameterizedTest
    @CsvSource({"q, 0", "C-c, 130"})
    void keyEndsItAndTheTerminalIsAsBefore(String key, int code) throws Exception {
        start("demo --refresh 1s");
        terminal.awaitScreen(LIVE);
        assertThat(terminal.isCursorVisible()).isFalse();

        terminal.press(key);
        assertRestored(code);
    }

    @ParameterizedTest
    @CsvSource({"TERM, 143", "HUP, 129", "INT, 130"})
    void signalEndsItAndTheTerminalIsAsBefore(String signal, int code) throws Exception {
        start("demo --refresh 1s");
        terminal.awaitScreen(LIVE);

        assertThat(new ProcessBuilder("sh", "-c", "kill -" + signal + " " + demoPid())
                        .start()
                        .waitFor())
                .isZero();
        assertRestored(code);
    }

    @Test
    void columnsStayInLineBesideWideNames() throws Exception {
        start("demo --refresh 1s");
        String screen = terminal.awaitScreen(LIVE.and(shown -> shown.contains("東京トレーダー")));

        List<String> rows = screen.lines()
                .filter(line -> line.matches("[ 0-9]{3}[= ] .*%.*"))
                .toList();
        assertThat(rows).hasSize(10);
        // Each of the seven letters takes two cells.
        assertThat(rows)
                .allSatisfy(row -> assertThat(row.length() + (row.contains("東京トレーダー") ? 7 : 0))
                        .isEqualTo(80));
    }

    @Test
    void tabShowsTheNextSymbolAndTheWindowMayChangeItsSize() throws Exception {
        start("demo --refresh 1s");
        terminal.awaitScreen(LIVE);

        terminal.press("Tab");
        terminal.awaitScreen(screen -> screen.contains("Ethereum (ETH)") && screen.contains("VOLUME ETH"));
        terminal.press("1");
        terminal.awaitScreen(LIVE);
        terminal.resize(60, 20);
        terminal.awaitScreen(screen -> screen.startsWith("Need 80x24, have 60x20. q quits"));
        terminal.resize(120, 30);
        String wide = terminal.awaitScreen(LIVE);
        assertThat(wide.lines().findFirst().orElse("")).hasSize(120);

        terminal.press("q");
        assertRestored(0);
    }

    @Test
    void redisThatIsAwayIsSaidAndSeenToComeBack() throws Exception {
        start("watch --redis-address 127.0.0.1:" + deployment.port());
        terminal.awaitScreen(screen ->
                screen.contains("REDIS DOWN") && screen.contains("Redis unreachable (connection refused), retry in"));

        deployment.startRedis();
        terminal.awaitScreen(screen -> screen.contains("DAEMON DOWN") && screen.contains("tradeboard ingest"));
        terminal.press("q");
        assertRestored(0);
    }

    @Test
    void onlyAsciiReachesATerminalThatKnowsNothingElse() throws Exception {
        terminal.close();
        terminal = new Tmux(directory, "C");
        start("demo --refresh 1s");
        String screen = terminal.awaitScreen(LIVE.and(shown -> shown.contains("^")));

        assertThat(screen.chars()).allSatisfy(c -> assertThat(c).isLessThan(0x7F));
    }

    /** Starts a command in the terminal, with its settings beside it and the terminal's own noted. */
    private void start(String command) throws IOException, InterruptedException {
        terminal.type("stty -a > before");
        terminal.type("TMPDIR=" + deployment.temporary() + " "
                + Path.of("bin/tradeboard").toAbsolutePath() + " " + command
                + " --env-file empty.env; echo \"code $?\"; stty -a > after");
    }

    private void assertRestored(int code) throws IOException, InterruptedException {
        terminal.awaitScreen(screen ->
                screen.contains("code " + code + "\n") && screen.stripTrailing().endsWith("ready>"));
        assertThat(terminal.isCursorVisible()).as("cursor").isTrue();
        assertThat(terminal.isAlternateScreen()).as("alternate screen").isFalse();
        assertThat(settings("after")).isEqualTo(settings("before"));
    }

    /** What stty told, but for the size. */
    private String settings(String file) throws IOException {
        return Files.readString(directory.resolve(file)).replaceAll("rows \\d+; columns \\d+;", "");
    }

    private long demoPid() {
        return ProcessHandle.allProcesses()
                .filter(process -> process.info()
                        .arguments()
                        .map(List::of)
                        .filter(arguments -> arguments.contains("demo")
                                && arguments.contains("-Djava.io.tmpdir=" + deployment.temporary()))
                        .isPresent())
                .findFirst()
                .orElseThrow()
                .pid();
    }
}
