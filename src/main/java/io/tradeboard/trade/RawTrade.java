package io.tradeboard.trade;

import org.jspecify.annotations.Nullable;

/**
 * The five fields of a trade as text, as they came and not yet checked; null where a field is missing.
 *
 * <p>{@link TradeRules#check} turns one into a {@link Trade} or says why it can't.
 */
public record RawTrade(
        @Nullable String id,
        @Nullable String timestamp,
        @Nullable String traderId,
        @Nullable String symbol,
        @Nullable String quantity) {

    /** The longest line that a decoder takes. */
    public static final int MAX_LINE_BYTES = 64 * 1024;

    /** The trade in its customary text: time in UTC with milliseconds, quantity without trailing zeros. */
    public static RawTrade of(Trade trade) {
        return new RawTrade(
                trade.id(),
                Timestamps.format(trade.timestampMillis()),
                trade.traderId(),
                trade.symbol(),
                Quantity.formatShortest(trade.quantity(), trade.scale()));
    }
}
