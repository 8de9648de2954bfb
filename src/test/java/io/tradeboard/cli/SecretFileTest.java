package io.tradeboard.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tradeboard.run.UsageException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretFileTest {
    @TempDir
    Path directory;

    private final List<String> warnings = new ArrayList<>();

    @ParameterizedTest
    @ValueSource(strings = {"rw-------", "r--------", "r--r-----", "rw-r-----", "rw-rw----", "rwx------"})
    void whatOthersCannotReadIsAccepted(String mode) throws IOException {
        assertThat(read("secret\n", mode)).isEqualTo("secret");
        assertThat(warnings).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-r--r--", "r--r--r--", "rw----r--", "rw-----w-", "rw-rw-rw-"})
    void whatOthersCanReadIsRefused(String mode) {
        assertThatThrownBy(() -> read("secret\n", mode))
                .isInstanceOf(UsageException.class)
                .hasMessageEndingWith(" can be read by others; chmod 600 " + directory.resolve("password"));
    }

    @Test
    void whatNobodyCanChangeIsAWarning() throws IOException {
        Path file = Files.writeString(directory.resolve("password"), "secret\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r--r--r--"));

        assertThat(new SecretFile(file, path -> true).read(warnings::add)).isEqualTo("secret");
        assertThat(warnings).containsExactly("the password file " + file + " can be read by others");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", " \r\n"})
    void anEmptyFileIsRefused(String text) {
        assertThatThrownBy(() -> read(text, "rw-------"))
                .isInstanceOf(UsageException.class)
                .hasMessageEndingWith(" is empty");
    }

    @Test
    void aFileOfAnotherEncodingIsRefused() throws IOException {
        Path file = Files.write(directory.resolve("password"), "\u00e9".getBytes(StandardCharsets.ISO_8859_1));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        assertThatThrownBy(() -> new SecretFile(file).read(warnings::add)).hasMessageEndingWith(" is not UTF-8");
    }

    private String read(String text, String mode) throws IOException {
        Path file = Files.writeString(directory.resolve("password"), text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
        return new SecretFile(file).read(warnings::add);
    }
}
