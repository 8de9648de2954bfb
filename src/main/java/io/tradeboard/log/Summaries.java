package io.tradeboard.log;

import io.tradeboard.run.Notices;
import io.tradeboard.trade.TradeColumns;
import io.tradeboard.wal.Frame;
import io.tradeboard.wal.LogDirectory;
import io.tradeboard.wal.Segment;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The summaries of all segments that do not grow any more: known from before, stored beside the segment, or made by
 * reading it once. One that was stored is believed only where the segment still has the bytes that it summarises, one that
 * is known where it has as many. Of a segment with a gap none is kept, so that a restored one is noticed.
 *
 * <p>Thread-safe.
 */
public final class Summaries {
    private final LogDirectory directory;
    private final Notices notices;
    private final Map<String, Known> known = new ConcurrentHashMap<>();

    /** A summary, and how many bytes its segment had when it was made. */
    private record Known(Summary summary, long bytes) {}

    public Summaries(LogDirectory directory, Notices notices) {
        this.directory = directory;
        this.notices = notices;
    }

    /** What is in a segment that does not grow any more, unless it is being restored. */
    public Summary of(Segment segment) throws IOException {
        long bytes = Files.size(segment.path());
        Known before = known.get(segment.name());
        if (before != null && before.bytes() == bytes) {
            return before.summary();
        }
        int checksum = segment.checksum();
        byte[] stored = directory.summary(segment.name());
        Summary summary = stored == null ? null : Summary.decode(stored, bytes, checksum);
        if (summary == null) {
            summary = read(segment);
            if (summary.gaps().isEmpty() && Files.size(segment.path()) == bytes) {
                store(segment.name(), summary, bytes, checksum);
            }
        } else {
            known.put(segment.name(), new Known(summary, bytes));
        }
        return summary;
    }

    /**
     * Keeps the summary of a segment that has just come to its end.
     *
     * @param bytes how many bytes the segment has
     * @param checksum CRC32C of them
     */
    public void store(String segment, Summary summary, long bytes, int checksum) {
        known.put(segment, new Known(summary, bytes));
        try {
            directory.summarise(segment, summary.encode(bytes, checksum));
        } catch (IOException e) {
            // It only saves the next start the reading of the segment.
            notices.warnOnce("cannot store the summary of " + segment + ": " + e.getMessage());
        }
    }

    /** Forgets a segment that was deleted. */
    public void forget(Segment segment) {
        known.remove(segment.name());
    }

    private static Summary read(Segment segment) throws IOException {
        Summary summary = new Summary(segment.firstOffset());
        RecordCodec codec = new RecordCodec();
        TradeColumns columns = new TradeColumns();
        FrameReader.read(segment, summary.positions(), new FrameReader.Sink() {
            @Override
            public boolean frame(Frame frame) {
                summary.reach(frame.firstOffset(), frame.arrivalMillis());
                codec.decode(frame.records(), 0, frame.count(), columns);
                summary.add(frame.firstOffset(), columns);
                return true;
            }

            @Override
            public void gap(Gap gap) {
                summary.gap(gap);
            }
        });
        return summary;
    }
}
