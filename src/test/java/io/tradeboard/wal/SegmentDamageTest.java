package io.tradeboard.wal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Cuts, flips and gaps: a log gives its records back unchanged, or a prefix of them, or says where it is corrupt. */
class SegmentDamageTest {
    @TempDir
    Path directory;

    @Test
    void aLogCutAtAnyByteGivesAPrefixOfWholeFrames() throws IOException {
        Logs.write(directory, Logs.NO_LIMIT, "ab", "c");
        Logs.write(directory, Logs.NO_LIMIT, mixed());
        List<String> all = Logs.read(directory).frames();
        Path segment = Logs.lastSegment(directory);
        byte[] whole = Files.readAllBytes(segment);
        assertThat(whole).hasSizeGreaterThan(4 << 10);
        int left = all.size();

        for (int length = whole.length; length >= 0; length--) {
            truncate(segment, length);
            List<String> read = Logs.read(directory).frames();

            assertThat(read).isEqualTo(all.subList(0, read.size())).hasSizeBetween(left - 1, left);
            left = read.size();
        }
        assertThat(left).isEqualTo(2);
    }

    /** A sender chooses the bytes of names and quantities, and may know how to make them look like a frame. */
    @Test
    void aFrameInsideATornFrameIsNotTakenForOne() throws IOException {
        ByteBuffer noise = Logs.bytes("a".repeat(40));
        ByteBuffer lateRecord = ByteBuffer.allocate(25)
                .put(Format.recordsHead(5_000_000_000L, 1, 1_000, new Position("", "")))
                .put(0, new byte[0]);
        ByteBuffer positions = Format.positions(Map.of("file:x", "1"));
        for (ByteBuffer forged : List.of(
                Format.frame(Format.RECORDS, noise),
                Format.frame(Format.RECORDS, lateRecord.rewind()),
                Format.frame(Format.POSITIONS, noise.duplicate()),
                Format.frame(Format.POSITIONS, positions))) {
            Path log = directory.resolve("log-" + forged.remaining() + "-" + forged.get(8));
            Logs.write(log, Logs.NO_LIMIT, "ab", "c");
            Logs.Contents whole = Logs.read(log);
            ByteBuffer torn = ByteBuffer.allocate(Format.PREFIX_BYTES + 100 + forged.remaining());
            torn.putInt(1_000_000)
                    .putInt(7)
                    .put(Format.RECORDS)
                    .put(new byte[50])
                    .put(forged.duplicate());
            Files.write(Logs.lastSegment(log), torn.array(), StandardOpenOption.APPEND);

            assertThat(Logs.read(log)).isEqualTo(whole);
        }
    }

    @Test
    void noFlippedBitEverChangesARecord() throws IOException {
        Logs.write(directory, 100, "ab", "c");
        Logs.write(directory, Logs.NO_LIMIT, mixed());
        List<String> all = Logs.read(directory).frames();

        for (Path segment : Logs.segments(directory)) {
            byte[] whole = Files.readAllBytes(segment);
            for (int bit = 0; bit < whole.length * 8; bit++) {
                byte flipped = (byte) (whole[bit / 8] ^ 1 << (bit % 8));
                put(segment, bit / 8, flipped);
                assertCorruptOrWithoutOneTail(segment, all);
                put(segment, bit / 8, whole[bit / 8]);
            }
        }
        assertThat(Logs.read(directory).frames()).isEqualTo(all);
    }

    /** A flip in a writer's last frame looks like a torn tail; any other is reported. */
    private void assertCorruptOrWithoutOneTail(Path segment, List<String> all) {
        try {
            List<String> read = Logs.read(directory).frames();
            assertThat(read).hasSize(all.size() - 1);
            assertThat(all).containsSubsequence(read);
        } catch (LogCorruptException e) {
            assertThat(e).hasMessageMatching("\\Q" + segment + "\\E: corrupt at offset [0-9]+: .+");
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void zerosFromAnyBlockBorderAreATornTail() throws IOException {
        Logs.write(directory, Logs.NO_LIMIT, "a".repeat(600), "b".repeat(900), "c".repeat(2_000), "d".repeat(600));
        List<String> all = Logs.read(directory).frames();
        Path segment = Logs.lastSegment(directory);
        byte[] whole = Files.readAllBytes(segment);

        for (int border = 0; border <= whole.length; border += 512) {
            byte[] zeroed = Arrays.copyOf(Arrays.copyOf(whole, border), whole.length + 4096);
            Files.write(segment, zeroed);
            List<String> read = Logs.read(directory).frames();

            assertThat(read).isEqualTo(all.subList(0, read.size())).hasSizeLessThan(all.size());
        }
        Files.write(segment, Arrays.copyOf(whole, whole.length + 512));
        assertThat(Logs.read(directory).frames()).isEqualTo(all);
    }

    @Test
    void aBadFrameBeforeTheWritersLastSegmentIsCorruption() throws IOException {
        Logs.write(directory, 100, "a", "b");
        Path first = Logs.segments(directory).get(0);
        byte[] whole = Files.readAllBytes(first);
        Files.write(first, Arrays.copyOf(whole, whole.length - 1));

        assertThatThrownBy(() -> Logs.read(directory))
                .isInstanceOf(LogCorruptException.class)
                .hasMessageStartingWith(first + ": corrupt at offset ")
                .hasMessageEndingWith("frame is cut, and its writer continued in a later segment");
    }

    @Test
    void aBadFrameWithAValidOneBehindItIsCorruption() throws IOException {
        Logs.write(directory, Logs.NO_LIMIT, "a", "b");
        Path segment = Logs.lastSegment(directory);
        byte[] whole = Files.readAllBytes(segment);
        int offset = Format.HEADER_BYTES + Format.PREFIX_BYTES;
        whole[offset + Format.PREFIX_BYTES] ^= 1;
        Files.write(segment, whole);

        assertThatThrownBy(() -> Logs.read(directory))
                .hasMessageMatching(".*: corrupt at offset " + offset
                        + ": checksum does not match, and a valid frame follows at offset [0-9]+");
    }

    @Test
    void aGapInTheOffsetsIsCorruption() throws IOException {
        Logs.write(directory, Logs.NO_LIMIT, "a", "b", "c");
        Path segment = Logs.lastSegment(directory);
        byte[] whole = Files.readAllBytes(segment);
        int start = Format.HEADER_BYTES + Format.PREFIX_BYTES;
        int frame = (whole.length - start) / 3;
        ByteBuffer without = ByteBuffer.allocate(whole.length - frame);
        without.put(whole, 0, start + frame).put(whole, start + 2 * frame, frame);
        Files.write(segment, without.array());

        assertThatThrownBy(() -> Logs.read(directory))
                .isInstanceOf(LogCorruptException.class)
                .hasMessageEndingWith("record 2 where 1 should be");
    }

    @Test
    void aReaderThatTakesTheNewsGoesOnBehindTheDamage() throws IOException {
        Logs.write(directory, Logs.NO_LIMIT, "a", "b", "c");
        Path segment = Logs.lastSegment(directory);
        byte[] whole = Files.readAllBytes(segment);
        int start = Format.HEADER_BYTES + Format.PREFIX_BYTES;
        int frame = (whole.length - start) / 3;
        whole[start + frame + Format.PREFIX_BYTES] ^= 1;
        Files.write(segment, whole);

        assertThat(readPastDamage())
                .containsExactly(
                        "0:a",
                        segment + ": corrupt at offset " + (start + frame) + ": checksum does not match, and a valid"
                                + " frame follows at offset " + (start + 2 * frame),
                        "2:c");
    }

    @Test
    void aSegmentMissingBetweenTwoOfItsWriterIsCorruption() throws IOException {
        Logs.write(directory, 100, "a", "b", "c");
        List<Path> segments = Logs.segments(directory);
        Files.delete(segments.get(1));

        assertThat(readPastDamage())
                .containsExactly(
                        "0:a",
                        segments.get(2)
                                + ": corrupt at offset 0: it starts at record 2, but the segment before"
                                + " it ends before 1",
                        "2:c");
    }

    @Test
    void aWriterWhoseFirstSegmentsArePrunedIsWhole() throws IOException {
        Logs.write(directory, 100, "a", "b", "c");
        Files.delete(Logs.segments(directory).get(0));

        assertThat(readPastDamage()).containsExactly("1:b", "2:c");
    }

    @Test
    void recordsThatComeTwiceAreReadOnce() throws IOException {
        Logs.write(directory, Logs.NO_LIMIT, "a", "b");
        Path segment = Logs.lastSegment(directory);
        byte[] whole = Files.readAllBytes(segment);
        int frame = (whole.length - Format.HEADER_BYTES - Format.PREFIX_BYTES) / 2;
        byte[] twice = Arrays.copyOf(whole, whole.length + frame);
        System.arraycopy(whole, whole.length - frame, twice, whole.length, frame);
        Files.write(segment, twice);

        assertThat(readPastDamage())
                .containsExactly(
                        "0:a", "1:b", segment + ": corrupt at offset " + whole.length + ": record 1 where 2 should be");
    }

    @Test
    void theEndThatACrashLeftIsReported() throws IOException {
        Logs.write(directory, Logs.NO_LIMIT, "a", "b");
        Path segment = Logs.lastSegment(directory);
        byte[] whole = Files.readAllBytes(segment);
        Files.write(segment, Arrays.copyOf(whole, whole.length - 1));
        int frame = (whole.length - Format.HEADER_BYTES - Format.PREFIX_BYTES) / 2;

        assertThat(readPastDamage()).containsExactly("0:a", "torn at " + (whole.length - frame) + ": frame is cut");
    }

    /** The frames, and the news between them. */
    private List<String> readPastDamage() throws IOException {
        List<String> read = new ArrayList<>();
        for (WriterLog writer : LogDirectory.writers(LogDirectory.segments(directory))) {
            writer.read(new HashMap<>(), new Segment.Visitor() {
                @Override
                public boolean frame(Frame frame) {
                    read.add(frame.firstOffset() + ":"
                            + StandardCharsets.UTF_8.decode(frame.records().duplicate()));
                    return true;
                }

                @Override
                public void damaged(LogCorruptException damage) {
                    read.add(damage.getMessage());
                }

                @Override
                public void torn(long offset, String problem) {
                    read.add("torn at " + offset + ": " + problem);
                }
            });
        }
        return read;
    }

    /** Frames of many sizes, 4 KiB in all. */
    private static String[] mixed() {
        return IntStream.range(1, 60).mapToObj(i -> "x".repeat(i * 37 % 101)).toArray(String[]::new);
    }

    private static void truncate(Path path, long length) throws IOException {
        try (FileChannel file = FileChannel.open(path, StandardOpenOption.WRITE)) {
            file.truncate(length);
        }
    }

    private static void put(Path path, int at, byte value) throws IOException {
        try (FileChannel file = FileChannel.open(path, StandardOpenOption.WRITE)) {
            file.write(ByteBuffer.wrap(new byte[] {value}), at);
        }
    }
}
