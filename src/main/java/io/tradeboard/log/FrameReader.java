package io.tradeboard.log;

import io.tradeboard.wal.Frame;
import io.tradeboard.wal.LogCorruptException;
import io.tradeboard.wal.Segment;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the frames of a segment, and says of damage between them which records are missing. */
final class FrameReader {
    private FrameReader() {}

    /** Takes frames and gaps in their order. */
    interface Sink {
        boolean frame(Frame frame) throws IOException;

        void gap(Gap gap) throws IOException;
    }

    /**
     * Reads a segment to its end, or until the sink has had enough.
     *
     * @return the offset behind the last record that was read
     */
    static long read(Segment segment, Map<String, String> positions, Sink sink) throws IOException {
        Pairing pairing = new Pairing(segment.firstOffset(), sink);
        long next = segment.read(positions, pairing);
        pairing.end();
        return next;
    }

    /** Damage becomes a gap when it is known where the log continues after it. */
    private static final class Pairing implements Segment.Visitor {
        private final Sink sink;
        private long next;
        private @Nullable String damage;

        Pairing(long next, Sink sink) {
            this.next = next;
            this.sink = sink;
        }

        @Override
        public boolean frame(Frame frame) throws IOException {
            String before = damage;
            if (before != null) {
                damage = null;
                sink.gap(new Gap(next, frame.firstOffset(), before));
            }
            next = frame.nextOffset();
            return sink.frame(frame);
        }

        @Override
        public void damaged(LogCorruptException found) {
            damage = damage == null ? String.valueOf(found.getMessage()) : damage;
        }

        void end() throws IOException {
            String before = damage;
            if (before != null) {
                sink.gap(new Gap(next, Long.MAX_VALUE, before));
            }
        }
    }
}
