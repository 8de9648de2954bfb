package io.tradeboard.log;

import io.tradeboard.trade.BoardId;
import io.tradeboard.trade.LoggedTrade;
import io.tradeboard.trade.TradingDays;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * What a segment holds, so that nobody has to read it to know: up to which record each board has something in it, how far
 * each source is read with it, how new it is, and where it is damaged.
 *
 * <p>As bytes: CRC32C of the rest, then the fields in the order of {@link #encode}, in the manner of {@link
 * DataOutputStream}. It counts only for the segment's size and for the rule of days with which it was made.
 *
 * <p>Grows with its segment, on one thread; read by others only when it does not grow any more.
 */
public final class Summary {
    private final Map<BoardId, Last> boards = new HashMap<>();
    private final Map<String, String> positions = new HashMap<>();
    private final List<String> damage = new ArrayList<>();
    private long lastSequence;
    private long identified;
    private long newestMillis;

    /** The last of a board's records. */
    private static final class Last {
        private long sequence;
    }

    /** @param lastSequence the one before the segment's first */
    public Summary(long lastSequence) {
        this.lastSequence = lastSequence;
    }

    /** Notes the next record. Its board is null where it came too late for one. */
    public void add(LoggedTrade trade, @Nullable BoardId board) {
        lastSequence++;
        if (board != null) {
            boards.computeIfAbsent(board, b -> new Last()).sequence = lastSequence;
        }
        if (trade.identity() != null) {
            identified++;
        }
        newestMillis = Math.max(newestMillis, trade.timestampMillis());
    }

    /** Notes the end of a frame. */
    public void reach(long sequence, long arrivalMillis) {
        lastSequence = sequence;
        newestMillis = Math.max(newestMillis, arrivalMillis);
    }

    public void damaged(String what) {
        damage.add(what);
    }

    /** For each board the last of its records. */
    public Map<BoardId, Long> boards() {
        Map<BoardId, Long> last = new HashMap<>();
        boards.forEach((board, of) -> last.put(board, of.sequence));
        return last;
    }

    /** How far each source is read, by its name; to be filled by who reads the segment. */
    public Map<String, String> positions() {
        return positions;
    }

    /** What cannot be read of it, for the operator. */
    public List<String> damage() {
        return damage;
    }

    public long lastSequence() {
        return lastSequence;
    }

    /** How many records can be known again when they come again. */
    public long identified() {
        return identified;
    }

    /** The latest timestamp or arrival in it, in milliseconds since the epoch. */
    public long newestMillis() {
        return newestMillis;
    }

    public byte[] encode(long segmentBytes, TradingDays days) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeLong(segmentBytes);
        out.writeUTF(rule(days));
        out.writeLong(lastSequence);
        out.writeLong(identified);
        out.writeLong(newestMillis);
        out.writeInt(positions.size());
        for (Map.Entry<String, String> position : positions.entrySet()) {
            out.writeUTF(position.getKey());
            out.writeUTF(position.getValue());
        }
        out.writeInt(boards.size());
        for (Map.Entry<BoardId, Last> board : boards.entrySet()) {
            out.writeUTF(board.getKey().symbol());
            out.writeLong(board.getKey().day().toEpochDay());
            out.writeLong(board.getValue().sequence);
        }
        out.writeInt(damage.size());
        for (String what : damage) {
            out.writeUTF(what);
        }
        byte[] fields = bytes.toByteArray();
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        new DataOutputStream(all).writeInt(crc(fields));
        all.write(fields);
        return all.toByteArray();
    }

    /** Reads the bytes back; null where they are not whole, or were made for another size or rule. */
    public static @Nullable Summary decode(byte[] bytes, long segmentBytes, TradingDays days) throws IOException {
        if (bytes.length < Integer.BYTES) {
            return null;
        }
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
        if (in.readInt() != crc(Arrays.copyOfRange(bytes, Integer.BYTES, bytes.length))
                || in.readLong() != segmentBytes
                || !in.readUTF().equals(rule(days))) {
            return null;
        }
        Summary summary = new Summary(in.readLong());
        summary.identified = in.readLong();
        summary.newestMillis = in.readLong();
        for (int left = in.readInt(); left > 0; left--) {
            summary.positions.put(in.readUTF(), in.readUTF());
        }
        for (int left = in.readInt(); left > 0; left--) {
            BoardId board = new BoardId(in.readUTF(), LocalDate.ofEpochDay(in.readLong()));
            summary.boards.computeIfAbsent(board, b -> new Last()).sequence = in.readLong();
        }
        for (int left = in.readInt(); left > 0; left--) {
            summary.damage.add(in.readUTF());
        }
        return summary;
    }

    private static String rule(TradingDays days) {
        return days.zone() + " " + days.lateness();
    }

    private static int crc(byte[] bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes);
        return (int) crc.getValue();
    }
}
