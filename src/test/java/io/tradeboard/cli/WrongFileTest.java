package io.tradeboard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradeboard.redis.RedisExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is wrong with a file is said in one line, with what to do. */
@Isolated("a system property")
class WrongFileTest {
    @RegisterExtension
    static final RedisExtension REDIS = new RedisExtension();

    @TempDir
    Path home;

    @ParameterizedTest
    @ValueSource(strings = {"ingest", "produce", "audit --input"})
    void aFileWithAnotherSeparatorIsOneErrorAndNothingIsCounted(String command) throws IOException {
        String lines = "traderId;symbol;quantity\n" + "ann;BTC;1\n".repeat(500);
        Path file = Files.writeString(home.resolve("t.csv"), lines + "traderId,symbol,quantity\nann,BTC,1\n");
        Cli.Result result = run((command + " " + file).split(" "));

        assertThat(result)
                .isEqualTo(new Cli.Result(
                        2,
                        "",
                        "tradeboard: " + file + " is neither NDJSON nor CSV with a header: CSV header has no column"
                                + " traderId; this looks like a CSV with \";\", only \",\" is read; convert it:"
                                + " tr ';' ','\n"));
        assertThat(home.resolve("data/log/rejects.ndjson")).doesNotExist();
    }

    @Test
    void aLastLineWithoutEndWaitsUnlessAnOptionTakesIt() throws IOException {
        Path file = Files.writeString(home.resolve("t.csv"), "traderId,symbol,quantity\nann,BTC,1\nbob,BTC,2");
        assertThat(run("ingest", file.toString()))
                .satisfies(result -> assertThat(result.code()).isZero())
                .satisfies(result -> assertThat(result.err())
                        .contains(file + ": the last line has no line end yet and was not counted")
                        .contains("done: 1 accepted, 0 rejected"));
        assertThat(run("ingest", file.toString()).err())
                .contains("its first 2 lines were read before; resuming at line 3")
                .contains("the last line has no line end yet")
                .doesNotContain("done:");
        assertThat(run("ingest", file.toString(), "--take-last-line").err()).contains("done: 1 accepted, 0 rejected");
        assertThat(run("ingest", file.toString()).err())
                .contains("no new lines since the last run")
                .doesNotContain("no line end");
    }

    @Test
    void aFileThatIsLateAsAWholeIsReported() throws IOException {
        Path file = Files.writeString(
                home.resolve("t.csv"),
                "traderId,symbol,quantity,timestamp\nann,BTC,1,1577836800\nbob,BTC,2,2020-01-01T00:00:00Z\n");
        assertThat(run("ingest", file.toString()).err())
                .contains("done: 2 accepted (2 late), 0 rejected, ")
                .endsWith("tradeboard: all 2 trades were late: their trading day is over, so no board counts them\n");
    }

    @Test
    void aFileThatHasChangedIsRefusedWithWhatToDo() throws IOException {
        Path file = home.resolve("t.csv");
        Files.writeString(file, "traderId,symbol,quantity\nann,BTC,1\nbob,BTC,2\n");
        run("ingest", file.toString());
        Files.writeString(file, "traderId,symbol,quantity\nann,BTC,7\nbob,BTC,2\n");
        assertThat(run("ingest", file.toString()))
                .isEqualTo(new Cli.Result(
                        2,
                        "",
                        "tradeboard: " + file + " was read up to line 3 and has changed before that; put the new lines"
                                + " into another file, or count all of them again with --again\n"));
        assertThat(run("ingest", "--again", file.toString()).code()).isZero();
    }

    @Test
    void rejectsThatCannotBeWrittenAreRefusedAtTheStart() throws IOException {
        Path file = Files.writeString(home.resolve("t.csv"), "traderId,symbol,quantity\nann,BTC,1\n");
        Path rejects = home.resolve("missing/rejects.ndjson");
        assertThat(run("ingest", file.toString(), "--rejects", rejects.toString()))
                .isEqualTo(new Cli.Result(
                        9,
                        "",
                        "tradeboard: rejected lines cannot be written to " + rejects + ": there is no directory "
                                + rejects.getParent() + "; create it\n"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ingest trades.csv", "audit", "log verify", "log dump"})
    void aLogDirectoryThatIsAFileIsOneLineThatSaysSo(String command) throws IOException {
        Path file = Files.writeString(home.resolve("trades.csv"), "traderId,symbol,quantity\nann,BTC,1\n");
        Cli.Result result = run((command.replace("trades.csv", file.toString()) + " --log-dir " + file).split(" "));

        assertThat(result.err())
                .isEqualTo("tradeboard: " + file + " is a file, not a directory; name another directory for the log\n");
        assertThat(result.code()).isEqualTo(9);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ingest", "produce", "audit --input"})
    void aDirectoryIsNoFile(String command) {
        assertThat(run((command + " " + home).split(" ")))
                .isEqualTo(new Cli.Result(2, "", "tradeboard: " + home + " is a directory; name a file in it\n"));
        assertThat(run((command + " nowhere.csv").split(" ")))
                .isEqualTo(new Cli.Result(2, "", "tradeboard: no such file: nowhere.csv\n"));
    }

    private Cli.Result run(String... arguments) {
        return new Cli(home, Map.of("REDIS_ADDRESS", REDIS.settings().address())).run(arguments);
    }
}
