package io.tradeboard.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tradeboard.run.UsageException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.Protocol.Command;

/** TLS as Redis itself speaks it. */
class TlsTest {
    private static final Duration TIMEOUT = Duration.ofMillis(1_500);

    @RegisterExtension
    static final RedisExtension REDIS = new RedisExtension();

    @TempDir
    @SuppressWarnings("NullAway.Init")
    static Path directory;

    @SuppressWarnings("NullAway.Init")
    private static Authority authority;

    @SuppressWarnings("NullAway.Init")
    private static Authority.Server here;

    private final TlsPort server;

    TlsTest() throws Exception {
        this.server = new TlsPort(REDIS, here);
    }

    @BeforeAll
    static void vouchOnceForAllTests() throws Exception {
        authority = new Authority(directory);
        here = authority.server("here", "dns:localhost,ip:127.0.0.1");
    }

    @AfterEach
    void speakNoTls() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "127.0.0.1"})
    void aServerWithATrustedCertificateIsReachedUnderEachOfItsNames(String host) throws Exception {
        try (RedisConnection redis = connect(server.at(host, "", TIMEOUT).trusting(authority.file()))) {
            assertThat(redis.call(Command.ECHO, "x".repeat(100_000)))
                    .isEqualTo("x".repeat(100_000).getBytes(StandardCharsets.UTF_8));
        }
    }

    @Test
    void aServerOfAnotherNameIsNotTrusted() throws Exception {
        server.use(authority.server("elsewhere", "dns:redis.example.org"));

        assertUntrusted(
                server.at("localhost", "canary", TIMEOUT).trusting(authority.file()),
                "its certificate is not accepted: ");
        assertUntrusted(
                server.at("127.0.0.1", "canary", TIMEOUT).trusting(authority.file()),
                "its certificate is not accepted: ");
    }

    @Test
    void aServerOfAnUnknownAuthorityIsNotTrusted() throws Exception {
        Path other = Files.createDirectory(directory.resolve("other"));
        String reason = "its certificate is not accepted: ";

        assertUntrusted(server.at("localhost", "canary", TIMEOUT), reason);
        assertUntrusted(server.at("localhost", "canary", TIMEOUT).trusting(new Authority(other).file()), reason);
    }

    @Test
    void aCertificateThatIsOverIsNotTrusted() throws Exception {
        server.use(authority.server("over", "dns:localhost", "-startdate", "-3d", "-validity", "1"));

        assertUntrusted(
                server.at("localhost", "canary", TIMEOUT).trusting(authority.file()),
                "its certificate is not accepted: notafter: ");
    }

    @Test
    void aServerThatWantsAnotherTlsIsNotTrusted() throws Exception {
        server.set("tls-protocols", "TLSv1.1");
        try {
            assertUntrusted(
                    server.at("localhost", "canary", TIMEOUT).trusting(authority.file()), "TLS handshake failed: ");
        } finally {
            server.set("tls-protocols", "");
        }
    }

    @Test
    void plainTalkToAPortOfTlsFailsWithAHint() {
        RedisSettings plain = new RedisSettings("127.0.0.1", server.port(), null, "canary", 0, TIMEOUT);
        assertUnavailable(plain, "(a port that speaks TLS needs a rediss:// address)");
    }

    @Test
    void tlsToAPortOfPlainTalkFailsWithAHint() {
        RedisSettings tls = RedisSettings.parse("rediss://127.0.0.1:" + REDIS.port(), "canary", TIMEOUT);
        assertUnavailable(tls, "(a port without TLS needs a redis:// address)");
    }

    @Test
    void aServerThatGoesAwayDuringTheHandshakeMayComeBack() throws IOException {
        try (ServerSocket leaving = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            CompletableFuture<Void> left = CompletableFuture.runAsync(() -> {
                try (Socket client = leaving.accept()) {
                    client.getInputStream().read();
                } catch (IOException e) {
                    throw new IllegalStateException(e);
                }
            });
            RedisSettings settings =
                    RedisSettings.parse("rediss://localhost:" + leaving.getLocalPort(), "canary", TIMEOUT);
            assertUnavailable(settings, "");
            left.orTimeout(1, TimeUnit.MINUTES).join();
        }
    }

    @Test
    void aFileWithoutCertificatesIsRefused() throws IOException {
        RedisSettings settings = server.at("localhost", "canary", TIMEOUT);
        Path file = directory.resolve("ca.pem");
        assertThatThrownBy(() -> settings.trusting(file)).isInstanceOf(NoSuchFileException.class);
        for (String text :
                new String[] {"", "rubbish", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----"}) {
            Files.writeString(file, text);
            assertThatThrownBy(() -> settings.trusting(file))
                    .isInstanceOf(UsageException.class)
                    .hasMessageStartingWith("the CA file " + file);
        }
    }

    private static RedisConnection connect(RedisSettings settings) {
        return new RedisConnection(settings);
    }

    /** A failure that is reported at once, and again when it is tried again, and never with the password. */
    private static void assertUntrusted(RedisSettings settings, String reason) {
        try (RedisConnection redis = connect(settings)) {
            for (int i = 0; i < 2; i++) {
                assertThatThrownBy(redis::ping)
                        .isInstanceOf(RedisUntrustedException.class)
                        .hasMessageStartingWith(reason)
                        .message()
                        .doesNotContain("canary");
            }
        }
    }

    private static void assertUnavailable(RedisSettings settings, String hint) {
        long start = System.nanoTime();
        try (RedisConnection redis = connect(settings)) {
            assertThatThrownBy(redis::ping)
                    .isInstanceOf(RedisUnavailableException.class)
                    .hasMessageEndingWith(hint)
                    .message()
                    .doesNotContain("canary");
        }
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(TIMEOUT.multipliedBy(3));
    }
}
