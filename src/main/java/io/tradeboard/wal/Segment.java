package io.tradeboard.wal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A segment of the log, as it is read.
 *
 * @param run the count of the opening that created it
 * @param writer who wrote it; null where a crash left not even a whole header, and so no records
 * @param lastOfWriter whether no later segment is the same writer's, so that a torn tail may be here
 */
public record Segment(Path path, long run, @Nullable String writer, boolean lastOfWriter) {
    private static final Pattern NAME = Pattern.compile("([0-9]{8})-([0-9]{20})\\.log");

    /** Receives frames in the order in which they were written. */
    public interface Visitor {
        /** Takes a frame; returns whether to go on to the next. */
        boolean frame(Frame frame) throws IOException;
    }

    static String name(long run, long firstSequence) {
        return String.format(Locale.ROOT, "%08d-%020d.log", run, firstSequence);
    }

    static boolean isSegment(Path path) {
        return NAME.matcher(path.getFileName().toString()).matches();
    }

    static long run(Path path) {
        return number(path, 1);
    }

    private static long firstSequence(Path path) {
        return number(path, 2);
    }

    private static long number(Path path, int group) {
        Matcher name = NAME.matcher(path.getFileName().toString());
        if (!name.matches()) {
            throw new IllegalArgumentException("not a segment: " + path);
        }
        return Long.parseLong(name.group(group));
    }

    /** Reads what the header says, or null where a crash left none. */
    static Format.@Nullable Header header(Path path) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            ByteBuffer bytes = ByteBuffer.allocate(Format.HEADER_BYTES);
            while (bytes.hasRemaining() && channel.read(bytes) >= 0) {}
            return Format.parseHeader(path, bytes.flip());
        }
    }

    /**
     * Reads every frame up to the end or the torn tail.
     *
     * @param positions filled with the last position of each source; it is brought up to date before each frame is
     *     visited
     * @throws LogCorruptException if a frame is bad and it is not a torn tail
     */
    public void read(Map<String, String> positions, Visitor visitor) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            ByteBuffer bytes = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size());
            if (writer == null) {
                checkTorn(bytes, 0, "header is not whole");
                return;
            }
            int at = Format.HEADER_BYTES;
            long expected = firstSequence(path);
            while (at < bytes.limit()) {
                String problem = Format.problem(bytes, at);
                if (problem != null) {
                    checkTorn(bytes, at, problem);
                    return;
                }
                int length = bytes.getInt(at);
                ByteBuffer payload = bytes.slice(at + Format.PREFIX_BYTES, length);
                if (bytes.get(at + 8) == Format.POSITIONS) {
                    Format.parsePositions(payload, positions);
                } else {
                    Frame frame = Format.parseRecords(payload);
                    if (frame.firstSequence() != expected) {
                        throw new LogCorruptException(
                                path, at, "record " + frame.firstSequence() + " where " + expected + " should be");
                    }
                    expected += frame.count();
                    if (!frame.position().source().isEmpty()) {
                        positions.put(
                                frame.position().source(), frame.position().value());
                    }
                    if (!visitor.frame(frame)) {
                        return;
                    }
                }
                at += Format.PREFIX_BYTES + length;
            }
        }
    }

    /** A torn tail is the end of the last segment of its writer, with nothing valid behind it. */
    private void checkTorn(ByteBuffer bytes, int at, String problem) throws LogCorruptException {
        if (!lastOfWriter) {
            throw new LogCorruptException(path, at, problem + ", and its writer went on in a later segment");
        }
        for (int next = at + 1; next < bytes.limit(); next++) {
            if (Format.problem(bytes, next) == null) {
                throw new LogCorruptException(path, at, problem + ", and a valid frame follows at offset " + next);
            }
        }
    }
}
