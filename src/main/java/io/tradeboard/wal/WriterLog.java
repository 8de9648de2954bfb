package io.tradeboard.wal;

import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * What is there of one writer's records: its segments, oldest first. Of a writer whose first segments are pruned, the
 * later ones.
 */
public record WriterLog(String writer, List<Segment> segments) {
    public WriterLog {
        segments = List.copyOf(segments);
    }

    /**
     * Reads every segment as {@link Segment#read} does, to the end or until the visitor wants no more; a segment that
     * is missing between two others is damage.
     *
     * @return the offset behind the last record that was read
     */
    public long read(Map<String, String> positions, Segment.Visitor visitor) throws IOException {
        Watched watched = new Watched(visitor);
        long next = segments.get(0).firstOffset();
        for (Segment segment : segments) {
            LogCorruptException gap = segment.gapAt(next);
            if (gap != null) {
                visitor.damaged(gap);
            }
            next = segment.read(positions, watched);
            if (watched.enough) {
                break;
            }
        }
        return next;
    }

    /** Passes everything on and knows whether the visitor has had enough. */
    private static final class Watched implements Segment.Visitor {
        private final Segment.Visitor visitor;
        private boolean enough;

        Watched(Segment.Visitor visitor) {
            this.visitor = visitor;
        }

        @Override
        public boolean frame(Frame frame) throws IOException {
            enough = !visitor.frame(frame);
            return !enough;
        }

        @Override
        public void damaged(LogCorruptException damage) throws IOException {
            visitor.damaged(damage);
        }

        @Override
        public void torn(long offset, String problem) throws IOException {
            visitor.torn(offset, problem);
        }
    }
}
