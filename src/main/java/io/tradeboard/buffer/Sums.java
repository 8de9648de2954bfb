package io.tradeboard.buffer;

import io.tradeboard.trade.BoardDelta;
import io.tradeboard.trade.BoardId;
import io.tradeboard.trade.LoggedTrade;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Exact sums per board and trader, with what the ledger needs beside them.
 *
 * <p>Not thread-safe.
 */
public final class Sums {
    private final Map<BoardId, OfBoard> boards = new HashMap<>();
    private int size;

    private static final class OfBoard {
        final int scale;
        final Volumes volumes = new Volumes();
        long trades;
        long lastTradeAtMillis = Long.MIN_VALUE;

        OfBoard(int scale) {
            this.scale = scale;
        }
    }

    /** Adds one trade to its board. The scale of a board never changes within one log. */
    public void add(BoardId board, LoggedTrade trade) {
        add(board, List.of(trade));
    }

    /** Adds trades to their board. */
    public void add(BoardId board, List<LoggedTrade> trades) {
        OfBoard sums =
                boards.computeIfAbsent(board, b -> new OfBoard(trades.get(0).scale()));
        int before = sums.volumes.size();
        for (LoggedTrade trade : trades) {
            if (sums.scale != trade.scale()) {
                throw new IllegalArgumentException(
                        board + " is summed with scale " + sums.scale + ", not " + trade.scale());
            }
            sums.volumes.add(trade.traderId(), trade.quantity());
            sums.lastTradeAtMillis = Math.max(sums.lastTradeAtMillis, trade.timestampMillis());
        }
        sums.trades += trades.size();
        size += sums.volumes.size() - before;
    }

    /** How many sums there are, one for each trader on each board. */
    public int size() {
        return size;
    }

    /** The sums so far, a share for each board. The caller must not add to these sums again. */
    public List<BoardDelta> shares() {
        return boards.entrySet().stream()
                .map(entry -> new BoardDelta(
                        entry.getKey(),
                        entry.getValue().scale,
                        entry.getValue().trades,
                        entry.getValue().lastTradeAtMillis,
                        entry.getValue().volumes))
                .toList();
    }
}
