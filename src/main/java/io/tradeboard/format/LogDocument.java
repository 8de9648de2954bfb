package io.tradeboard.format;

import io.avaje.jsonb.Json;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What {@code log verify} found: {@code tradeboard.log/1}. */
@Json
@Doc("The result of checking every frame of the log.")
record LogDocument(
        @Doc(value = "The schema of this document.", constant = LogDocument.SCHEMA)
        String schema,

        @Doc(value = "How many places are corrupt in all segments.", example = "0")
        long corruptions,

        @Doc("The segments, by writer and offset within each directory.")
        List<Segment> segments) {
    static final String SCHEMA = "tradeboard.log/1";

    /** A file of the log. */
    @Json
    @Doc("A segment of the log.")
    record Segment(
            @Doc("Its path.") String path,

            @Doc("The writer of its records; null if the file ends before that is recorded.") @Nullable
            String writer,

            @Doc(value = "How many records can be read.", example = "182044")
            long records,

            @Doc(value = "The size of the file.", example = "67108864")
            long bytes,

            @Doc("Where and why its end is torn, which is not corruption; null if it is complete.") @Nullable
            String torn,

            @Doc("The corrupt places, a sentence each; empty if there are none.")
            List<String> corrupt) {
        static Segment of(SegmentFindings found) {
            return new Segment(
                    found.path(), found.writer(), found.records(), found.bytes(), found.torn(), found.corrupt());
        }
    }

    static LogDocument of(List<SegmentFindings> segments) {
        long corruptions =
                segments.stream().mapToLong(found -> found.corrupt().size()).sum();
        return new LogDocument(
                SCHEMA, corruptions, segments.stream().map(Segment::of).toList());
    }
}
