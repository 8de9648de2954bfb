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
        @Nullable String quantity) {}
