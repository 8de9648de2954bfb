package io.tradeboard.log;

import io.tradeboard.trade.BoardId;
import io.tradeboard.trade.TradeColumns;
import io.tradeboard.wal.Frame;
import io.tradeboard.wal.LogCorruptException;
import io.tradeboard.wal.LogDirectory;
import io.tradeboard.wal.Segment;
import io.tradeboard.wal.WriterLog;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One writer's segments in a log directory. With summaries it knows what segments hold without reading them; without, as
 * in a directory that another process has locked, it reads them all.
 *
 * <p>An instance is a look at the segments there are now. Not thread-safe.
 */
public final class FileLog implements RecordLog {
    private final WriterLog segments;
    private final @Nullable Summaries summaries;
    private final boolean growing;

    private FileLog(WriterLog segments, @Nullable Summaries summaries, boolean growing) {
        this.segments = segments;
        this.summaries = summaries;
        this.growing = growing;
    }

    /**
     * The logs in a directory that this process has locked, the oldest first.
     *
     * @param live the writer that is still appending, empty where none is
     */
    public static List<RecordLog> of(LogDirectory directory, Summaries summaries, String live) throws IOException {
        return List.copyOf(files(directory, summaries, live));
    }

    /** The same, for who asks what only files know. */
    public static List<FileLog> files(LogDirectory directory, Summaries summaries, String live) throws IOException {
        List<FileLog> logs = new ArrayList<>();
        for (WriterLog segments : LogDirectory.writers(directory.segments())) {
            logs.add(new FileLog(segments, summaries, segments.writer().equals(live)));
        }
        return logs;
    }

    /** The logs in a directory that another process may be writing to. */
    public static List<RecordLog> of(Path directory) throws IOException {
        List<RecordLog> logs = new ArrayList<>();
        for (WriterLog segments : LogDirectory.writers(LogDirectory.segments(directory))) {
            logs.add(new FileLog(segments, null, true));
        }
        return logs;
    }

    /**
     * The end of a log.
     *
     * @param from where it begins
     * @param records how many it has from there on
     */
    public record Tail(FileLog log, long from, long records) {}

    /** The shortest end of whole segments that has so many records, or all of the log. */
    public Tail tail(long records) throws IOException {
        List<Segment> all = segments.segments();
        long found = 0;
        int first = all.size();
        while (first > 0 && found < records) {
            first--;
            Summary summary = summaryOf(all.get(first));
            found += summary == null ? 0 : summary.nextOffset() - all.get(first).firstOffset();
        }
        return new Tail(
                this, first == all.size() ? Long.MAX_VALUE : all.get(first).firstOffset(), found);
    }

    @Override
    public String writer() {
        return segments.writer();
    }

    @Override
    public long begin() {
        return segments.segments().get(0).firstOffset();
    }

    @Override
    public Extent extent() throws IOException {
        long end = begin();
        for (Segment segment : segments.segments()) {
            Summary summary = summaryOf(segment);
            end = summary != null ? summary.nextOffset() : new Pass(new Nothing(), end, Long.MAX_VALUE).read(segment);
        }
        return new Extent(begin(), end);
    }

    @Override
    public List<Gap> gaps() throws IOException {
        List<Gap> gaps = new ArrayList<>();
        read(0, Long.MAX_VALUE, new Nothing() {
            @Override
            public void gap(Gap gap) {
                gaps.add(gap);
            }
        });
        return gaps;
    }

    @Override
    public long read(long from, long to, Sink sink) throws IOException {
        List<Segment> all = segments.segments();
        long next = Math.max(from, all.get(0).firstOffset());
        Pass pass = new Pass(sink, from, to);
        boolean connected = false;
        for (int i = 0; i < all.size(); i++) {
            Segment segment = all.get(i);
            if (segment.firstOffset() >= to) {
                break;
            }
            if (i + 1 < all.size() && all.get(i + 1).firstOffset() <= from) {
                continue;
            }
            if (connected && segment.firstOffset() > Math.max(next, pass.missingTo)) {
                pass.gap(new Gap(next, segment.firstOffset(), missing(segment, next)));
            }
            connected = true;
            Summary summary = summaryOf(segment);
            if (summary != null && summary.gaps().isEmpty() && !sink.wants(summary.nexts())) {
                next = Math.max(next, Math.min(to, summary.nextOffset()));
                continue;
            }
            pass.end = i + 1 < all.size() ? all.get(i + 1).firstOffset() : Long.MAX_VALUE;
            next = Math.max(next, pass.read(segment));
            if (pass.enough) {
                break;
            }
        }
        return next;
    }

    private static String missing(Segment segment, long next) {
        LogCorruptException gap = segment.gapAt(next);
        return gap == null ? "" : String.valueOf(gap.getMessage());
    }

    private @Nullable Summary summaryOf(Segment segment) throws IOException {
        return summaries == null || (growing && segment.lastOfWriter()) ? null : summaries.of(segment);
    }

    /** Takes records and wants none that it could do without. */
    private static class Nothing implements Sink {
        @Override
        public boolean wants(Map<BoardId, Long> nexts) {
            return false;
        }

        @Override
        public boolean records(long offset, long arrivalMillis, TradeColumns records) {
            return true;
        }
    }

    /** One reading: passes on what is asked for, and knows whether the sink has had enough, and which gaps it knows. */
    private static final class Pass implements FrameReader.Sink {
        private final Sink sink;
        private final long from;
        private final long to;
        private final RecordCodec codec = new RecordCodec();
        private final TradeColumns columns = new TradeColumns();
        private boolean enough;

        /** Where the next segment begins: nothing of this one can be missing from there on. */
        private long end = Long.MAX_VALUE;

        private long missingTo;

        Pass(Sink sink, long from, long to) {
            this.sink = sink;
            this.from = from;
            this.to = to;
        }

        /** Returns the offset behind the last record that there was before {@code to}. */
        long read(Segment segment) throws IOException {
            return Math.min(FrameReader.read(segment, new HashMap<>(), this), to);
        }

        @Override
        public boolean frame(Frame frame) throws IOException {
            if (frame.firstOffset() >= to) {
                return false;
            }
            if (frame.nextOffset() <= from) {
                return true;
            }
            int skip = (int) Math.max(0, from - frame.firstOffset());
            int count = (int) (Math.min(frame.nextOffset(), to) - frame.firstOffset()) - skip;
            codec.decode(frame.records(), skip, count, columns);
            if (count > 0 && !sink.records(frame.firstOffset() + skip, frame.arrivalMillis(), columns)) {
                enough = true;
                return false;
            }
            return frame.nextOffset() <= to;
        }

        @Override
        public void gap(Gap gap) throws IOException {
            long last = Math.min(gap.to(), end);
            missingTo = Math.max(missingTo, last);
            // A frame without records may be damaged too: then nothing is missing.
            if (last > Math.max(gap.from(), from) && gap.from() < to) {
                sink.gap(new Gap(gap.from(), last, gap.reason()));
            }
        }
    }
}
