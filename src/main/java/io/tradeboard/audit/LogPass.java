package io.tradeboard.audit;

import io.tradeboard.log.Gap;
import io.tradeboard.log.RecordLog;
import io.tradeboard.trade.TradeColumns;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads every record in logs once, the live writer's as far as they are there. Locks nothing. */
final class LogPass {
    private final Pace pace;
    private final Sink sink;
    private final Map<String, WriterExtent> extents = new HashMap<>();

    /** Takes the records, in the order of each writer. */
    interface Sink {
        /**
         * Takes records that follow each other.
         *
         * @param offset of the first of them
         */
        void records(String writer, long offset, long arrivalMillis, TradeColumns records);
    }

    LogPass(Pace pace, Sink sink) {
        this.pace = pace;
        this.sink = sink;
    }

    /**
     * Reads the logs; a writer that is in two of them, because one is a copy, is taken once.
     *
     * @return what there is of each writer
     * @throws java.nio.file.NoSuchFileException if a part was removed meanwhile
     */
    Map<String, WriterExtent> read(List<RecordLog> logs) throws IOException {
        for (RecordLog log : logs) {
            read(log);
        }
        return extents;
    }

    private void read(RecordLog log) throws IOException {
        WriterExtent extent = extents.computeIfAbsent(log.writer(), writer -> new WriterExtent(log.begin()));
        extent.reach(log.read(extent.end(), Long.MAX_VALUE, new RecordLog.Sink() {
            @Override
            public boolean records(long offset, long arrivalMillis, TradeColumns records) throws IOException {
                sink.records(log.writer(), offset, arrivalMillis, records);
                extent.reach(offset + records.size());
                pace.rest();
                return true;
            }

            @Override
            public void gap(Gap gap) {
                extent.gap(gap.from(), gap.reason());
            }
        }));
    }
}
