package io.tradeboard.log;

import io.tradeboard.trade.BoardId;
import io.tradeboard.trade.Columns;
import io.tradeboard.trade.LoggedTrade;
import io.tradeboard.trade.TradeColumns;
import io.tradeboard.wal.LogDirectory;
import io.tradeboard.wal.LogWriter;
import io.tradeboard.wal.Position;
import io.tradeboard.wal.Segment;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;

/** Small logs of records. A record is written as its symbol and its trader, {@code BTC/ann}, and is late with a {@code !}. */
final class Records {
    static final LocalDate DAY = LocalDate.of(2026, 11, 23);
    static final BoardId BTC = new BoardId("BTC", DAY);
    static final BoardId ETH = new BoardId("ETH", DAY);
    static final String SOURCE = "file:1:00";
    static final long ONE_FRAME = 1;
    static final long NO_LIMIT = 1 << 20;

    private Records() {}

    /** Opens the log once and appends a synced frame for each text, of records with a blank between them. */
    static String write(Path directory, long segmentBytes, String... frames) throws IOException {
        try (LogDirectory log = LogDirectory.open(directory, "a test");
                LogWriter writer = log.startWriter(Map.of(), segmentBytes)) {
            for (String frame : frames) {
                append(writer, frame);
            }
            return writer.id();
        }
    }

    static void append(LogWriter writer, String frame) throws IOException {
        List<String> records = frame.isEmpty() ? List.of() : List.of(frame.split(" ", -1));
        TradeColumns columns = new TradeColumns();
        for (String record : records) {
            LoggedTrade trade = trade(record);
            Columns.add(trade, new BoardId(trade.symbol(), DAY), record.endsWith("!"), columns);
        }
        ByteBuffer bytes = RecordCodec.encode(columns, ByteBuffer.allocate(0));
        long reached = writer.nextOffset() + records.size();
        writer.append(records.size(), 1_000, new Position(SOURCE, Long.toString(reached)), bytes.flip());
        writer.sync();
    }

    private static LoggedTrade trade(String record) {
        int slash = record.indexOf('/');
        String trader = record.substring(slash + 1).replace("!", "");
        LoggedTrade.Identity identity = trader.startsWith("id") ? new LoggedTrade.Identity(1, trader.hashCode()) : null;
        return new LoggedTrade(trader, record.substring(0, slash), 500, 1, 8, identity);
    }

    static String text(Record record) {
        return record.board().symbol() + "/" + record.trade().traderId() + (record.late() ? "!" : "");
    }

    static Segment segment(Path directory, int index) throws IOException {
        return LogDirectory.segments(directory).get(index);
    }

    /** Flips a bit of the first place where the text stands. */
    static void damage(Path file, String text) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        int at = new String(bytes, StandardCharsets.ISO_8859_1).indexOf(text);
        if (at < 0) {
            throw new AssertionError(text + " is not in " + file);
        }
        bytes[at] ^= 1;
        Files.write(file, bytes);
    }
}
