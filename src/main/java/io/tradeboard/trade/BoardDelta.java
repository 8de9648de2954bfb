package io.tradeboard.trade;

import java.util.Map;

/**
 * What a batch adds to one board.
 *
 * @param scale volumes are in units of 10<sup>-scale</sup>
 * @param trades how many trades the volumes sum up
 * @param lastTradeAtMillis the latest timestamp among them
 * @param volumes what each trader gains, in units; {@code Long.MAX_VALUE} stands for anything too large for a long
 */
public record BoardDelta(BoardId board, int scale, long trades, long lastTradeAtMillis, Map<String, Long> volumes) {}
