package io.tradeboard.source;

import io.tradeboard.trade.BadTradeException;
import java.util.function.Function;

/** What came, in a word. */
final class Arrivals {
    private Arrivals() {}

    /** The trader; where it cannot be decoded, a ! and what is told of that. */
    static String trader(InboundTrade arrival, Function<BadTradeException, String> otherwise) {
        try {
            return String.valueOf(arrival.trade().traderId());
        } catch (BadTradeException e) {
            return "!" + otherwise.apply(e);
        }
    }
}
