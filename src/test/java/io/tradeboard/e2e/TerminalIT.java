package io.tradeboard.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The screen in a real terminal, and the terminal after it. */
@Order(1)
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
    void screenWhoseTerminalIsGoneEndsWhereHangUpIsIgnored() throws Exception {
        terminal.type("trap '' HUP");
        start("demo --refresh 1s");
        terminal.awaitScreen(LIVE);
        ProcessHandle demo = ProcessHandle.of(demoPid()).orElseThrow();
        List<ProcessHandle> redis = demo.children().toList();

        terminal.hangUp();
        await().atMost(Running.PATIENCE)
                .untilAsserted(() -> assertThat(demo.isAlive()).isFalse());
        assertThat(redis).isNotEmpty().noneMatch(ProcessHandle::isAlive);
    }

    @Test
    void columnsStayInLineBesideWideNames() throws Exception {
        start("demo --refresh 1s");
        String screen = terminal.awaitScreen(LIVE.and(shown -> shown.contains("東京トレーダー")));

        List<String> rows = screen.lines()
                .filter(line -> line.matches("[ 0-9]{3}[= ] .*%.*"))
                .toList();
        assertThat(rows).hasSize(10);
        assertThat(rows).allSatisfy(row -> assertThat(cells(row)).isEqualTo(80));
    }

    @Test
    void tabShowsTheNextSymbolAndTheWindowMayChangeItsSize() throws Exception {
        start("demo --refresh 1s");
        terminal.awaitScreen(LIVE);

        terminal.press("Tab");
        terminal.awaitScreen(screen -> screen.contains("Ethereum (ETH)") && screen.contains("VOLUME ETH"));
        terminal.press("1");
        terminal.awaitScreen(LIVE);
        terminal.resize(30, 20);
        terminal.awaitScreen(screen -> screen.startsWith("Need 32x6, have 30x20. q quits"));
        terminal.resize(50, 16);
        terminal.awaitScreen(screen -> screen.contains("LIVE") && !screen.contains("GAP TO NEXT"));
        terminal.resize(120, 30);
        String wide = terminal.awaitScreen(LIVE.and(screen -> screen.contains("PROOF")));
        assertThat(wide.lines().findFirst().orElse("")).hasSize(120);

        terminal.press("q");
        assertRestored(0);
    }

    @Test
    void nothingOfAScreenThatGrewStaysInTheShell() throws Exception {
        terminal.type("echo line above");
        terminal.awaitScreen(screen -> screen.startsWith("ready> echo line above\nline above\nready>"));
        start("demo --refresh 1s");
        terminal.awaitScreen(LIVE);
        terminal.resize(120, 30);
        terminal.awaitScreen(LIVE.and(screen -> screen.contains("PROOF")));

        terminal.press("q");
        assertRestored(0);
        assertThat(terminal.screen()).startsWith("ready> echo line above\nline above\n");
    }

    /** A CJK letter takes two. */
    private static int cells(String row) {
        return row.codePoints().map(c -> c >= 0x2E80 ? 2 : 1).sum();
    }

    @Test
    void traderIsFoundAndFollowedAndTheBoardPaused() throws Exception {
        start("demo --refresh 1s");
        terminal.awaitScreen(LIVE);
        terminal.press("Down");
        terminal.awaitScreen(screen -> screen.lines().anyMatch(line -> line.startsWith("  1 >")));

        terminal.keys("/ATLAS");
        terminal.awaitScreen(screen -> screen.contains("find: ATLAS_"));
        terminal.press("Enter");
        terminal.awaitScreen(screen -> !screen.contains("find:"));
        terminal.press("f");
        terminal.awaitScreen(screen -> screen.contains("atlas-fund (followed)"));

        terminal.press("Space");
        String frozen = terminal.awaitScreen(screen -> screen.contains("2 newer updates. Space resumes"));
        terminal.press("Space");
        String resumed = terminal.awaitScreen(LIVE);
        assertThat(rows(resumed)).isNotEqualTo(rows(frozen));

        terminal.press("?");
        terminal.awaitScreen(screen -> screen.contains("KEYS") && screen.contains("more below"));
        terminal.press("Escape");
        terminal.awaitScreen(LIVE);
        terminal.press("s");
        terminal.awaitScreen(screen -> screen.contains("saved tradeboard-BTC-"));
        terminal.press("q");
        assertRestored(0);
        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files.map(file -> file.getFileName().toString())
                            .filter(name -> name.startsWith("tradeboard-BTC-")))
                    .hasSize(2);
        }
    }

    @Test
    void pagesAreOpenedAndLeft() throws Exception {
        start("demo --refresh 1s");
        terminal.awaitScreen(LIVE);
        terminal.press("o");
        terminal.awaitScreen(screen -> screen.startsWith("Overview") && screen.contains(">BTC Bitcoin"));
        terminal.press("Right");
        terminal.awaitScreen(screen -> screen.contains(">ETH Ethereum"));
        terminal.press("Enter");
        terminal.awaitScreen(
                screen -> screen.startsWith("Ethereum (ETH)") && rows(screen).size() == 10);

        terminal.press("Down");
        terminal.press("Enter");
        terminal.awaitScreen(
                screen -> screen.contains("GAP BELOW") && screen.contains(">ETH") && screen.contains(" of "));
        terminal.press("Escape");
        terminal.awaitScreen(screen -> screen.startsWith("Ethereum (ETH)"));

        terminal.keys(":ar");
        terminal.awaitScreen(screen -> screen.contains("symbol: ar_   ARB"));
        terminal.press("Tab");
        terminal.awaitScreen(screen -> screen.contains("symbol: ARB_"));
        terminal.press("Enter");
        terminal.awaitScreen(screen -> screen.startsWith("Arbitrum (ARB)"));

        terminal.press("w");
        terminal.awaitScreen(screen -> screen.contains("███") && !screen.contains("q quit"));
        terminal.press("w");
        terminal.awaitScreen(screen -> screen.startsWith("Arbitrum (ARB)"));
        terminal.press("q");
        assertRestored(0);
    }

    private static List<String> rows(String screen) {
        return screen.lines().filter(line -> line.matches("[ 0-9]{3}[= ].*%.*")).toList();
    }

    @Test
    void stoppedScreenGivesTheTerminalBackAndTakesItAgain() throws Exception {
        start("demo --refresh 1s");
        terminal.awaitScreen(LIVE);

        terminal.press("C-z");
        terminal.awaitScreen(screen -> screen.stripTrailing().endsWith("ready>"));
        await().untilAsserted(() -> assertThat(settings("after")).isEqualTo(settings("before")));
        assertThat(terminal.isCursorVisible()).as("cursor").isTrue();
        assertThat(terminal.isAlternateScreen()).as("alternate screen").isFalse();

        terminal.type("fg; echo \"code $?\"; stty -a > after");
        terminal.awaitScreen(LIVE);
        assertThat(terminal.isCursorVisible()).as("cursor").isFalse();
        terminal.press("Tab");
        terminal.awaitScreen(screen -> screen.contains("Ethereum (ETH)"));
        terminal.press("q");
        assertRestored(0);
    }

    @Test
    void dayEndsAtMidnightAndTheNextOneOpens() throws Exception {
        // A zone in which midnight is near, but not before the demo has started on a busy machine, and within patience.
        int left = 50;
        int second = LocalTime.now(ZoneOffset.UTC).toSecondOfDay();
        int offset = Math.floorMod(86_400 - left - second + 43_200, 86_400) - 43_200;
        start("demo --refresh 1s --zone " + ZoneOffset.ofTotalSeconds(offset));
        terminal.awaitScreen(LIVE.and(screen -> screen.contains("resets in 0h00m")));

        terminal.awaitScreen(screen -> screen.contains("CLOSING") && screen.contains("PROVISIONAL"));
        terminal.awaitScreen(LIVE.and(screen -> screen.contains("resets in 23h59m")));
        terminal.press("q");
        assertRestored(0);
    }

    @Test
    void redisThatGoesAndComesBackIsShownAndItsRowsAreKept() throws Exception {
        deployment.startRedis();
        Market market = Market.of(deployment, 200);
        deployment.run("ingest", market.file().toString()).expect(0);
        start("watch --refresh 1s --cache-ttl 1s --redis-address 127.0.0.1:" + deployment.port());
        terminal.awaitScreen(
                screen -> screen.contains("DAEMON DOWN") && rows(screen).size() == 10);
        deployment.stopRedis();
        terminal.awaitScreen(
                screen -> screen.contains("REDIS DOWN") && rows(screen).size() == 10);
        deployment.startRedis();
        terminal.awaitScreen(screen -> screen.contains("DAEMON DOWN"));
        terminal.press("q");
        assertRestored(0);
    }

    @Test
    void redisThatIsAwayIsShownAndSeenToComeBack() throws Exception {
        start("watch --redis-address 127.0.0.1:" + deployment.port());
        terminal.awaitScreen(
                screen -> screen.contains("REDIS DOWN") && screen.contains("(connection refused), retry in"));

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
        terminal.type("TMPDIR=" + deployment.temporary() + " TRADEBOARD_JAVA_OPTS=" + Deployment.LIGHT_COMPILER + " "
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

    /** The settings that stty prints, but for the size. */
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
