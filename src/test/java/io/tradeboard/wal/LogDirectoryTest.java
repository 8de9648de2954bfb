package io.tradeboard.wal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogDirectoryTest {
    @TempDir
    Path temporary;

    @Test
    void aSecondOpenerLearnsWhoHasTheDirectory() throws IOException {
        Path directory = temporary.resolve("data/log");
        try (LogDirectory held = LogDirectory.open(directory, "pid 4121 (ingest)")) {
            assertThatThrownBy(() -> LogDirectory.open(held.path(), "another"))
                    .isInstanceOf(LogLockedException.class)
                    .hasMessage(directory + " is locked by pid 4121 (ingest)");
        }

        LogDirectory.open(directory, "another").close();
    }

    @Test
    void onlyTheOwnerCanReadIt() throws IOException {
        Path directory = temporary.resolve("data/log");
        Logs.write(directory, 100, "a", "b");
        try (LogDirectory log = LogDirectory.open(directory, "")) {
            log.remember("consumer", "x");
        }

        assertThat(mode(directory)).isEqualTo("rwx------");
        assertThat(mode(temporary.resolve("data"))).isEqualTo("rwx------");
        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files.toList())
                    .hasSizeGreaterThan(3)
                    .allMatch(file -> mode(file).equals("rw-------"));
        }
    }

    @Test
    void aDirectoryThatOthersCouldReadIsTakenFromThem() throws IOException {
        Path directory = Files.createDirectory(temporary.resolve("open"));
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
        LogDirectory.open(directory, "").close();

        assertThat(mode(directory)).isEqualTo("rwx------");
    }

    @Test
    void noLinkIsFollowedToAnotherDirectoryOrFile() throws IOException {
        Path elsewhere = Files.createDirectory(temporary.resolve("elsewhere"));
        Path link = Files.createSymbolicLink(temporary.resolve("link"), elsewhere);
        assertThatThrownBy(() -> LogDirectory.open(link, ""))
                .hasMessage(link + " is a symbolic link; name the directory itself");

        Path directory = temporary.resolve("log");
        Logs.write(directory, Logs.NO_LIMIT, "a");
        Path segment = Logs.lastSegment(directory);
        Path moved = Files.move(segment, elsewhere.resolve("moved"));
        Files.createSymbolicLink(segment, moved);
        assertThatThrownBy(() -> Logs.read(directory)).isInstanceOf(IOException.class);
    }

    @Test
    void aCopyHasAnotherInodeAndAMovedDirectoryTheSame() throws IOException {
        Path directory = temporary.resolve("log");
        long inode;
        try (LogDirectory log = LogDirectory.open(directory, "")) {
            inode = log.inode();
        }
        Path copy = temporary.resolve("copy");
        Path moved = temporary.resolve("moved");
        try (LogDirectory log = LogDirectory.open(copy, "")) {
            assertThat(log.inode()).isNotEqualTo(inode);
        }
        Files.move(directory, moved);
        try (LogDirectory log = LogDirectory.open(moved, "")) {
            assertThat(log.inode()).isEqualTo(inode);
        }
    }

    private static String mode(Path path) {
        try {
            return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void whatIsRememberedIsRecalledByTheNextOpening() throws IOException {
        try (LogDirectory log = LogDirectory.open(temporary, "")) {
            assertThat(log.recall("consumer")).isNull();
            log.remember("consumer", "first");
            log.remember("consumer", "zweite Größe");
        }
        try (LogDirectory log = LogDirectory.open(temporary, "")) {
            assertThat(log.recall("consumer")).isEqualTo("zweite Größe");
        }
    }

    @Test
    void aDraftLeftByACrashIsNeitherRecalledNorInTheWay() throws IOException {
        Files.writeString(temporary.resolve("consumer.new"), "hal");
        try (LogDirectory log = LogDirectory.open(temporary, "")) {
            assertThat(log.recall("consumer")).isNull();
            log.remember("consumer", "whole");
            assertThat(log.recall("consumer")).isEqualTo("whole");
        }
    }

    @Test
    void otherFilesAreNoSegments() throws IOException {
        String writer = Logs.write(temporary, Logs.NO_LIMIT, "a");
        Files.writeString(temporary.resolve("rejects.ndjson"), "{}");
        Files.writeString(temporary.resolve("1-2.log"), "x");

        assertThat(LogDirectory.segments(temporary)).extracting(Segment::writer).isEqualTo(List.of(writer));
        try (LogDirectory log = LogDirectory.open(temporary, "")) {
            assertThat(log.bytes()).isEqualTo(Files.size(Logs.lastSegment(temporary)));
        }
    }

    @Test
    void aCrashWhileASegmentIsBegunLeavesTheLogReadable() throws IOException {
        String writer = Logs.write(temporary, Logs.NO_LIMIT, "a");
        Files.createFile(temporary.resolve("00000002-00000000000000000000.log"));

        String next = Logs.write(temporary, Logs.NO_LIMIT, "b");
        assertThat(Logs.read(temporary))
                .isEqualTo(new Logs.Contents(List.of(writer + " 0:a", next + " 0:b"), Map.of(Logs.FILE, "1")));
    }
}
