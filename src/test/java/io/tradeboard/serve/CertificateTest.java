package io.tradeboard.serve;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tradeboard.run.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CertificateTest {
    @TempDir
    Path directory;

    private Path file(String name, String text) throws IOException {
        return Files.writeString(directory.resolve(name), text);
    }

    @Test
    void aKeyOfAnotherFormIsNamedWithTheCommandThatConvertsIt() throws IOException {
        Path key = file("key.pem", "-----BEGIN RSA PRIVATE KEY-----\nAAAA\n-----END RSA PRIVATE KEY-----\n");
        assertThatThrownBy(() -> new Certificate(key, key).load(new char[0]))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("RSA PRIVATE KEY")
                .hasMessageContaining("openssl pkcs8 -topk8");
    }

    @Test
    void aFileWithoutACertificateIsNamed() throws IOException {
        Path key = file("key.pem", """
                -----BEGIN PRIVATE KEY-----
                MC4CAQAwBQYDK2VwBCIEIC1mZ0oQn0cT0m4u0pB3m5m5m5m5m5m5m5m5m5m5m5m5
                -----END PRIVATE KEY-----
                """);
        Path chain = file("chain.pem", "nothing\n");
        assertThatThrownBy(() -> new Certificate(chain, key).load(new char[0]))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("has no certificate in PEM form");
    }

    @Test
    void aKeyThatIsNoneIsRefused() throws IOException {
        Path key = file("key.pem", "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n");
        assertThatThrownBy(() -> new Certificate(key, key).load(new char[0]))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("neither RSA, EC nor EdDSA");
    }
}
