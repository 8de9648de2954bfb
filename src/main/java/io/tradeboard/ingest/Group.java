package io.tradeboard.ingest;

import io.tradeboard.trade.LoggedTrade;
import io.tradeboard.wal.Position;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Trades that are made durable together: what becomes one frame of the log. They all count as arrived at once. */
final class Group {
    private static final int FULL = 32 << 10;

    private final long arrivalMillis;
    private final long arrivedNanos;
    private final List<LoggedTrade> trades = new ArrayList<>();
    private Position position = Position.NONE;

    /**
     * @param arrivalMillis when it arrived
     * @param arrivedNanos the same by a clock that is not set, to measure how long it takes to the boards
     */
    Group(long arrivalMillis, long arrivedNanos) {
        this.arrivalMillis = arrivalMillis;
        this.arrivedNanos = arrivedNanos;
    }

    void add(LoggedTrade trade) {
        trades.add(trade);
    }

    void reach(Position position) {
        this.position = position;
    }

    /** Drops the trades that have come before; returns how many. */
    int dropRepeated(DuplicateWindow duplicates) {
        int before = trades.size();
        trades.removeIf(trade -> !duplicates.isNew(trade.identity()));
        return before - trades.size();
    }

    long arrivalMillis() {
        return arrivalMillis;
    }

    long arrivedNanos() {
        return arrivedNanos;
    }

    List<LoggedTrade> trades() {
        return trades;
    }

    Position position() {
        return position;
    }

    /** The binary records, to be written; in the given memory, if that is large enough. */
    ByteBuffer records(ByteBuffer memory) {
        ByteBuffer records = memory.clear();
        for (LoggedTrade trade : trades) {
            if (records.remaining() < LoggedTrade.MAX_BYTES) {
                records = ByteBuffer.allocate(records.capacity() * 2).put(records.flip());
            }
            trade.encode(records);
        }
        return records.flip();
    }

    /** Whether there is nothing to write: no trade, and no new position. */
    boolean isEmpty() {
        return trades.isEmpty() && position.source().isEmpty();
    }

    boolean isFull() {
        return trades.size() >= FULL;
    }
}
