package io.tradeboard.source;

import java.io.IOException;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The log that a stream is read into, as far as the reader of the stream has to know it.
 *
 * @param writer the writer that this run has minted
 * @param writers all writers that have records in the log directory: they distinguish a copy of the directory from the
 *     original, whose later writers it does not hold
 * @param positions of all sources that the log knows, by name
 * @param memory a small text that the log directory keeps for the reader, and that is copied and restored with it
 */
public record StreamLog(String writer, Set<String> writers, Map<String, String> positions, Memory memory) {
    /** Keeps a text, whole or not at all. */
    public interface Memory {
        @Nullable
        String recall() throws IOException;

        void remember(String text) throws IOException;

        /** Distinguishes the directory from its copies while it stays where it is; the same for a copy that cannot be distinguished. */
        default String place() throws IOException {
            return "";
        }
    }

    /** How far this log has got with the stream; null where it does not know. */
    @Nullable
    StreamPosition position() {
        String position = positions.get(StreamSource.NAME);
        return position == null ? null : StreamPosition.parse(position);
    }
}
