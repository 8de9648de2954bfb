package io.tradeboard.e2e;

import static io.tradeboard.e2e.HarmlessText.assertHarmless;
import static org.assertj.core.api.Assertions.assertThat;

import io.tradeboard.e2e.Running.Finished;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What stands on the command line comes back in messages, but never as something a terminal obeys. */
@Execution(ExecutionMode.CONCURRENT)
class HostileArgumentsIT {
    private static final String CLEAR = "\u001b[2J\u0007\u007f";

    @AutoClose
    private final Deployment deployment;

    HostileArgumentsIT(@TempDir Path directory) throws IOException {
        deployment = new Deployment(directory);
    }

    static Stream<Arguments> refusals() {
        return Stream.of(
                refusal(2, "show", "BTC" + CLEAR),
                refusal(2, "show", "--day", CLEAR),
                refusal(2, "show", "--depth", CLEAR),
                refusal(2, "show", "--output=" + CLEAR),
                refusal(2, "show", "--zone", CLEAR),
                refusal(2, "show", "--timeout", CLEAR),
                refusal(2, "show", "--symbols", CLEAR),
                refusal(2, "show", "--redis-address", CLEAR),
                refusal(2, "show", "--ouput" + CLEAR),
                refusal(2, "show", "BTC", CLEAR),
                refusal(2, "show" + CLEAR),
                refusal(2, "produce", "--count", "1", "--to", CLEAR),
                refusal(2, "produce", CLEAR),
                refusal(2, "ingest", CLEAR),
                refusal(7, "produce", "--trader", CLEAR, "--symbol", "BTC", "--quantity", "1"),
                refusal(7, "produce", "--trader", "mallory", "--symbol", CLEAR, "--quantity", "1"),
                refusal(7, "produce", "--trader", "mallory", "--symbol", "BTC", "--quantity", CLEAR));
    }

    private static Arguments refusal(int code, String... arguments) {
        return Arguments.of(code, arguments);
    }

    @ParameterizedTest(name = "{index}")
    @MethodSource("refusals")
    void argumentIsRefusedWithAHarmlessMessage(int code, String... arguments) throws Exception {
        Finished refused = deployment.run(arguments).expect(code);
        assertHarmless(refused);
        assertThat(refused.out()).isEmpty();
        assertThat(refused.err()).startsWith("tradeboard: ").doesNotContain("\tat ");
    }

    @Test
    void nameOfAFileIsPrintedHarmlessly() throws Exception {
        Path file = Files.writeString(deployment.file("trades" + CLEAR), "no trade\n");
        deployment.startRedis();
        assertHarmless(deployment.run("produce", file.toString()).expect(2));
        assertHarmless(deployment.run("ingest", file.toString()).expect(2));
    }

    @Test
    void traceIsHarmless() throws Exception {
        Finished refused = deployment.run("ingest", "-v", CLEAR).expect(2);
        assertHarmless(refused);
        assertThat(refused.err())
                .contains("NoSuchFileException", "    at io.tradeboard.", "tradeboard: no such file: ");
    }

    @Test
    void nameOfASettingsFileIsPrintedHarmlessly() throws Exception {
        assertHarmless(
                deployment.shell("tradeboard show --env-file 'no" + CLEAR + "'").expect(2));
    }
}
