package io.tradeboard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradeboard.redis.Authority;
import io.tradeboard.redis.RedisExtension;
import io.tradeboard.redis.TlsPort;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a person sees of TLS. */
class TlsCommandTest {
    @RegisterExtension
    static final RedisExtension REDIS = new RedisExtension();

    @SuppressWarnings("NullAway.Init")
    private static Authority authority;

    @SuppressWarnings("NullAway.Init")
    private static Authority.Server here;

    private final Path home;

    @AutoClose
    private final TlsPort server;

    TlsCommandTest(@TempDir Path home) throws Exception {
        this.home = home;
        this.server = new TlsPort(REDIS, here);
    }

    @BeforeAll
    static void vouchOnceForAllTests(@TempDir Path directory) throws Exception {
        authority = new Authority(directory);
        here = authority.server("here", "dns:localhost");
    }

    @Test
    void aRelativeFileOfAuthoritiesInTheSettingsIsUsed() throws Exception {
        String file = "authority.pem";
        Files.copy(authority.file(), home.resolve(file));
        Files.writeString(
                home.resolve(".env"),
                "REDIS_ADDRESS=rediss://localhost:" + server.port() + "\nREDIS_CA_FILE=" + file + "\n");
        Cli.Result result = new Cli(home, Map.of()).run("show");

        assertThat(result.err()).isEmpty();
        assertThat(result.code()).isZero();
    }

    /** Also by the daemon, which waits for a Redis that is away, but not for a stranger. */
    @ParameterizedTest
    @ValueSource(strings = {"show", "status", "rank ann", "produce --count 1", "ingest", "ingest trades.ndjson"})
    void aServerThatIsNotTrustedEndsEachCommandWithTen(String command) throws Exception {
        Files.writeString(home.resolve("trades.ndjson"), "");
        String address = "rediss://ann:canary@127.0.0.1:" + server.port();
        Cli cli = new Cli(
                home,
                Map.of(
                        "REDIS_ADDRESS",
                        address,
                        "REDIS_CA_FILE",
                        authority.file().toString()));
        Cli.Result result = cli.run(
                command.replace("trades", home.resolve("trades").toString()).split(" "));

        assertThat(result.err())
                .contains("cannot trust Redis at 127.0.0.1:" + server.port() + ": its certificate is not accepted: ")
                .doesNotContain("canary")
                .hasLineCount(1);
        assertThat(result.code()).isEqualTo(10);
    }

    @Test
    void plainTalkToAPortOfTlsIsSixWithAHint() {
        Cli.Result result =
                new Cli(home, Map.of("REDIS_ADDRESS", "redis://ann:canary@127.0.0.1:" + server.port())).run("show");

        assertThat(result.err())
                .startsWith("tradeboard: cannot reach Redis at 127.0.0.1:" + server.port() + ": connection ")
                .contains(" (a port that speaks TLS needs a rediss:// address)\n")
                .doesNotContain("canary");
        assertThat(result.code()).isEqualTo(6);
    }

    @Test
    void theEmbeddedServerIsNotStartedWhereTlsIsExpected() {
        Cli.Result result = new Cli(home, Map.of("REDIS_ADDRESS", "rediss://127.0.0.1:1")).run("redis");

        assertThat(result.err()).contains("the embedded Redis is a single server without TLS");
        assertThat(result.code()).isEqualTo(2);
    }
}
