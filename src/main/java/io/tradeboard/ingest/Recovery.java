package io.tradeboard.ingest;

import io.tradeboard.log.Summaries;
import io.tradeboard.log.Summary;
import io.tradeboard.run.Notices;
import io.tradeboard.trade.LoggedTrade;
import io.tradeboard.wal.Frame;
import io.tradeboard.wal.LogCorruptException;
import io.tradeboard.wal.LogDirectory;
import io.tradeboard.wal.Segment;
import io.tradeboard.wal.WriterLog;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * What a daemon knows from the log before it reads anything: how far each source was read, under which name it reads the
 * stream, and which trades it has seen lately.
 */
record Recovery(Map<String, String> positions, String consumer, DuplicateWindow duplicates) {
    private static final String CONSUMER = "consumer";

    /** Reads what of the log is needed for that, and tells of all damage in it. */
    static Recovery of(LogDirectory directory, Summaries summaries, int dedupeWindow, Notices notices)
            throws IOException {
        List<Segment> segments = directory.segments();
        Map<String, String> positions = new HashMap<>();
        for (Segment segment : segments) {
            Summary summary = summaries.of(segment);
            summary.damage().forEach(damage -> notices.sayOnce(Damage.message(damage)));
            positions.putAll(summary.positions());
        }
        tellGaps(segments, summaries, notices);
        return new Recovery(positions, consumer(directory, notices), duplicates(segments, summaries, dedupeWindow));
    }

    private static void tellGaps(List<Segment> segments, Summaries summaries, Notices notices) throws IOException {
        for (WriterLog writer : LogDirectory.writers(segments)) {
            long last = writer.segments().get(0).firstSequence() - 1;
            for (Segment segment : writer.segments()) {
                LogCorruptException gap = segment.gapAfter(last);
                if (gap != null) {
                    notices.sayOnce(Damage.message(String.valueOf(gap.getMessage())));
                }
                last = summaries.of(segment).lastSequence();
            }
        }
    }

    /** Fills the window from the latest segments, as far back as it reaches. */
    private static DuplicateWindow duplicates(List<Segment> segments, Summaries summaries, int dedupeWindow)
            throws IOException {
        int first = segments.size();
        long found = 0;
        while (first > 0 && found < dedupeWindow) {
            first--;
            found += summaries.of(segments.get(first)).identified();
        }
        DuplicateWindow duplicates = new DuplicateWindow(dedupeWindow);
        Latest latest = new Latest(duplicates, found - dedupeWindow);
        for (Segment segment : segments.subList(first, segments.size())) {
            segment.read(new HashMap<>(), latest);
        }
        return duplicates;
    }

    /** Shows the window the last trades with an id, but for the first ones, which it would only forget again. */
    private static final class Latest implements Segment.Visitor {
        private final DuplicateWindow window;
        private long tooOld;

        Latest(DuplicateWindow window, long tooOld) {
            this.window = window;
            this.tooOld = tooOld;
        }

        @Override
        public boolean frame(Frame frame) {
            ByteBuffer records = frame.records().duplicate();
            for (int i = 0; i < frame.count(); i++) {
                LoggedTrade.Identity identity = LoggedTrade.decodeIdentity(records);
                if (identity != null && --tooOld < 0) {
                    window.isNew(identity);
                }
            }
            return true;
        }

        @Override
        public void damaged(LogCorruptException damage) {
            // Told from the summary.
        }
    }

    /**
     * The name under which this directory reads the stream, and nobody else: entries that were delivered to it and not
     * counted are delivered to it again. So a copy of the directory, which may be used at the same time, needs another.
     */
    private static String consumer(LogDirectory directory, Notices notices) throws IOException {
        String inode = Long.toString(directory.inode());
        String stored = directory.recall(CONSUMER);
        String[] nameAndInode = stored == null ? new String[0] : stored.split(" ", 2);
        if (nameAndInode.length == 2 && nameAndInode[1].equals(inode)) {
            return nameAndInode[0];
        }
        if (stored != null) {
            notices.say(directory.path() + " is a copy: it reads the stream under a name of its own; entries that "
                    + nameAndInode[0] + " was given and did not count are left to the original");
        }
        String name = UUID.randomUUID().toString();
        directory.remember(CONSUMER, name + " " + inode);
        return name;
    }
}
