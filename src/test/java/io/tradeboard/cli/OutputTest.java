package io.tradeboard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradeboard.redis.RedisExtension;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever cannot be printed is an error, unless the reader has gone. */
class OutputTest {
    @RegisterExtension
    static final RedisExtension REDIS = new RedisExtension();

    @TempDir
    Path home;

    private InputStream in = new ByteArrayInputStream(new byte[0]);
    private int code;
    private String err = "";

    @BeforeEach
    void aTradeIsOnTheBoard() throws IOException {
        Path trades = Files.writeString(home.resolve("t.csv"), "traderId,symbol,quantity\nann,BTC,1\n");
        run(OutputStream.nullOutputStream(), "ingest", trades.toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "show",
                "show -o json",
                "show -o csv",
                "show --all -o ndjson",
                "rank ann",
                "rank ann -o json",
                "status",
                "status -o json",
                "status --config",
                "audit",
                "audit -o json",
                "log verify",
                "log dump",
                "help",
                "help exit-codes",
                "help show",
                "--help",
                "show --help",
                "--version",
                "generate-completion",
                "produce --to - --count 1",
                "watch --plain"
            })
    void aFullDiskIsNineAndAMessage(String command) throws IOException {
        try (FileOutputStream full = new FileOutputStream("/dev/full")) {
            run(full, command.split(" "));
        }
        assertThat(err).contains("cannot write standard output: No space left on device");
        assertThat(err.lines().filter(line -> line.contains("standard output"))).hasSize(1);
        assertThat(code).isEqualTo(9);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "show",
                "show -o json",
                "show --all -o ndjson",
                "rank ann",
                "status",
                "status --config",
                "audit",
                "log verify",
                "log dump",
                "help exit-codes",
                "--help",
                "--version",
                "generate-completion"
            })
    void aReaderThatHasGoneEndsItSilently(String command) {
        run(broken(), command.split(" "));

        assertThat(err).isEmpty();
        assertThat(code).isZero();
    }

    @Test
    void aReaderThatHasGoneEndsProduceLikeAnyFilter() {
        run(broken(), "produce", "--to", "-", "--count", "1");

        assertThat(err).isEmpty();
        assertThat(code).isEqualTo(141);
    }

    @Test
    void whatGoesToStandardOutputIsWrittenAndNotSent() {
        run(OutputStream.nullOutputStream(), "produce", "--to", "-", "--count", "2");

        assertThat(err).isEqualTo("done: 2 trades written\n");
        assertThat(code).isZero();
    }

    @Test
    void aStandardOutputThatIsClosedIsNine() {
        run(StandardOutput.closed(), "show");

        assertThat(err).isEqualTo("tradeboard: cannot write standard output: it is closed\n");
        assertThat(code).isEqualTo(9);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ingest -", "produce -", "produce - --to -"})
    void aStandardInputThatIsClosedIsTwo(String command) {
        in = new ClosedInput();
        run(OutputStream.nullOutputStream(), command.split(" "));

        assertThat(err).isEqualTo("tradeboard: standard input is closed; redirect it from a file or a pipe\n");
        assertThat(code).isEqualTo(2);
    }

    @Test
    void withJsonTheErrorIsJsonToo() throws IOException {
        try (FileOutputStream full = new FileOutputStream("/dev/full")) {
            run(full, "show", "-o", "json");
        }
        assertThat(err)
                .isEqualTo("{\"error\":{\"code\":9,\"message\":\"cannot write standard output: No space left on"
                        + " device\",\"hint\":null}}\n");
    }

    private static OutputStream broken() {
        return new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("Broken pipe");
            }
        };
    }

    private void run(OutputStream out, String... arguments) {
        ByteArrayOutputStream errors = new ByteArrayOutputStream();
        Console console = Console.of(
                in,
                out,
                errors,
                Clock.systemUTC(),
                Map.of("REDIS_ADDRESS", REDIS.settings().address()),
                home,
                false,
                false);
        code = Main.run(console, arguments);
        err = errors.toString(StandardCharsets.UTF_8);
    }
}
