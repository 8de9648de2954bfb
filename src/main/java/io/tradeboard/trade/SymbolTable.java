package io.tradeboard.trade;

import io.tradeboard.trade.Identities.Kind;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The configured symbols and those of accepted trades by number, with the decimals that they keep.
 *
 * <p>Not thread-safe.
 */
public final class SymbolTable {
    private final Symbols symbols;
    private final KeyedNames names;
    private final List<String> texts = new ArrayList<>();
    private int[] scales = new int[8];

    SymbolTable(Symbols symbols, Identities identities) {
        this.symbols = symbols;
        this.names = new KeyedNames(Kind.SYMBOL, identities);
        symbols.names().forEach(this::number);
    }

    int size() {
        return names.size();
    }

    /** The number of a symbol; -1 where it is not known yet. */
    int find(byte[] bytes, int from, int length) {
        return names.find(bytes, from, length);
    }

    /** The number of the symbol of an accepted trade. */
    int number(String symbol) {
        byte[] bytes = symbol.getBytes(StandardCharsets.UTF_8);
        int number = names.number(bytes, 0, bytes.length);
        if (number == texts.size()) {
            texts.add(symbol);
            if (number == scales.length) {
                scales = Arrays.copyOf(scales, 2 * number);
            }
            scales[number] = symbols.scale(symbol);
        }
        return number;
    }

    public String text(int number) {
        return texts.get(number);
    }

    public int scale(int number) {
        return scales[number];
    }

    long high(int number) {
        return names.high(number);
    }

    long low(int number) {
        return names.low(number);
    }
}
