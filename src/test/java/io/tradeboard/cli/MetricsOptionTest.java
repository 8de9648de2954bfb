package io.tradeboard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradeboard.redis.RedisExtension;
import io.tradeboard.run.ExitCode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MetricsOptionTest {
    @RegisterExtension
    static final RedisExtension REDIS = new RedisExtension();

    @TempDir
    Path home;

    private Cli.Result run(String... args) {
        return new Cli(home, Map.of("REDIS_ADDRESS", REDIS.settings().address())).run(args);
    }

    private String trades() throws IOException {
        return Files.writeString(
                        home.resolve("trades.ndjson"),
                        "{\"id\":\"1\",\"traderId\":\"ann\",\"symbol\":\"BTC\",\"quantity\":\"2\"}\n")
                .toString();
    }

    @Test
    void aDaemonSaysWhereItsMetricsAre() throws IOException {
        Cli.Result result = run("ingest", trades(), "--metrics", "0");

        assertThat(result.err()).containsPattern("metrics are at http://127\\.0\\.0\\.1:[1-9][0-9]*/metrics");
        assertThat(result.code()).isEqualTo(ExitCode.OK);
    }

    @Test
    void withoutTheOptionThereAreNone() throws IOException {
        assertThat(run("ingest", trades()).err()).doesNotContain("metrics");
    }

    @Test
    void aTakenAddressIsRefusedBeforeAnythingIsRead() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String address = "127.0.0.1:" + taken.getLocalPort();
            Cli.Result result = run("ingest", trades(), "--metrics", address);

            assertThat(result)
                    .isEqualTo(
                            new Cli.Result(
                                    ExitCode.TAKEN,
                                    "",
                                    "tradeboard: the address " + address
                                            + " for the metrics is in use, or not one of this machine; choose another --metrics\n"));
            assertThat(home.resolve("data")).doesNotExist();
            assertThat(run("serve", "--http", "0", "--metrics", address).code()).isEqualTo(ExitCode.TAKEN);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ingest", "serve"})
    void whatIsNoAddressIsRefused(String command) {
        Cli.Result result = run(command, "--metrics", "nowhere");

        assertThat(result.code()).isEqualTo(ExitCode.USAGE);
        assertThat(result.err()).contains("nowhere");
    }
}
