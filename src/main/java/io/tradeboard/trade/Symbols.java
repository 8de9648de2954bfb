package io.tradeboard.trade;

import io.tradeboard.run.UsageException;
import io.tradeboard.text.Printable;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The symbols that come first, with the decimals they keep and their titles; and what holds for all others.
 *
 * @param known in the order in which they are shown
 * @param defaultScale decimals kept for any other symbol
 * @param strict whether other symbols are refused
 */
public record Symbols(Map<String, Known> known, int defaultScale, boolean strict) {
    private static final int MOST_CHARACTERS = 32;

    /** A configured symbol: the decimals it keeps, and what people call it. */
    public record Known(int scale, String title) {
        public Known {
            checkScale(scale);
        }
    }

    public Symbols {
        known = Collections.unmodifiableMap(new LinkedHashMap<>(known));
        checkScale(defaultScale);
    }

    /**
     * Reads {@code SYMBOL:SCALE:TITLE,...}.
     *
     * @throws UsageException with a message for a person if the text does not have that form
     */
    public static Symbols parse(String text, int defaultScale, boolean strict) {
        Map<String, Known> known = new LinkedHashMap<>();
        for (String entry : text.split(",", -1)) {
            String[] parts = entry.strip().split(":", 3);
            if (parts.length < 2 || !isSymbol(parts[0]) || !parts[1].matches("[0-9]{1,2}")) {
                throw new UsageException(
                        "symbol entry " + Printable.quote(entry) + " is not SYMBOL:SCALE or SYMBOL:SCALE:TITLE");
            }
            String title = parts.length == 3 ? parts[2].strip() : parts[0];
            if (known.put(parts[0], new Known(Integer.parseInt(parts[1]), Printable.clean(title))) != null) {
                throw new UsageException("symbol " + parts[0] + " is configured twice");
            }
        }
        return new Symbols(known, defaultScale, strict);
    }

    /** Whether the text has the form of a symbol, configured or not. */
    public static boolean isSymbol(String text) {
        if (text.isEmpty() || text.length() > MOST_CHARACTERS || !isLetterOrDigit(text.charAt(0))) {
            return false;
        }
        for (int i = 1; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!isLetterOrDigit(c) && c != '.' && c != '_' && c != '/' && c != '-') {
                return false;
            }
        }
        return true;
    }

    private static boolean isLetterOrDigit(char c) {
        return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    }

    /** The configured symbols, in their order. */
    public List<String> names() {
        return List.copyOf(known.keySet());
    }

    public int scale(String symbol) {
        Known entry = known.get(symbol);
        return entry == null ? defaultScale : entry.scale();
    }

    public String title(String symbol) {
        Known entry = known.get(symbol);
        return entry == null ? symbol : entry.title();
    }

    /** Whether all trades that are taken were taken before, with the same decimals. */
    public boolean keepsAll(Symbols before) {
        boolean others = strict || (!before.strict && before.defaultScale == defaultScale);
        return others
                && Stream.concat(known.keySet().stream(), before.known.keySet().stream())
                        .allMatch(symbol -> keeps(symbol, before));
    }

    /** Whether trades of this symbol are not taken, or were taken before with the same decimals. */
    public boolean keeps(String symbol, Symbols before) {
        return !accepts(symbol) || (before.accepts(symbol) && before.scale(symbol) == scale(symbol));
    }

    /** Whether trades of this symbol are taken. */
    public boolean accepts(String symbol) {
        return !strict || known.containsKey(symbol);
    }

    private static void checkScale(int scale) {
        if (scale < 0 || scale > Quantity.MAX_SCALE) {
            throw new UsageException("scale " + scale + " is not from 0 to " + Quantity.MAX_SCALE);
        }
    }
}
