package io.tradeboard.produce;

import io.tradeboard.trade.Trade;
import java.util.UUID;

/** Gives ids to trades that have none: a trade that is sent twice counts once by its id. */
public interface TradeIds {
    /** Goes on to the next line; called for each in turn, whether it is a valid trade or not. */
    void pass(String line);

    /** An id for the trade on that line. */
    String id();

    /** Ids that never repeat, for lines that nobody can read a second time. */
    static TradeIds random() {
        return new TradeIds() {
            @Override
            public void pass(String line) {}

            @Override
            public String id() {
                return UUID.randomUUID().toString();
            }
        };
    }

    /**
     * Ids made of the line and of all lines before it. So the same file gives the same ids wherever it is moved, and when
     * it has grown; equal lines in different places of it have different ones. How lines end, blank lines, and whether the
     * file is packed make no difference. A line that changes changes all ids from there on.
     */
    static TradeIds ofContent() {
        return new ContentIds();
    }

    /** The trade with an id: its own, or one of these. */
    default Trade completed(Trade trade) {
        return trade.id() != null
                ? trade
                : new Trade(
                        id(),
                        trade.timestampMillis(),
                        trade.traderId(),
                        trade.symbol(),
                        trade.quantity(),
                        trade.scale());
    }
}
