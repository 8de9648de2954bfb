package io.tradeboard.wal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Small logs to write, read back and damage. Each record is one letter. */
final class Logs {
    static final String FILE = "file:1:00";
    static final long NO_LIMIT = 1 << 20;

    private Logs() {}

    /** What reading a whole log gives: each frame as {@code WRITER FIRST:LETTERS}, and the positions at the end. */
    record Contents(List<String> frames, Map<String, String> positions) {}

    static Contents read(Path directory) throws IOException {
        List<String> frames = new ArrayList<>();
        Map<String, String> positions = new LinkedHashMap<>();
        for (Segment segment : LogDirectory.segments(directory)) {
            segment.read(positions, frame -> {
                String letters = StandardCharsets.UTF_8
                        .decode(frame.records().duplicate())
                        .toString();
                frames.add(segment.writer() + " " + frame.firstOffset() + ":" + letters);
                return true;
            });
        }
        return new Contents(frames, positions);
    }

    /** Appends one synced frame per text, whose position is the count of letters so far. */
    static void append(LogWriter writer, String... texts) throws IOException {
        for (String text : texts) {
            long reached = writer.nextOffset() + text.length();
            writer.append(text.length(), 1_000, new Position(FILE, Long.toString(reached)), bytes(text));
            writer.sync();
        }
    }

    /** Opens the log once, with a writer of its own, and returns that writer's id. */
    static String write(Path directory, long segmentBytes, String... texts) throws IOException {
        try (LogDirectory log = LogDirectory.open(directory, "a test");
                LogWriter writer = log.startWriter(read(directory).positions(), segmentBytes)) {
            append(writer, texts);
            return writer.id();
        }
    }

    static List<Path> segments(Path directory) throws IOException {
        return LogDirectory.segments(directory).stream().map(Segment::path).toList();
    }

    static Path lastSegment(Path directory) throws IOException {
        List<Path> all = segments(directory);
        return all.get(all.size() - 1);
    }

    static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    }
}
