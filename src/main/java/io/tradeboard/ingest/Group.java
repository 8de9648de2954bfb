package io.tradeboard.ingest;

import io.tradeboard.buffer.Sums;
import io.tradeboard.log.RecordCodec;
import io.tradeboard.log.Summary;
import io.tradeboard.trade.BoardId;
import io.tradeboard.trade.LoggedTrade;
import io.tradeboard.wal.Position;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Trades that are made durable together: what becomes one frame of the log. They all count as arrived at once, and each
 * has the board that was decided for it.
 */
final class Group {
    private static final int FULL = 32 << 10;
    private static final int LOOKED_UP_AT_ONCE = 64;

    private final long arrivalMillis;
    private final long arrivedNanos;
    private final List<LoggedTrade> trades;
    private final List<BoardId> boards;
    private final BitSet late = new BitSet();
    private Position position = Position.NONE;
    private long watermarkMillis;
    private @Nullable Map<BoardId, Share> shares;

    /** The trades that count on one board, and the place in the group of the last of them. */
    private static final class Share {
        private final List<LoggedTrade> trades = new ArrayList<>();
        private int last;
    }

    /**
     * @param arrivalMillis when it arrived
     * @param arrivedNanos the same by a clock that is not set, to measure how long it takes to the boards
     * @param expected how many trades it will have, about
     */
    Group(long arrivalMillis, long arrivedNanos, int expected) {
        this.arrivalMillis = arrivalMillis;
        this.arrivedNanos = arrivedNanos;
        this.trades = new ArrayList<>(expected);
        this.boards = new ArrayList<>(expected);
    }

    void add(LoggedTrade trade, BoardId board, boolean isLate) {
        if (isLate) {
            late.set(trades.size());
        }
        trades.add(trade);
        boards.add(board);
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

    /** Drops the duplicates; returns how many. */
    int dropDuplicates(DuplicateWindow window) {
        int kept = 0;
        for (int i = 0; i < trades.size(); i++) {
            if (i % LOOKED_UP_AT_ONCE == 0) {
                window.approach(trades.subList(i, Math.min(trades.size(), i + LOOKED_UP_AT_ONCE)));
            }
            LoggedTrade trade = trades.get(i);
            if (window.isNew(trade.identity())) {
                trades.set(kept, trade);
                boards.set(kept, boards.get(i));
                late.set(kept, late.get(i));
                kept++;
            }
        }
        int dropped = trades.size() - kept;
        late.clear(kept, trades.size());
        trades.subList(kept, trades.size()).clear();
        boards.subList(kept, boards.size()).clear();
        return dropped;
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

    /** How many of them are late, and on no board. */
    int late() {
        return late.cardinality();
    }

    Position position() {
        return position;
    }

    /** Adds the trades that count to the sums of their boards. */
    void addTo(Sums sums) {
        shares().forEach((board, share) -> sums.add(board, share.trades));
    }

    /** By board; made once, when no trade is added or dropped any more. */
    @SuppressWarnings("ReferenceEquality") // neighbours often share the object; where not, the map decides
    private Map<BoardId, Share> shares() {
        if (shares != null) {
            return shares;
        }
        Map<BoardId, Share> byBoard = new HashMap<>();
        BoardId board = null;
        Share share = new Share();
        for (int i = 0; i < trades.size(); i++) {
            if (late.get(i)) {
                continue;
            }
            if (boards.get(i) != board) {
                board = boards.get(i);
                share = byBoard.computeIfAbsent(board, b -> new Share());
            }
            share.trades.add(trades.get(i));
            share.last = i;
        }
        shares = byBoard;
        return byBoard;
    }

    /** The binary records, to be written; in the given memory, if that is large enough. */
    ByteBuffer records(ByteBuffer memory) {
        ByteBuffer records = memory.clear();
        for (int i = 0; i < trades.size(); i++) {
            if (records.remaining() < RecordCodec.MAX_BYTES) {
                records = ByteBuffer.allocate(records.capacity() * 2).put(records.flip());
            }
            RecordCodec.encode(trades.get(i), boards.get(i).day(), late.get(i), records);
        }
        return records.flip();
    }

    /** Notes its records in the summary of their segment. */
    void summarise(Summary summary, long to) {
        long first = to - trades.size();
        for (LoggedTrade trade : trades) {
            summary.add(trade.timestampMillis(), trade.identity() != null);
        }
        shares().forEach((board, share) -> summary.count(board, first + share.last + 1));
        summary.reach(to, arrivalMillis);
        if (!position.source().isEmpty()) {
            summary.positions().put(position.source(), position.value());
        }
    }

    /** Whether there is nothing to write: no trade, and no new position. */
    boolean isEmpty() {
        return trades.isEmpty() && position.source().isEmpty();
    }

    boolean isFull() {
        return trades.size() >= FULL;
    }
}
