package io.tradeboard.serve;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradeboard.redis.Authority;
import io.tradeboard.redis.RedisExtension;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TlsServerTest {
    @RegisterExtension
    static final RedisExtension REDIS = new RedisExtension();

    private static SSLContext trusting(Path authority) throws Exception {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        try (InputStream in = Files.newInputStream(authority)) {
            trusted.setCertificateEntry(
                    "authority", CertificateFactory.getInstance("X.509").generateCertificate(in));
        }
        TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        managers.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, managers.getTrustManagers(), null);
        return context;
    }

    @ParameterizedTest
    @EnumSource(HttpClient.Version.class)
    void aCertificateAndItsKeyInPemServeHttps(HttpClient.Version version, @TempDir Path directory) throws Exception {
        Authority authority = new Authority(directory);
        Authority.Server files = authority.server("web", "ip:127.0.0.1");
        try (ServedRedis served = new ServedRedis(
                REDIS.connect().settings(),
                config -> new ServeConfig(
                        config.boards(),
                        new ServeConfig.Http(
                                config.http().address(),
                                null,
                                version == HttpClient.Version.HTTP_2 ? "https://boards.example" : "",
                                "*",
                                new Certificate(files.certificate(), files.key()),
                                false,
                                null),
                        config.limits(),
                        config.build()))) {
            HttpClient client = HttpClient.newBuilder()
                    .sslContext(trusting(authority.file()))
                    .version(version)
                    .build();
            URI uri = URI.create(served.service.url() + "api/v1/symbols");
            HttpResponse<String> answer =
                    client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());

            assertThat(uri.getScheme()).isEqualTo("https");
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.version()).isEqualTo(version);
            // A site is for ever one of HTTPS only where it is known by such an address.
            assertThat(answer.headers().firstValue("Strict-Transport-Security"))
                    .isEqualTo(
                            version == HttpClient.Version.HTTP_2 ? Optional.of("max-age=31536000") : Optional.empty());
        }
    }

    @Test
    void withoutTlsHttp2IsSpokenToo() throws Exception {
        try (ServedRedis served = new ServedRedis(REDIS.connect().settings())) {
            HttpResponse<String> answer = served.get("/api/v1/symbols");
            assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_2);
            assertThat(answer.headers().firstValue("Strict-Transport-Security")).isEmpty();
        }
    }
}
