package io.tradeboard.wal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Cuts, flips and gaps: a log gives its records back unchanged, or a prefix of them, or says where it is corrupt. */
class SegmentDamageTest {
    @TempDir
    Path directory;

    @Test
    void aLogCutAtAnyByteGivesAPrefixOfWholeFrames() throws IOException {
        Logs.write(directory, Logs.NO_LIMIT, "ab", "c");
        Logs.write(directory, Logs.NO_LIMIT, "d", "efg", "h");
        List<String> all = Logs.read(directory).frames();
        Path segment = Logs.lastSegment(directory);
        byte[] whole = Files.readAllBytes(segment);
        int left = all.size();

        for (int length = whole.length; length >= 0; length--) {
            Files.write(segment, Arrays.copyOf(whole, length));
            List<String> read = Logs.read(directory).frames();

            assertThat(read).isEqualTo(all.subList(0, read.size())).hasSizeBetween(left - 1, left);
            left = read.size();
        }
        assertThat(left).isEqualTo(2);
    }

    @Test
    void noFlippedBitEverChangesARecord() throws IOException {
        Logs.write(directory, 100, "ab", "c");
        Logs.write(directory, Logs.NO_LIMIT, "d", "efg", "h");
        List<String> all = Logs.read(directory).frames();

        for (Path segment : Logs.segments(directory)) {
            byte[] whole = Files.readAllBytes(segment);
            for (int bit = 0; bit < whole.length * 8; bit++) {
                flip(whole, bit);
                Files.write(segment, whole);
                assertCorruptOrWithoutOneTail(segment, all);
                flip(whole, bit);
            }
            Files.write(segment, whole);
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
        Logs.write(directory, Logs.NO_LIMIT, "a".repeat(600), "b".repeat(600), "c".repeat(600));
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
                .hasMessageEndingWith("frame is cut, and its writer went on in a later segment");
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
    void aGapInTheSequenceIsCorruption() throws IOException {
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
                .hasMessageEndingWith("record 3 where 2 should be");
    }

    private static void flip(byte[] bytes, int bit) {
        bytes[bit / 8] ^= (byte) (1 << (bit % 8));
    }
}
