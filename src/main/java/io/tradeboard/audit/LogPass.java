package io.tradeboard.audit;

import io.tradeboard.trade.LoggedTrade;
import io.tradeboard.wal.Frame;
import io.tradeboard.wal.LogCorruptException;
import io.tradeboard.wal.LogDirectory;
import io.tradeboard.wal.Segment;
import io.tradeboard.wal.WriterLog;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads every record in log directories once, the live writer's as far as they are there. Locks nothing. */
final class LogPass {
    private final Pace pace;
    private final Sink sink;
    private final Map<String, WriterExtent> extents = new HashMap<>();

    /** Takes the records, in the order of each writer. */
    interface Sink {
        void record(String writer, long sequence, long arrivalMillis, LoggedTrade trade);
    }

    LogPass(Pace pace, Sink sink) {
        this.pace = pace;
        this.sink = sink;
    }

    /**
     * Reads the directories; a writer that is in two of them, because one is a copy, is taken once.
     *
     * @return what there is of each writer
     * @throws java.nio.file.NoSuchFileException if a directory is not there, or a segment was pruned meanwhile
     */
    Map<String, WriterExtent> read(List<Path> directories) throws IOException {
        for (Path directory : directories) {
            for (WriterLog log : LogDirectory.writers(LogDirectory.segments(directory))) {
                read(log);
            }
        }
        return extents;
    }

    private void read(WriterLog log) throws IOException {
        WriterExtent extent = extents.computeIfAbsent(
                log.writer(), writer -> new WriterExtent(log.segments().get(0).firstSequence()));
        log.read(new HashMap<>(), new Segment.Visitor() {
            @Override
            public boolean frame(Frame frame) throws IOException {
                take(log.writer(), frame, extent.last());
                extent.reach(frame.lastSequence());
                pace.rest();
                return true;
            }

            @Override
            public void damaged(LogCorruptException damage) {
                extent.damaged(String.valueOf(damage.getMessage()));
            }
        });
    }

    private void take(String writer, Frame frame, long known) {
        ByteBuffer records = frame.records().duplicate();
        for (long sequence = frame.firstSequence(); sequence <= frame.lastSequence(); sequence++) {
            LoggedTrade trade = LoggedTrade.decode(records);
            if (sequence > known) {
                sink.record(writer, sequence, frame.arrivalMillis(), trade);
            }
        }
    }
}
