package io.tradeboard.trade;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One execution by one trader, valid by the rules of {@link TradeRules}.
 *
 * @param id the sender's identifier, or null where it gave none
 * @param timestampMillis when it was executed, in milliseconds since the epoch
 * @param quantity what it adds to the trader's volume, in units of 10<sup>-scale</sup>; positive
 * @param scale decimals kept for the symbol when the trade arrived
 */
public record Trade(
        @Nullable String id, long timestampMillis, String traderId, String symbol, long quantity, int scale) {
    public Trade {
        Objects.requireNonNull(traderId, "traderId");
        Objects.requireNonNull(symbol, "symbol");
        if (quantity <= 0 || quantity > Quantity.MAX_UNITS) {
            throw new IllegalArgumentException("quantity out of range: " + quantity);
        }
    }
}
