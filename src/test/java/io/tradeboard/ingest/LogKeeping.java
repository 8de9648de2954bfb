package io.tradeboard.ingest;

import io.tradeboard.log.RecordCodec;
import io.tradeboard.trade.BoardId;
import io.tradeboard.trade.Columns;
import io.tradeboard.trade.LoggedTrade;
import io.tradeboard.wal.LogDirectory;
import io.tradeboard.wal.LogWriter;
import io.tradeboard.wal.Position;
import io.tradeboard.wal.Segment;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Logs with one trade a segment. */
final class LogKeeping {
    private LogKeeping() {}

    /** Opens the log once; each trade is in a segment of its own, arrived at its own timestamp. */
    static String write(Path directory, LoggedTrade... trades) throws IOException {
        try (LogDirectory log = LogDirectory.open(directory, "a test");
                LogWriter writer = log.startWriter(Map.of(), 1)) {
            append(writer, trades);
            return writer.id();
        }
    }

    static void append(LogWriter writer, LoggedTrade... trades) throws IOException {
        for (LoggedTrade trade : trades) {
            BoardId board = new BoardId(trade.symbol(), Rig.DAYS.dayOf(trade.timestampMillis()));
            ByteBuffer record = RecordCodec.encode(Columns.of(trade, board, false), ByteBuffer.allocate(0));
            writer.append(1, trade.timestampMillis(), Position.NONE, record.flip());
            writer.sync();
        }
    }

    static List<String> segments(LogDirectory directory) throws IOException {
        return directory.segments().stream().map(Segment::name).toList();
    }
}
