package io.tradeboard.format;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was found in a segment of the log.
 *
 * @param writer of its records; null if the file ends before that is recorded
 * @param records that can be read
 * @param bytes the size of the file
 * @param torn where and why its end is torn, which is not corruption; null if it is complete
 * @param corrupt its corrupt places, a sentence each
 */
public record SegmentFindings(
        String path,
        @Nullable String writer,
        long records,
        long bytes,
        @Nullable String torn,
        List<String> corrupt) {
    public SegmentFindings {
        corrupt = List.copyOf(corrupt);
    }
}
