package io.tradeboard.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tradeboard.run.Notices;
import io.tradeboard.source.InboundTrade;
import io.tradeboard.source.SourcePosition;
import io.tradeboard.trade.RawTrade;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RejectsTest {
    @TempDir
    Path directory;

    private final List<String> notices = new ArrayList<>();

    /** A bad line that knows whether it was noted as rejected. */
    private static final class BadLine implements InboundTrade, SourcePosition {
        boolean rejected;

        @Override
        public SourcePosition place() {
            return this;
        }

        @Override
        public String label() {
            return "7";
        }

        @Override
        public String position() {
            return "";
        }

        @Override
        public RawTrade trade() {
            return new RawTrade(null, null, null, null, null);
        }

        @Override
        public String text() {
            return "x".repeat(900);
        }

        @Override
        public void rejected() {
            rejected = true;
        }
    }

    @ParameterizedTest
    @CsvSource({
        "missing/rejects.ndjson, there is no directory",
        "file/rejects.ndjson, there is no directory",
        "directory, it is a directory",
        "link, it is a symbolic link",
        "link-to-nothing, it is a symbolic link",
    })
    void aPlaceThatCannotBeWrittenIsRefusedAtTheStart(String place, String why) throws IOException {
        Files.createDirectory(directory.resolve("directory"));
        Files.createFile(directory.resolve("file"));
        Files.createSymbolicLink(directory.resolve("link"), directory.resolve("file"));
        Files.createSymbolicLink(directory.resolve("link-to-nothing"), directory.resolve("nothing"));

        assertThatThrownBy(() -> rejects(directory.resolve(place), 1_000))
                .isInstanceOf(UnusableRejectsException.class)
                .hasMessageContaining("rejected lines cannot be written to " + directory.resolve(place) + ": " + why);
    }

    @Test
    void theFileIsCreatedWithItsFirstLineForItsOwnerOnly() throws IOException {
        Path path = directory.resolve("rejects.ndjson");
        BadLine line = new BadLine();
        try (Rejects rejects = rejects(path, 1_000_000)) {
            rejects.flush();
            assertThat(path).doesNotExist();
            rejects.reject(line, "it is bad");
            rejects.flush();
        }
        assertThat(line.rejected).isTrue();
        assertThat(Files.readString(path))
                .startsWith("{\"source\":\"t.csv\",\"position\":\"7\",\"reason\":\"it is bad\"");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                .isEqualTo("rw-------");
        assertThat(notices).containsExactly("t.csv:7: it is bad; line skipped");
    }

    @Test
    void aFullFileIsPutAsideAndOneIsKept() throws IOException {
        Path path = directory.resolve("rejects.ndjson");
        for (int run = 0; run < 3; run++) {
            try (Rejects rejects = rejects(path, 10_000)) {
                for (int i = 0; i < 50; i++) {
                    rejects.reject(new BadLine(), "it is bad");
                    rejects.flush();
                }
            }
        }
        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files.map(file -> file.getFileName().toString()).sorted())
                    .containsExactly("rejects.ndjson", "rejects.ndjson.1");
        }
        assertThat(Files.size(directory.resolve("rejects.ndjson.1"))).isBetween(9_000L, 10_000L);
        assertThat(Files.size(path)).isBetween(900L, 10_000L);
        assertThat(Files.readAllLines(path)).allMatch(line -> line.startsWith("{") && line.endsWith("}"));
    }

    @Test
    void whatADiskHasNoRoomForIsDroppedAndReportedOnce() throws IOException {
        try (Rejects rejects = rejects(Path.of("/dev/full"), 10_000)) {
            for (int i = 0; i < 5; i++) {
                rejects.reject(new BadLine(), "it is bad");
                rejects.flush();
            }
        }
        assertThat(notices)
                .containsExactly(
                        "t.csv:7: it is bad; line skipped",
                        "no space left for /dev/full; rejected lines are only counted");
    }

    private Rejects rejects(Path path, long maxBytes) throws IOException {
        return new Rejects(path, "t.csv", new Notices(notices::add), maxBytes);
    }
}
