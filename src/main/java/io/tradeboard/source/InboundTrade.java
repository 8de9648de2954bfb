package io.tradeboard.source;

import io.tradeboard.trade.BadTradeException;
import io.tradeboard.trade.FastDecoder;
import io.tradeboard.trade.RawTrade;
import io.tradeboard.trade.TradeColumns;

/** One line or entry as it came. */
public interface InboundTrade {
    SourcePosition place();

    /** Puts the trade into a blank row, where it is one that can be read at once. */
    default void decode(FastDecoder usual, TradeColumns into, int row) {}

    /**
     * Its fields.
     *
     * @throws BadTradeException if it cannot be decoded
     */
    RawTrade trade() throws BadTradeException;

    /** What it said, unsafe as it came. */
    String text();

    /** Takes note that it was rejected, so that its source can read it again once it is corrected there. */
    default void rejected() {}
}
