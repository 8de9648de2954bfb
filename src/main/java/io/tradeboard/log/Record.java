package io.tradeboard.log;

import io.tradeboard.trade.BoardId;
import io.tradeboard.trade.LoggedTrade;

/**
 * An accepted trade as a log holds it, with what was decided at its acceptance, once and for good: settings that change
 * later can make nobody who reads the log decide otherwise.
 *
 * @param board of the trade's symbol on the trade's own day
 * @param late whether the trade came after that day was over, so that it is on no board
 */
@SuppressWarnings("JavaLangClash") // what Kafka and every log calls it
public record Record(LoggedTrade trade, BoardId board, boolean late) {}
