package io.tradeboard.trade;

import io.tradeboard.text.Printable;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What makes a trade valid, apart from not having been seen before.
 *
 * <p>Stateless and safe for use by several threads. A reason is one line that names the field and shows its value made
 * safe to print.
 */
public final class TradeRules {
    static final int MAX_TRADER_BYTES = 128;
    static final int MAX_ID_BYTES = 64;
    private static final int MOST_BYTES_A_CHAR = 3;
    private static final int BRAILLE_BLANK = 0x2800;
    private static final Duration MAX_AHEAD = Duration.ofMinutes(5);

    /** A clock that is set by hand, or to another zone, is rarely further off. */
    private static final Duration MOST_CLOCK_ERROR = Duration.ofHours(2);

    private final Symbols symbols;

    public TradeRules(Symbols symbols) {
        this.symbols = symbols;
    }

    /**
     * Checks every field of a trade.
     *
     * @param arrivalMillis when it arrived, in milliseconds since the epoch; stands in for a missing time, and a stated
     *     one may be five minutes later at most
     * @throws BadTradeException if it breaks a rule, with one of the broken rules as reason
     */
    public Trade check(RawTrade raw, long arrivalMillis) throws BadTradeException {
        String traderId = checkTrader(TradeField.TRADER_ID.label, raw.traderId());
        String symbol = symbol(raw.symbol());
        int scale = symbols.scale(symbol);
        long quantity = Quantity.parse(required(TradeField.QUANTITY.label, raw.quantity()), scale);
        long timestampMillis = timestamp(raw.timestamp(), arrivalMillis);
        return new Trade(id(raw.id()), timestampMillis, traderId, symbol, quantity, scale);
    }

    /**
     * Checks the id of a trader, or a name that is to look like one.
     *
     * @param label what it is called where it breaks a rule
     * @return the same text
     */
    public static String checkTrader(String label, @Nullable String text) throws BadTradeException {
        String trader = required(label, text);
        checkText(label, trader, MAX_TRADER_BYTES);
        if (isBlank(trader.codePointAt(0)) || isBlank(trader.codePointBefore(trader.length()))) {
            throw bad(label, trader, "starts or ends with whitespace");
        }
        for (int i = 0; i < trader.length(); i += Character.charCount(trader.codePointAt(i))) {
            if (trader.codePointAt(i) > ' ' && isBlank(trader.codePointAt(i))) {
                throw bad(label, trader, "contains whitespace other than a space");
            }
        }
        if (!Normalizer.isNormalized(trader, Normalizer.Form.NFC)) {
            throw bad(label, trader, "is not in Unicode normal form C");
        }
        return trader;
    }

    private String symbol(@Nullable String text) throws BadTradeException {
        String symbol = required(TradeField.SYMBOL.label, text);
        if (!Symbols.isSymbol(symbol)) {
            throw bad(
                    TradeField.SYMBOL.label,
                    symbol,
                    "must be 1 to 32 of A-Z a-z 0-9 . _ / - and start with a letter or digit");
        }
        if (!symbols.accepts(symbol)) {
            throw new BadTradeException("symbol " + symbol + " is not configured (strict symbols)");
        }
        return symbol;
    }

    private static long timestamp(@Nullable String text, long arrivalMillis) throws BadTradeException {
        if (text == null) {
            return arrivalMillis;
        }
        long millis = Timestamps.parse(text);
        if (isAhead(millis, arrivalMillis)) {
            BadTradeException bad = bad(
                    TradeField.TIMESTAMP.label,
                    text,
                    "is more than " + MAX_AHEAD.toMinutes() + " minutes ahead of its arrival at "
                            + Timestamps.format(arrivalMillis));
            throw millis - MOST_CLOCK_ERROR.toMillis() > arrivalMillis ? bad : BadTradeException.ahead(bad.reason());
        }
        return millis;
    }

    private static @Nullable String id(@Nullable String text) throws BadTradeException {
        if (text == null || text.isEmpty()) {
            return null;
        }
        checkText(TradeField.ID.label, text, MAX_ID_BYTES);
        return text;
    }

    private static String required(String label, @Nullable String text) throws BadTradeException {
        if (text == null || text.isEmpty()) {
            throw new BadTradeException(label + " is missing");
        }
        return text;
    }

    /** Safe code points only, and not too many of them. */
    private static void checkText(String label, String text, int maxBytes) throws BadTradeException {
        if (text.length() > maxBytes / MOST_BYTES_A_CHAR && text.getBytes(StandardCharsets.UTF_8).length > maxBytes) {
            throw bad(label, text, "is longer than " + maxBytes + " bytes of UTF-8");
        }
        for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
            if (!Printable.isSafe(text.codePointAt(i))) {
                throw bad(label, text, "contains a control or invisible character");
            }
        }
    }

    /** The spaces of Unicode, and the braille pattern that has no dots: names that differ in them alone look alike. */
    private static boolean isBlank(int codePoint) {
        return Character.isSpaceChar(codePoint) || codePoint == BRAILLE_BLANK;
    }

    private static BadTradeException bad(String label, String text, String problem) {
        return new BadTradeException(label + " " + Printable.quote(text) + " " + problem);
    }

    /** Whether a trade is so far ahead of the clock when it arrives that it is refused. */
    public static boolean isAhead(long timestampMillis, long arrivalMillis) {
        return timestampMillis - MAX_AHEAD.toMillis() > arrivalMillis;
    }
}
