package io.tradeboard.wal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * A segment of the log, as it is read.
 *
 * @param run the count of the opening that created it
 * @param firstOffset of the first record in it
 * @param writer who wrote it; null where a crash left not even a whole header, and so no records
 * @param lastOfWriter whether no later segment is the same writer's, so that a torn tail may be here
 */
public record Segment(
        Path path, long run, long firstOffset, @Nullable String writer, boolean lastOfWriter) {
    private static final Pattern NAME = Pattern.compile("([0-9]{8})-([0-9]{20})\\.log");

    /** Receives what a segment holds, in the order in which it was written. */
    public interface Visitor {
        /** Takes a frame; returns whether to continue with the next. */
        boolean frame(Frame frame) throws IOException;

        /** Takes the news that a part cannot be read; reading continues after it unless this throws, as it does here. */
        default void damaged(LogCorruptException damage) throws IOException {
            throw damage;
        }

        /** Takes the news that a crash left an unfinished frame at the end. */
        default void torn(long offset, String problem) throws IOException {}
    }

    static Segment of(Path path, boolean lastOfWriter) throws IOException {
        Format.Header header = header(path);
        return new Segment(path, run(path), number(path, 2), header == null ? null : header.writer(), lastOfWriter);
    }

    static String name(long run, long firstOffset) {
        return String.format(Locale.ROOT, "%08d-%020d.log", run, firstOffset);
    }

    static boolean isSegment(Path path) {
        return NAME.matcher(path.getFileName().toString()).matches();
    }

    static long run(Path path) {
        return number(path, 1);
    }

    private static long number(Path path, int group) {
        Matcher name = NAME.matcher(path.getFileName().toString());
        if (!name.matches()) {
            throw new IllegalArgumentException("not a segment: " + path);
        }
        return Long.parseLong(name.group(group));
    }

    /** What the segment is called in its directory. */
    public String name() {
        return path.getFileName().toString();
    }

    /** The key in the header, or null where a crash left none. */
    static @Nullable String key(Path path) throws IOException {
        Format.Header header = header(path);
        return header == null ? null : header.key();
    }

    /** Reads what the header says, or null where a crash left none. */
    private static Format.@Nullable Header header(Path path) throws IOException {
        try (FileChannel channel = open(path)) {
            ByteBuffer bytes = ByteBuffer.allocate(Format.HEADER_BYTES);
            while (bytes.hasRemaining() && channel.read(bytes) >= 0) {}
            return Format.parseHeader(path, bytes.flip());
        }
    }

    private static FileChannel open(Path path) throws IOException {
        return FileChannel.open(path, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
    }

    /** CRC32C of all its bytes. */
    public int checksum() throws IOException {
        try (FileChannel channel = open(path)) {
            CRC32C crc = new CRC32C();
            crc.update(channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size()));
            return (int) crc.getValue();
        }
    }

    /** What is wrong if this segment is to go on at the given offset of the same writer, or null. */
    public @Nullable LogCorruptException gapAt(long offset) {
        return firstOffset == offset
                ? null
                : new LogCorruptException(
                        path,
                        0,
                        "it starts at record " + firstOffset + ", but the segment before it ends before " + offset);
    }

    /**
     * Reads every frame up to the end or the torn tail.
     *
     * @param positions filled with the last position of each source; it is brought up to date before each frame is
     *     visited
     * @return the offset behind the last record that was read
     * @throws LogCorruptException if a part cannot be read, it is not a torn tail, and the visitor does not take that
     */
    public long read(Map<String, String> positions, Visitor visitor) throws IOException {
        try (FileChannel channel = open(path)) {
            ByteBuffer bytes = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size());
            return new Reading(bytes, positions, visitor).run();
        }
    }

    /** One pass over the bytes. */
    private final class Reading {
        private final ByteBuffer bytes;
        private final Map<String, String> positions;
        private final Visitor visitor;
        private long next = firstOffset;
        private boolean afterDamage;

        Reading(ByteBuffer bytes, Map<String, String> positions, Visitor visitor) {
            this.bytes = bytes;
            this.positions = positions;
            this.visitor = visitor;
        }

        long run() throws IOException {
            int at = writer == null ? behind(0, "header is incomplete") : Format.HEADER_BYTES;
            while (at < bytes.limit()) {
                String problem = Format.problem(bytes, at);
                if (problem != null) {
                    at = behind(at, problem);
                    continue;
                }
                int length = bytes.getInt(at);
                ByteBuffer payload = bytes.slice(at + Format.PREFIX_BYTES, length);
                if (bytes.get(at + 8) == Format.POSITIONS) {
                    Format.parsePositions(payload, positions);
                } else if (!visit(Format.parseRecords(payload), at)) {
                    break;
                }
                at += Format.PREFIX_BYTES + length;
            }
            return next;
        }

        private boolean visit(Frame frame, int at) throws IOException {
            long expected = next;
            if (frame.firstOffset() < expected || (frame.firstOffset() > expected && !afterDamage)) {
                visitor.damaged(new LogCorruptException(
                        path, at, "record " + frame.firstOffset() + " where " + expected + " should be"));
            }
            if (writer == null || frame.firstOffset() < expected) {
                // Nobody knows whose records these are, or they are there already: they must not count.
                return true;
            }
            afterDamage = false;
            next = frame.nextOffset();
            if (!frame.position().source().isEmpty()) {
                positions.put(frame.position().source(), frame.position().value());
            }
            return visitor.frame(frame);
        }

        /**
         * Whether a frame starts here that can follow so many bad bytes. A trade holds bytes that its sender chose, among
         * them perhaps such as look like a frame; one cannot choose which records come next, of which each has a byte.
         */
        private boolean isNext(int at, int skipped) {
            if (Format.problem(bytes, at) != null) {
                return false;
            }
            long first = Format.firstOffset(bytes, at);
            return first >= next && first - next <= skipped;
        }

        /**
         * Where reading continues after a bad frame. A torn tail is the end of the last segment of its writer, with
         * nothing valid behind it; everything else is damage.
         */
        private int behind(int at, String problem) throws IOException {
            int found = at + 1;
            while (found < bytes.limit() && !isNext(found, found - at)) {
                found++;
            }
            if (found < bytes.limit()) {
                afterDamage = true;
                visitor.damaged(
                        new LogCorruptException(path, at, problem + ", and a valid frame follows at offset " + found));
            } else if (lastOfWriter) {
                visitor.torn(at, problem);
            } else {
                visitor.damaged(
                        new LogCorruptException(path, at, problem + ", and its writer continued in a later segment"));
            }
            return found;
        }
    }
}
