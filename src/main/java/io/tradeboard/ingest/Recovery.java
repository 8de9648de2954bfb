package io.tradeboard.ingest;

import io.tradeboard.log.FileLog;
import io.tradeboard.log.Gap;
import io.tradeboard.log.RecordLog;
import io.tradeboard.log.Summaries;
import io.tradeboard.log.Summary;
import io.tradeboard.run.Notices;
import io.tradeboard.run.Runtime;
import io.tradeboard.trade.TradeColumns;
import io.tradeboard.wal.LogDirectory;
import io.tradeboard.wal.Segment;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * What a daemon knows from the log before it reads anything: how far each source was read, every incarnation of the log
 * that there is something of, what its log is called in heartbeats, and which trades it has seen lately.
 */
record Recovery(Map<String, String> positions, Set<String> writers, String logName, DuplicateWindow duplicates) {
    /** How long the log is read without a word. */
    private static final Duration SILENCE = Duration.ofSeconds(1);

    /** Reads what of the log is needed for that, and reports everything that is missing from it. */
    static Recovery of(LogDirectory directory, Summaries summaries, int dedupeWindow, Runtime runtime)
            throws IOException {
        Notices notices = runtime.notices();
        long startNanos = runtime.ticker().getAsLong();
        Runnable look = () -> {
            if (runtime.ticker().getAsLong() - startNanos > SILENCE.toNanos()) {
                notices.sayOnce("reading the log in " + directory.path() + " ...");
            }
        };
        Map<String, String> positions = new HashMap<>();
        for (Segment segment : directory.segments()) {
            look.run();
            Summary summary = summaries.of(segment);
            positions.putAll(summary.positions());
            if (segment.writer() == null) {
                // It is in nobody's log.
                summary.gaps().forEach(gap -> Replay.report(gap, notices));
            }
        }
        Set<String> writers = new HashSet<>();
        List<RecordLog> logs = FileLog.of(directory, summaries, "");
        for (RecordLog log : logs) {
            look.run();
            writers.add(log.writer());
            for (Gap gap : log.gaps()) {
                Replay.report(gap, notices);
            }
        }
        return new Recovery(
                positions, writers, logName(directory), duplicates(directory, summaries, dedupeWindow, look));
    }

    /** Fills the window from the latest records, as far back as it reaches. */
    private static DuplicateWindow duplicates(
            LogDirectory directory, Summaries summaries, int dedupeWindow, Runnable look) throws IOException {
        List<FileLog.Tail> tails = new ArrayList<>();
        long found = 0;
        List<FileLog> logs = FileLog.files(directory, summaries, "");
        for (int i = logs.size() - 1; i >= 0 && found < dedupeWindow; i--) {
            look.run();
            FileLog.Tail tail = logs.get(i).tail(dedupeWindow - found);
            found += tail.records();
            tails.add(0, tail);
        }
        DuplicateWindow window = new DuplicateWindow(dedupeWindow);
        Latest latest = new Latest(window, found - dedupeWindow, look);
        for (FileLog.Tail tail : tails) {
            tail.log().read(tail.from(), Long.MAX_VALUE, latest);
        }
        return window;
    }

    /** Shows the window the last records, but for the first ones, which it would only forget again. */
    private static final class Latest implements RecordLog.Sink {
        private final DuplicateWindow window;
        private final Runnable look;
        private long tooOld;

        Latest(DuplicateWindow window, long tooOld, Runnable look) {
            this.window = window;
            this.tooOld = tooOld;
            this.look = look;
        }

        @Override
        public boolean records(long offset, long arrivalMillis, TradeColumns records) {
            look.run();
            if (tooOld < records.size()) {
                window.dropFrom(records, (int) Math.max(0, tooOld));
            }
            tooOld -= records.size();
            return true;
        }
    }

    /** A name for this directory, and for no copy of it, for as long as it stays where it is. */
    private static String logName(LogDirectory directory) throws IOException {
        String inode = Long.toString(directory.inode());
        String stored = directory.recall(LogDirectory.NAME);
        String[] nameAndInode = stored == null ? new String[0] : stored.split(" ", 2);
        if (nameAndInode.length == 2 && nameAndInode[1].equals(inode)) {
            return nameAndInode[0];
        }
        String name = UUID.randomUUID().toString();
        // Where there is no space for it, the next start makes another name; first what has expired must be deleted.
        directory.rememberIfSpace(LogDirectory.NAME, name + " " + inode);
        return name;
    }
}
