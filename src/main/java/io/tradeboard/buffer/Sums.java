package io.tradeboard.buffer;

import io.tradeboard.trade.BoardDelta;
import io.tradeboard.trade.BoardId;
import io.tradeboard.trade.Names;
import io.tradeboard.trade.TradeColumns;
import io.tradeboard.trade.TradeColumns.Board;
import java.math.BigInteger;
import java.util.ArrayList;
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

    private final class OfBoard {
        private int scale;
        private long trades;
        private long lastTradeAtMillis = Long.MIN_VALUE;

        /** One for each numbering of traders, of which there is nearly always one. */
        private final List<Volumes> all = new ArrayList<>(1);

        /** The one that was added to last. */
        private Volumes volumes;

        OfBoard(int scale, Names traders) {
            this.scale = scale;
            this.volumes = new Volumes(traders);
            all.add(volumes);
        }

        /**
         * Turns to trades of that scale and numbering.
         *
         * @return by what their units are to be multiplied
         */
        long turnTo(int scaleOfTrades, Names traders) {
            if (scale < scaleOfTrades) {
                // More decimals from now on; what is summed stays what it is.
                long factor = factor(scaleOfTrades - scale);
                all.forEach(each -> each.multiply(factor));
                scale = scaleOfTrades;
            }
            volumes = volumes(traders);
            return factor(scale - scaleOfTrades);
        }

        @SuppressWarnings("ReferenceEquality") // each numbering is one object
        private Volumes volumes(Names traders) {
            for (Volumes each : all) {
                if (each.names() == traders) {
                    return each;
                }
            }
            Volumes more = new Volumes(traders);
            all.add(more);
            return more;
        }

        void add(int trader, long units, long timestampMillis) {
            int before = volumes.size();
            volumes.add(trader, units);
            size += volumes.size() - before;
            lastTradeAtMillis = Math.max(lastTradeAtMillis, timestampMillis);
            trades++;
        }

        BoardDelta delta(BoardId board) {
            Map<String, Long> taken = volumes;
            if (all.size() > 1) {
                taken = new HashMap<>();
                for (Volumes each : all) {
                    for (Map.Entry<String, Long> volume : each.entrySet()) {
                        taken.merge(volume.getKey(), volume.getValue(), BoardDelta::plus);
                    }
                }
            }
            return new BoardDelta(board, scale, trades, lastTradeAtMillis, taken);
        }
    }

    /** Adds rows of columns, each where it belongs. */
    public final class Adder {
        private final TradeColumns trades;
        private final OfBoard[] sums;
        private final long[] factors;

        private Adder(TradeColumns trades) {
            this.trades = trades;
            this.sums = new OfBoard[trades.boards()];
            this.factors = new long[trades.boards()];
        }

        /** Adds the trade of a row that has a board. */
        public void add(int row) {
            int board = trades.boardOf(row);
            OfBoard to = sums[board];
            if (to == null) {
                to = turn(board);
            }
            to.add(trades.trader(row), times(trades.units(row), factors[board]), trades.timestampMillis(row));
        }

        private OfBoard turn(int board) {
            Board of = trades.board(board);
            OfBoard to = boards.computeIfAbsent(of.id(), id -> new OfBoard(of.scale(), trades.traders()));
            sums[board] = to;
            to.turnTo(of.scale(), trades.traders());
            // The same board with other decimals may have been turned to before.
            for (int other = 0; other < sums.length; other++) {
                if (sums[other] == to) {
                    factors[other] = to.turnTo(trades.board(other).scale(), trades.traders());
                }
            }
            return to;
        }
    }

    /** To add some rows of these columns, before others are added. */
    public Adder adder(TradeColumns trades) {
        return new Adder(trades);
    }

    /** Adds all trades that count on a board. */
    public void add(TradeColumns trades) {
        Adder adder = adder(trades);
        for (int row = 0; row < trades.size(); row++) {
            if (!trades.isLate(row)) {
                adder.add(row);
            }
        }
    }

    /** Saturates as sums do. */
    static long times(long units, long factor) {
        return factor == 1 || units <= BoardDelta.MOST_UNITS / factor ? units * factor : BoardDelta.MOST_UNITS;
    }

    private static long factor(int decimals) {
        return TEN.pow(decimals).longValueExact();
    }

    /** How many sums there are, one for each trader on each board. */
    public int size() {
        return size;
    }

    /** The sums so far, a delta for each board. The caller must not add to these sums again. */
    public List<BoardDelta> deltas() {
        List<BoardDelta> deltas = new ArrayList<>(boards.size());
        boards.forEach((board, sums) -> deltas.add(sums.delta(board)));
        return deltas;
    }
}
