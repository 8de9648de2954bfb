package io.tradeboard.log;

import io.tradeboard.trade.BoardId;
import io.tradeboard.trade.TradeColumns;
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
 * What a segment holds, so that nobody has to read it to know: for each board the offset behind its last record, how far
 * each source is read with it, how new it is, and what is missing from it.
 *
 * <p>As bytes: CRC32C of the rest, then the fields in the order of {@link #encode}, in the manner of {@link
 * DataOutputStream}; among them size and CRC32C of the segment, without which it counts for nothing. A segment with a gap
 * has none that is stored.
 *
 * <p>Grows with its segment, on one thread; read by others only when it does not grow any more.
 */
public final class Summary {
    private final Map<BoardId, Long> boards = new HashMap<>();
    private final Map<String, String> positions = new HashMap<>();
    private final List<Gap> gaps = new ArrayList<>();
    private long nextOffset;
    private long newestMillis;

    /** @param firstOffset of the segment */
    public Summary(long firstOffset) {
        this.nextOffset = firstOffset;
    }

    /** Notes records of which the first has that offset. */
    public void add(long offset, TradeColumns records) {
        int[] last = new int[records.boards()];
        for (int row = 0; row < records.size(); row++) {
            newestMillis = Math.max(newestMillis, records.timestampMillis(row));
            if (!records.isLate(row)) {
                last[records.boardOf(row)] = row + 1;
            }
        }
        for (int board = 0; board < last.length; board++) {
            if (last[board] > 0) {
                boards.put(records.board(board).id(), offset + last[board]);
            }
        }
        nextOffset = offset + records.size();
    }

    /** Notes the begin or the end of a frame. */
    public void reach(long offset, long arrivalMillis) {
        nextOffset = offset;
        newestMillis = Math.max(newestMillis, arrivalMillis);
    }

    void gap(Gap gap) {
        gaps.add(gap);
    }

    /** For each board the offset behind its last record here; late trades are on none. */
    public Map<BoardId, Long> nexts() {
        return Map.copyOf(boards);
    }

    /** How far each source is read, by its name; to be filled by who reads the segment. */
    public Map<String, String> positions() {
        return positions;
    }

    /** What cannot be read of it. */
    public List<Gap> gaps() {
        return gaps;
    }

    /** The offset behind its last record. */
    public long nextOffset() {
        return nextOffset;
    }

    /** The latest timestamp or arrival in it, in milliseconds since the epoch. */
    public long newestMillis() {
        return newestMillis;
    }

    byte[] encode(long segmentBytes, int segmentChecksum) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeLong(segmentBytes);
        out.writeInt(segmentChecksum);
        out.writeLong(nextOffset);
        out.writeLong(newestMillis);
        out.writeInt(positions.size());
        for (Map.Entry<String, String> position : positions.entrySet()) {
            out.writeUTF(position.getKey());
            out.writeUTF(position.getValue());
        }
        out.writeInt(boards.size());
        for (Map.Entry<BoardId, Long> board : boards.entrySet()) {
            out.writeUTF(board.getKey().symbol());
            out.writeLong(board.getKey().day().toEpochDay());
            out.writeLong(board.getValue());
        }
        byte[] fields = bytes.toByteArray();
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        new DataOutputStream(all).writeInt(crc(fields));
        all.write(fields);
        return all.toByteArray();
    }

    /** Reads the bytes back; null where they are not whole, or were made for a segment of other bytes. */
    static @Nullable Summary decode(byte[] bytes, long segmentBytes, int segmentChecksum) throws IOException {
        if (bytes.length < Integer.BYTES) {
            return null;
        }
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
        if (in.readInt() != crc(Arrays.copyOfRange(bytes, Integer.BYTES, bytes.length))
                || in.readLong() != segmentBytes
                || in.readInt() != segmentChecksum) {
            return null;
        }
        Summary summary = new Summary(in.readLong());
        summary.newestMillis = in.readLong();
        for (int left = in.readInt(); left > 0; left--) {
            summary.positions.put(in.readUTF(), in.readUTF());
        }
        for (int left = in.readInt(); left > 0; left--) {
            BoardId board = new BoardId(in.readUTF(), LocalDate.ofEpochDay(in.readLong()));
            summary.boards.put(board, in.readLong());
        }
        return summary;
    }

    private static int crc(byte[] bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes);
        return (int) crc.getValue();
    }
}
