package io.tradeboard.trade;

import java.util.Map;

/**
 * What a batch adds to one board.
 *
 * @param scale volumes are in units of 10<sup>-scale</sup>
 * @param trades how many trades the volumes sum up
 * @param lastTradeAtMillis the latest timestamp among them
 * @param volumes what each trader gains, in units, at most {@link #MOST_UNITS}
 */
public record BoardDelta(BoardId board, int scale, long trades, long lastTradeAtMillis, Map<String, Long> volumes) {
    /** 2^62 - 1, at which sums saturate: two of them fit into a long. */
    public static final long MOST_UNITS = (1L << 62) - 1;

    /** The sum of two numbers of units from 0 to {@link #MOST_UNITS}, saturated. */
    public static long plus(long units, long more) {
        return Math.min(units + more, MOST_UNITS);
    }
}
