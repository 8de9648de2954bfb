package io.tradeboard.trade;

import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The fields of a trade in the order in which they are written; every text form uses these names. */
enum TradeField {
    ID("id", false),
    TIMESTAMP("timestamp", false),
    TRADER_ID("traderId", true),
    SYMBOL("symbol", true),
    QUANTITY("quantity", true);

    /** Those that every trade has. */
    static final Set<TradeField> REQUIRED = EnumSet.of(TRADER_ID, SYMBOL, QUANTITY);

    static final TradeField[] ALL = values();

    final String label;
    final boolean required;

    TradeField(String label, boolean required) {
        this.label = label;
        this.required = required;
    }

    /** The field of that name, or null if a trade has no such field; names are case-sensitive. */
    static @Nullable TradeField named(String label) {
        for (TradeField field : ALL) {
            if (field.label.equals(label)) {
                return field;
            }
        }
        return null;
    }

    /** The trade with these texts. */
    static RawTrade collect(Map<TradeField, @Nullable String> texts) {
        return new RawTrade(
                texts.get(ID), texts.get(TIMESTAMP), texts.get(TRADER_ID), texts.get(SYMBOL), texts.get(QUANTITY));
    }

    @Nullable
    String of(RawTrade trade) {
        return switch (this) {
            case ID -> trade.id();
            case TIMESTAMP -> trade.timestamp();
            case TRADER_ID -> trade.traderId();
            case SYMBOL -> trade.symbol();
            case QUANTITY -> trade.quantity();
        };
    }
}
