package io.tradeboard.log;

import io.tradeboard.run.Notices;
import io.tradeboard.trade.LoggedTrade;
import io.tradeboard.trade.TradingDays;
import io.tradeboard.wal.Frame;
import io.tradeboard.wal.LogCorruptException;
import io.tradeboard.wal.LogDirectory;
import io.tradeboard.wal.Segment;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The summaries of all segments that do not grow any more: known from before, stored beside the segment, or made by
 * reading it once.
 *
 * <p>Thread-safe.
 */
public final class Summaries {
    private final LogDirectory directory;
    private final TradingDays days;
    private final Notices notices;
    private final Map<String, Summary> known = new ConcurrentHashMap<>();

    public Summaries(LogDirectory directory, TradingDays days, Notices notices) {
        this.directory = directory;
        this.days = days;
        this.notices = notices;
    }

    /** What is in a segment that does not grow any more. */
    public Summary of(Segment segment) throws IOException {
        Summary summary = known.get(segment.name());
        if (summary == null) {
            byte[] stored = directory.summary(segment.name());
            summary = stored == null ? null : Summary.decode(stored, Files.size(segment.path()), days);
        }
        if (summary == null) {
            summary = read(segment);
            store(segment.name(), summary);
        }
        known.put(segment.name(), summary);
        return summary;
    }

    /** Keeps the summary of a segment that has just come to its end. */
    public void store(String segment, Summary summary) {
        known.put(segment, summary);
        try {
            long bytes = Files.size(directory.path().resolve(segment));
            directory.summarise(segment, summary.encode(bytes, days));
        } catch (IOException e) {
            // It only saves the next start the reading of the segment.
            notices.say("cannot store the summary of " + segment + ": " + e.getMessage());
        }
    }

    public void forget(Segment segment) {
        known.remove(segment.name());
    }

    private Summary read(Segment segment) throws IOException {
        Summary summary = new Summary(segment.firstSequence() - 1);
        segment.read(summary.positions(), new Segment.Visitor() {
            @Override
            public boolean frame(Frame frame) {
                summary.reach(frame.firstSequence() - 1, frame.arrivalMillis());
                ByteBuffer records = frame.records().duplicate();
                for (int i = 0; i < frame.count(); i++) {
                    LoggedTrade trade = LoggedTrade.decode(records);
                    summary.add(trade, days.boardOf(trade.symbol(), trade.timestampMillis(), frame.arrivalMillis()));
                }
                return true;
            }

            @Override
            public void damaged(LogCorruptException damage) {
                summary.damaged(String.valueOf(damage.getMessage()));
            }
        });
        return summary;
    }
}
