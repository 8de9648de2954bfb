package io.tradeboard.ingest;

import io.tradeboard.buffer.Sums;
import io.tradeboard.log.RecordCodec;
import io.tradeboard.log.Summary;
import io.tradeboard.trade.TradeColumns;
import io.tradeboard.wal.Position;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Trades that are made durable together: what becomes one frame of the log. They all count as arrived at once. Their columns
 * come in parts, one behind the other, each with its own numbering of traders and boards.
 */
final class Group {
    private static final int FULL = 32 << 10;

    private final long arrivalMillis;
    private final long arrivedNanos;
    private final List<TradeColumns> parts = new ArrayList<>(1);
    private Position position = Position.NONE;
    private long watermarkMillis;
    private boolean behind;

    /**
     * @param arrivalMillis when it arrived
     * @param arrivedNanos the same by a clock that is not set, to measure how long it takes to the boards
     */
    Group(long arrivalMillis, long arrivedNanos) {
        this.arrivalMillis = arrivalMillis;
        this.arrivedNanos = arrivedNanos;
    }

    /** Adds columns, whose rows may still be filled. */
    void add(TradeColumns part) {
        parts.add(part);
    }

    void reach(Position position) {
        this.position = position;
    }

    /** Promises that no trade of a later group counts on a day that is over, with its lateness, at this moment. */
    void pass(long millis) {
        watermarkMillis = millis;
    }

    long watermarkMillis() {
        return watermarkMillis;
    }

    /** Says whether more trades than these wait to be read. */
    void leavesBehind(boolean more) {
        behind = more;
    }

    boolean isBehind() {
        return behind;
    }

    /** Drops the duplicates; returns how many. */
    int dropDuplicates(DuplicateWindow window) {
        int dropped = 0;
        for (TradeColumns part : parts) {
            dropped += window.dropFrom(part, 0);
        }
        return dropped;
    }

    long arrivalMillis() {
        return arrivalMillis;
    }

    long arrivedNanos() {
        return arrivedNanos;
    }

    List<TradeColumns> parts() {
        return parts;
    }

    /** How many trades it has. */
    int size() {
        int size = 0;
        for (TradeColumns part : parts) {
            size += part.size();
        }
        return size;
    }

    /** How many of them are late, and on no board. */
    int late() {
        int late = 0;
        for (TradeColumns part : parts) {
            for (int row = 0; row < part.size(); row++) {
                late += part.isLate(row) ? 1 : 0;
            }
        }
        return late;
    }

    Position position() {
        return position;
    }

    /** Adds the trades that count to the sums of their boards. */
    void addTo(Sums sums) {
        parts.forEach(sums::add);
    }

    /** The binary records, to be written; in the given memory, if that is large enough. */
    ByteBuffer records(ByteBuffer memory) {
        ByteBuffer records = memory.clear();
        for (TradeColumns part : parts) {
            records = RecordCodec.encode(part, records);
        }
        return records.flip();
    }

    /** Notes its records in the summary of their segment. */
    void summarise(Summary summary, long to) {
        long first = to - size();
        for (TradeColumns part : parts) {
            summary.add(first, part);
            first += part.size();
        }
        summary.reach(to, arrivalMillis);
        if (!position.source().isEmpty()) {
            summary.positions().put(position.source(), position.value());
        }
    }

    /** Whether there is nothing to write: no trade, and no new position. */
    boolean isEmpty() {
        return position.source().isEmpty() && size() == 0;
    }

    boolean isFull() {
        return size() >= FULL;
    }
}
