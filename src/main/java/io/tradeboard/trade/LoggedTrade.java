package io.tradeboard.trade;

import org.jspecify.annotations.Nullable;

/**
 * An accepted trade: what its board needs, and a hash by which its duplicates are known.
 *
 * @param identity of the trade, null where it has no id and so is never taken for another
 */
public record LoggedTrade(
        String traderId,
        String symbol,
        long timestampMillis,
        long quantity,
        int scale,
        @Nullable Identity identity) {
    /** A hash over id, symbol and trader, as {@link Identities} makes it; it means something only within one log. */
    public record Identity(long high, long low) {}

    public static LoggedTrade of(Trade trade, Identities identities) {
        String id = trade.id();
        return new LoggedTrade(
                trade.traderId(),
                trade.symbol(),
                trade.timestampMillis(),
                trade.quantity(),
                trade.scale(),
                id == null ? null : identities.of(id, trade.symbol(), trade.traderId()));
    }
}
