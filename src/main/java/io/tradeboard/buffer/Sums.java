package io.tradeboard.buffer;

import io.tradeboard.trade.BoardDelta;
import io.tradeboard.trade.BoardId;
import io.tradeboard.trade.LoggedTrade;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Exact sums per board and trader, with what the ledger needs beside them.
 *
 * <p>Not thread-safe.
 */
public final class Sums {
    private static final BigInteger TEN = BigInteger.TEN;

    private final Map<BoardId, OfBoard> boards = new HashMap<>();
    private int size;

    private static final class OfBoard {
        int scale;
        Volumes volumes = new Volumes();
        long trades;
        long lastTradeAtMillis = Long.MIN_VALUE;

        OfBoard(int scale) {
            this.scale = scale;
        }

        /** Keeps more decimals from now on; what is summed stays what it is. */
        void refine(int finer) {
            Volumes coarse = volumes;
            long factor = TEN.pow(finer - scale).longValueExact();
            volumes = new Volumes();
            coarse.forEach((trader, units) -> volumes.add(trader, times(units, factor)));
            scale = finer;
        }
    }

    /** Adds one trade to its board. */
    public void add(BoardId board, LoggedTrade trade) {
        add(board, List.of(trade));
    }

    /**
     * Adds trades to their board. Where its decimals were changed between them, they are summed with the most, which is
     * exact.
     */
    public void add(BoardId board, List<LoggedTrade> trades) {
        OfBoard sums =
                boards.computeIfAbsent(board, b -> new OfBoard(trades.get(0).scale()));
        int before = sums.volumes.size();
        for (LoggedTrade trade : trades) {
            long units = trade.quantity();
            if (sums.scale != trade.scale()) {
                if (sums.scale < trade.scale()) {
                    sums.refine(trade.scale());
                }
                units = times(units, TEN.pow(sums.scale - trade.scale()).longValueExact());
            }
            sums.volumes.add(trade.traderId(), units);
            sums.lastTradeAtMillis = Math.max(sums.lastTradeAtMillis, trade.timestampMillis());
        }
        sums.trades += trades.size();
        size += sums.volumes.size() - before;
    }

    private static long times(long units, long factor) {
        return units > BoardDelta.MOST_UNITS / factor ? BoardDelta.MOST_UNITS : units * factor;
    }

    /** How many sums there are, one for each trader on each board. */
    public int size() {
        return size;
    }

    /** The sums so far, a delta for each board. The caller must not add to these sums again. */
    public List<BoardDelta> deltas() {
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
