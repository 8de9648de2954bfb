package io.tradeboard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradeboard.redis.RedisExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A file that is not one of trades is told in a few words, and what is a trade in it counts all the same. */
class WrongFileTest {
    @RegisterExtension
    static final RedisExtension REDIS = new RedisExtension();

    @TempDir
    Path home;

    @ParameterizedTest
    @ValueSource(strings = {"ingest", "produce"})
    void aFileWithAnotherSeparatorIsToldInTwoLinesAndCounted(String command) throws IOException {
        String lines = "traderId;symbol;quantity\n" + "ann;BTC;1\n".repeat(500);
        Path file = Files.writeString(home.resolve("t.csv"), lines + "traderId,symbol,quantity\nann,BTC,1\n");
        Cli.Result result = run(command, file.toString());

        assertThat(result.code()).isEqualTo(7);
        assertThat(result.err().lines().filter(line -> line.endsWith("line skipped")))
                .containsExactly(
                        "tradeboard: " + file + ":1: neither a JSON object nor a CSV header: CSV header has no column"
                                + " traderId; this looks like a CSV with \";\", only \",\" is read; line skipped",
                        "tradeboard: " + file + ":2: neither a JSON object nor a CSV header: CSV header has no column"
                                + " traderId; line skipped");
        assertThat(result.err()).contains("done: 1 ", " 501 rejected");
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
