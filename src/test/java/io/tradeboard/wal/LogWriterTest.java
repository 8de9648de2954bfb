package io.tradeboard.wal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogWriterTest {
    @TempDir
    Path directory;

    @Test
    void whatSeveralOpeningsWroteIsReadBackInOrder() throws IOException {
        String first = Logs.write(directory, Logs.NO_LIMIT, "a", "bcd", "");
        String second = Logs.write(directory, Logs.NO_LIMIT);
        String third = Logs.write(directory, Logs.NO_LIMIT, "ef");

        assertThat(List.of(first, second, third)).doesNotHaveDuplicates().allMatch(id -> id.matches("[0-9a-f]{32}"));
        assertThat(Logs.read(directory).frames())
                .containsExactly(first + " 0:a", first + " 1:bcd", first + " 4:", third + " 0:ef");
        assertThat(Logs.read(directory).positions()).isEqualTo(Map.of(Logs.FILE, "2"));
    }

    @Test
    void aFrameKeepsItsArrivalItsCountAndItsPosition() throws IOException {
        try (LogDirectory log = LogDirectory.open(directory, "");
                LogWriter writer = log.startWriter(Map.of(), Logs.NO_LIMIT)) {
            assertThat(writer.append(3, 77, new Position("redis:trades", "9-1"), Logs.bytes("xyz")))
                    .isEqualTo(3);
            writer.sync();
            List<Frame> frames = new ArrayList<>();
            log.segments().get(0).read(new HashMap<>(), frames::add);

            assertThat(frames).singleElement().satisfies(frame -> {
                assertThat(frame.firstOffset()).isZero();
                assertThat(frame.nextOffset()).isEqualTo(3);
                assertThat(frame.arrivalMillis()).isEqualTo(77);
                assertThat(frame.position()).isEqualTo(new Position("redis:trades", "9-1"));
                assertThat(frame.records().isReadOnly()).isTrue();
            });
        }
    }

    @Test
    void allWritersOfADirectoryHaveOneKeyThatNoOtherHas() throws IOException {
        Logs.write(directory, 100, "ab", "c");
        String key;
        try (LogDirectory log = LogDirectory.open(directory, "");
                LogWriter writer = log.startWriter(Map.of(), Logs.NO_LIMIT)) {
            Logs.append(writer, "d");
            key = writer.key();
        }
        // A crash that left no whole header.
        Files.write(directory.resolve("00000003-00000000000000000000.log"), new byte[20]);
        Files.delete(Logs.segments(directory).get(0));
        try (LogDirectory log = LogDirectory.open(directory, "");
                LogWriter writer = log.startWriter(Map.of(), Logs.NO_LIMIT)) {
            assertThat(writer.key()).isEqualTo(key).matches("[0-9a-f]{32}").isNotEqualTo(writer.id());
        }
        // Where the segments alone were copied, and where none of them can tell.
        Files.delete(directory.resolve("key"));
        try (LogDirectory log = LogDirectory.open(directory, "");
                LogWriter writer = log.startWriter(Map.of(), Logs.NO_LIMIT)) {
            assertThat(writer.key()).isEqualTo(key);
        }
        for (Path segment : Logs.segments(directory)) {
            Files.delete(segment);
        }
        try (LogDirectory log = LogDirectory.open(directory, "");
                LogWriter writer = log.startWriter(Map.of(), Logs.NO_LIMIT)) {
            assertThat(writer.key()).isEqualTo(key);
        }
        try (LogDirectory log = LogDirectory.open(directory.resolve("other"), "");
                LogWriter writer = log.startWriter(Map.of(), Logs.NO_LIMIT)) {
            assertThat(writer.key()).isNotEqualTo(key);
        }
    }

    @Test
    void aFullSegmentIsFollowedByTheNext() throws IOException {
        String writer = Logs.write(directory, 100, "ab", "c", "d", "e");

        assertThat(Logs.segments(directory)).hasSizeGreaterThan(2);
        assertThat(Logs.lastSegment(directory).getFileName()).hasToString("00000001-00000000000000000004.log");
        assertThat(Logs.read(directory).frames())
                .containsExactly(writer + " 0:ab", writer + " 2:c", writer + " 3:d", writer + " 4:e");
    }

    @Test
    void everyNewSegmentRepeatsAllPositions() throws IOException {
        try (LogDirectory log = LogDirectory.open(directory, "");
                LogWriter writer = log.startWriter(Map.of("old", "1"), 100)) {
            writer.append(1, 5, new Position("Größe", "2"), Logs.bytes("a"));
            writer.sync();
            Logs.append(writer, "b");
            Logs.append(writer, "c");
        }
        for (Path earlier : Logs.segments(directory)) {
            if (!earlier.equals(Logs.lastSegment(directory))) {
                Files.delete(earlier);
            }
        }

        assertThat(Logs.read(directory).positions()).isEqualTo(Map.of("old", "1", "Größe", "2", Logs.FILE, "3"));
    }

    @Test
    void positionsAloneNeverBeginASegment() throws IOException {
        try (LogDirectory log = LogDirectory.open(directory, "");
                LogWriter writer = log.startWriter(Map.of(), 100)) {
            for (int i = 0; i < 10; i++) {
                writer.append(0, 5, new Position("a", Integer.toString(i)), ByteBuffer.allocate(0));
                writer.sync();
            }
            Logs.append(writer, "a", "b");
        }

        assertThat(Logs.segments(directory)).hasSize(2);
        assertThat(Logs.read(directory).positions()).isEqualTo(Map.of("a", "9", Logs.FILE, "2"));
    }

    @Test
    void aSourceWithoutPositionIsNotRemembered() throws IOException {
        try (LogDirectory log = LogDirectory.open(directory, "");
                LogWriter writer = log.startWriter(Map.of(), Logs.NO_LIMIT)) {
            writer.append(1, 5, Position.NONE, Logs.bytes("a"));
            writer.sync();
        }

        assertThat(Logs.read(directory).positions()).isEmpty();
    }

    @Test
    void afterAFailedWriteEveryLaterCallFails() throws IOException {
        try (LogDirectory log = LogDirectory.open(directory, "")) {
            LogWriter writer = log.startWriter(Map.of(), Logs.NO_LIMIT);
            Logs.append(writer, "a");
            writer.close();

            assertThatThrownBy(() -> Logs.append(writer, "b")).isInstanceOf(IOException.class);
            assertThatThrownBy(() -> Logs.append(writer, "c")).hasMessageStartingWith("the log failed before");
            assertThatThrownBy(writer::sync).hasMessageStartingWith("the log failed before");
            assertThat(writer.nextOffset()).isEqualTo(1);
        }
        assertThat(Logs.read(directory).frames()).hasSize(1);
    }

    @Test
    void aSegmentThatCannotBeBegunFailsTheLog() throws IOException {
        try (LogDirectory log = LogDirectory.open(directory, "");
                LogWriter writer = log.startWriter(Map.of(), 1)) {
            Files.createDirectory(directory.resolve("00000001-00000000000000000001.log"));

            assertThatThrownBy(() -> Logs.append(writer, "a", "b")).isInstanceOf(IOException.class);
            assertThatThrownBy(writer::sync).hasMessageStartingWith("the log failed before");
        }
    }
}
