package io.tradeboard.buffer;

import io.tradeboard.trade.BoardId;
import io.tradeboard.trade.Share;
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
        final Map<String, Long> volumes = new HashMap<>();
        long trades;
        long lastTradeAtMillis = Long.MIN_VALUE;

        OfBoard(int scale) {
            this.scale = scale;
        }
    }

    /** Adds one trade, in units of 10<sup>-scale</sup>; the scale of a board never changes. */
    public void add(BoardId board, int scale, String traderId, long quantity, long timestampMillis) {
        OfBoard sums = boards.computeIfAbsent(board, b -> new OfBoard(scale));
        if (sums.scale != scale) {
            throw new IllegalArgumentException(board + " is summed with scale " + sums.scale + ", not " + scale);
        }
        int before = sums.volumes.size();
        sums.volumes.merge(traderId, quantity, Sums::addSaturating);
        size += sums.volumes.size() - before;
        sums.trades++;
        sums.lastTradeAtMillis = Math.max(sums.lastTradeAtMillis, timestampMillis);
    }

    /** How many sums there are, one for each trader on each board. */
    public int size() {
        return size;
    }

    public boolean isEmpty() {
        return boards.isEmpty();
    }

    /** The sums so far, a share for each board. The caller must not add to these sums again. */
    public List<Share> shares() {
        return boards.entrySet().stream()
                .map(entry -> new Share(
                        entry.getKey(),
                        entry.getValue().scale,
                        entry.getValue().trades,
                        entry.getValue().lastTradeAtMillis,
                        entry.getValue().volumes))
                .toList();
    }

    /** Past what a long holds the sum stays at its largest value, which no board accepts. */
    private static long addSaturating(long a, long b) {
        long sum = a + b;
        return sum < 0 ? Long.MAX_VALUE : sum;
    }
}
