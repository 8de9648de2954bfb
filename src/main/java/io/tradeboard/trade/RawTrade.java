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

    private static final long FIRST_PLAIN_MILLIS = 1_000_000_000_000L;
    private static final long LAST_PLAIN_MILLIS = 9_999_999_999_999L;

    /** The trade in its customary text: time in UTC with milliseconds, quantity without trailing zeros. */
    public static RawTrade of(Trade trade) {
        return new RawTrade(
                trade.id(),
                Timestamps.format(trade.timestampMillis()),
                trade.traderId(),
                trade.symbol(),
                Quantity.formatShortest(trade.quantity(), trade.scale()));
    }

    /**
     * The trade in the text that is written and read fastest: time in milliseconds since the epoch where their digits say
     * that they are that, from 2001 to 2286; quantity with all decimals.
     */
    public static RawTrade plain(Trade trade) {
        long millis = trade.timestampMillis();
        return new RawTrade(
                trade.id(),
                millis >= FIRST_PLAIN_MILLIS && millis <= LAST_PLAIN_MILLIS
                        ? Long.toString(millis)
                        : Timestamps.format(millis),
                trade.traderId(),
                trade.symbol(),
                Quantity.format(trade.quantity(), trade.scale()));
    }
}
