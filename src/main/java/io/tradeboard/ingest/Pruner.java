package io.tradeboard.ingest;

import io.tradeboard.log.Summaries;
import io.tradeboard.run.Runtime;
import io.tradeboard.trade.TradingDays;
import io.tradeboard.wal.LogDirectory;
import io.tradeboard.wal.LogWriter;
import io.tradeboard.wal.Segment;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Deletes segments, the oldest first, once every day in them has expired and has been kept as long again as is wanted.
 *
 * <p>Not thread-safe; confined to the flush thread, as replay is, so that no segment goes while it is replayed.
 */
final class Pruner {
    private static final Duration EVERY = Duration.ofMinutes(1);

    private final LogDirectory directory;
    private final Summaries summaries;
    private final TradingDays days;
    private final LogWriter log;
    private final Duration logRetention;
    private final Runtime runtime;
    private long prunedMillis;

    /** @param log whose current segment is never touched: it holds all positions that the older ones do */
    Pruner(
            LogDirectory directory,
            Summaries summaries,
            TradingDays days,
            LogWriter log,
            Duration logRetention,
            Runtime runtime) {
        this.directory = directory;
        this.summaries = summaries;
        this.days = days;
        this.log = log;
        this.logRetention = logRetention;
        this.runtime = runtime;
    }

    /**
     * Once a minute deletes what may go.
     *
     * @param nowMillis by that clock, of Redis or ours, which is behind: what is over by one may not be by the other
     */
    void pruneWhenDue(long nowMillis) {
        if (nowMillis - prunedMillis < EVERY.toMillis()) {
            return;
        }
        prunedMillis = nowMillis;
        try {
            prune(log.segment(), nowMillis);
        } catch (IOException e) {
            runtime.notices().warnOnce("cannot delete old segments of " + directory.path() + ": " + e.getMessage());
        }
    }

    private void prune(String current, long nowMillis) throws IOException {
        List<Segment> segments = directory.segments();
        String keep = current.isEmpty() ? newest(segments) : current;
        List<Segment> over = new ArrayList<>();
        for (Segment segment : segments) {
            if (segment.name().compareTo(keep) >= 0 || !isOver(segment, nowMillis)) {
                break;
            }
            over.add(segment);
        }
        directory.delete(over);
        over.forEach(summaries::forget);
    }

    /** The newest that holds all positions, where this run has not begun one; a crash may have left one without a header. */
    private static String newest(List<Segment> segments) {
        String newest = "";
        for (Segment segment : segments) {
            newest = segment.writer() == null ? newest : segment.name();
        }
        return newest;
    }

    private boolean isOver(Segment segment, long nowMillis) throws IOException {
        long newest = summaries.of(segment).newestMillis();
        return nowMillis >= days.expiresMillis(days.dayOf(newest)) + logRetention.toMillis();
    }
}
