package io.tradeboard.ingest;

import io.tradeboard.trade.TradeColumns;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * Columns that nobody uses at the moment. It keeps what two stages of a busy pipeline need; the others are garbage.
 *
 * <p>Thread-safe.
 */
final class ColumnPool {
    private static final int MOST = 64;

    private final Deque<TradeColumns> free = new ArrayDeque<>();

    /** Columns to be cleared. */
    synchronized TradeColumns take() {
        TradeColumns known = free.poll();
        return known == null ? new TradeColumns() : known;
    }

    /** Takes columns back that nobody will look at any more. */
    synchronized void release(List<TradeColumns> used) {
        for (TradeColumns each : used) {
            if (free.size() < MOST) {
                free.push(each);
            }
        }
    }
}
