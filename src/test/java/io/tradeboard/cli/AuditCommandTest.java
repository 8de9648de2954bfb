package io.tradeboard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradeboard.redis.RedisConnection;
import io.tradeboard.redis.RedisExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.Protocol.Command;

/** What an audit prints, and its exit code. */
class AuditCommandTest {
    @RegisterExtension
    static final RedisExtension REDIS = new RedisExtension();

    @TempDir
    Path home;

    private final RedisConnection redis = REDIS.connect();
    private final LocalDate today = LocalDate.now(Clock.systemUTC());

    @BeforeEach
    void countTwoTrades() throws IOException {
        Files.writeString(home.resolve("trades.csv"), "traderId,symbol,quantity\nann,BTC,2\nbob,PEPE,1\n");
        assertThat(run("ingest", home.resolve("trades.csv").toString()).code()).isZero();
    }

    @Test
    void aSymbolThatIsNeitherConfiguredNorTradedIsThree() {
        for (String[] call : new String[][] {
            {"audit", "DOGE"},
            {"audit", "DOGE", "--input", home.resolve("trades.csv").toString()}
        }) {
            assertThat(run(call))
                    .isEqualTo(new Cli.Result(
                            3,
                            "",
                            "tradeboard: symbol DOGE is neither configured nor traded on " + today
                                    + "; configured: BTC, ETH, SOL, USDC, ARB\n"));
        }
    }

    @Test
    void aSymbolThatIsConfiguredOrTradedIsAudited() {
        assertThat(run("audit", "ETH").out()).startsWith("ETH          EXACT       0 trades");
        assertThat(run("audit", "PEPE").out()).startsWith("PEPE         EXACT       1 trade  1 trader\n");
    }

    @Test
    void aFileThatIsNotAllThatWasSentDiffersAndThatIsExplained() throws IOException {
        Path part = Files.writeString(home.resolve("part.csv"), "traderId,symbol,quantity\nann,BTC,2\n");
        Cli.Result result = run("audit", "--input", part.toString());

        assertThat(result.code()).isEqualTo(4);
        assertThat(result.out())
                .contains("  trader bob: board 1.00000000, input 0.00000000")
                .doesNotContain("log");
        assertThat(result.err())
                .isEqualTo(
                        "tradeboard: the boards count all trades that were sent that day, so --input verifies them only if "
                                + part + " has all of them\n");
        assertThat(run("audit", "--input", part.toString(), "-q").err()).isEmpty();
    }

    @Test
    void anIndexOfDaemonsThatIsSomethingElseSpoilsNoAudit() {
        redis.call(Command.DEL, "tradeboard:daemons");
        redis.call(Command.SET, "tradeboard:daemons", "foreign");

        assertThat(run("audit", "PEPE").out()).startsWith("PEPE         EXACT");
        redis.call(Command.DEL, "tradeboard:{PEPE:" + today + "}:volumes", "tradeboard:{PEPE:" + today + "}:ledger");
        assertThat(run("audit", "PEPE").out()).startsWith("PEPE         BEHIND");
    }

    @Test
    void aFileWhoseLastLineHasNoEndIsReadToItsEnd() throws IOException {
        Path all = Files.writeString(home.resolve("all.csv"), "traderId,symbol,quantity\nann,BTC,2\nbob,PEPE,1");

        assertThat(run("audit", "--input", all.toString()).code()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-o json", "PEPE", "PEPE -o json"})
    void whatRedisLostIsBehindAndFive(String options) {
        redis.call(Command.FLUSHALL);
        Cli.Result result = run(("audit " + options).trim().split(" "));

        assertThat(result.code()).isEqualTo(5);
        assertThat(result.out()).contains("BEHIND").doesNotContain("EXACT");
    }

    @Test
    void whatIsBehindIsExplained() {
        redis.call(Command.FLUSHALL);

        assertThat(run("audit").out()).isEqualTo("""
                BTC          BEHIND      0 trades  0 traders  1 pending
                  behind: 1 record of the log is not counted, and the daemon of that log is not running
                PEPE         BEHIND      0 trades  0 traders  1 pending
                  behind: 1 record of the log is not counted, and the daemon of that log is not running
                %s BEHIND: 2 boards, 0 trades, 2 pending, 0 differences
                """.formatted(today));
    }

    @ParameterizedTest
    @ValueSource(strings = {"audit", "audit BTC", "audit -o json", "audit --input trades.csv"})
    void aDayThatIsNotKeptIsThree(String call) {
        String command = call.replace("trades.csv", home.resolve("trades.csv").toString());
        for (String day : new String[] {"2020-01-01", "2099-12-31"}) {
            String message = "no board is kept for " + day + "; see ingest --retention";
            assertThat(run((command + " --day " + day).split(" ")))
                    .isEqualTo(new Cli.Result(
                            3,
                            "",
                            call.contains("json")
                                    ? "{\"error\":{\"code\":3,\"message\":\"" + message + "\",\"hint\":null}}\n"
                                    : "tradeboard: " + message + "\n"));
        }
    }

    @Test
    void aDayThatRedisKeepsIsAuditedWhateverTheRetention() {
        redis.call(Command.SADD, "tradeboard:symbols:2020-01-01", "BTC");

        assertThat(run("audit", "--day", "2020-01-01").out()).contains("2020-01-01 EXACT: 1 board, 0 trades");
    }

    @Test
    void anAuditOfNothingSaysSo() throws IOException {
        redis.call(Command.FLUSHALL);
        Path empty = Files.createDirectory(home.resolve("empty"));
        Path noTrades = Files.writeString(home.resolve("none.csv"), "traderId,symbol,quantity\n");

        assertThat(run("audit", "--log-dir", empty.toString()))
                .isEqualTo(new Cli.Result(
                        0,
                        today + ": nothing to compare: no board in Redis, and no trade of that day in the log\n",
                        ""));
        assertThat(run("audit", "--input", noTrades.toString()).out())
                .isEqualTo(today + ": nothing to compare: no board in Redis, and no trade of that day in the input\n");
    }

    @Test
    void badLinesOfTheInputAreSkippedAndDuplicatesCountOnce() throws IOException {
        Path file = Files.writeString(home.resolve("ids.csv"), """
                id,traderId,symbol,quantity
                1,ann,ETH,2
                1,ann,ETH,2
                2,ann,ETH,minus
                3,bob,ETH,1
                """);
        assertThat(run("ingest", file.toString()).code()).isEqualTo(7);
        Cli.Result result = run("audit", "ETH", "--input", file.toString());

        assertThat(result.code()).isZero();
        assertThat(result.out()).startsWith("ETH          EXACT       2 trades  2 traders\n");
        assertThat(result.err()).isEqualTo("tradeboard: 1 line of " + file + " is not a valid trade and was skipped\n");
    }

    @Test
    void aBoardThatAnotherLogFedSaysWhatToGive() throws IOException {
        Path other = home.resolve("other");
        Files.writeString(home.resolve("more.csv"), "traderId,symbol,quantity\nzed,BTC,2\n");
        run("ingest", home.resolve("more.csv").toString(), "--log-dir", other.toString());
        Cli.Result one = run("audit");
        Cli.Result both = run(
                "audit",
                "--log-dir",
                other.toString(),
                "--log-dir",
                home.resolve("data/log").toString());

        assertThat(one.code()).isEqualTo(5);
        assertThat(one.out())
                .containsPattern("unverified: it counts records of writer [0-9a-f]{32}, which is in no log directory"
                        + " given: add --log-dir with that of its daemon");
        assertThat(both.code()).isZero();
    }

    private Cli.Result run(String... arguments) {
        return new Cli(home, Map.of("REDIS_ADDRESS", REDIS.settings().address())).run(arguments);
    }
}
