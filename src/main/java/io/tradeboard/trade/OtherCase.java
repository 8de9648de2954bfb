package io.tradeboard.trade;

import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Reports trades whose symbol differs from a configured one only in the case of its letters, which opens a board of its own: once
 * for each configured symbol.
 *
 * <p>Not thread-safe.
 */
public final class OtherCase {
    private final Symbols symbols;
    private final Consumer<String> notices;
    private final Set<String> reported = new HashSet<>();

    public OtherCase(Symbols symbols, Consumer<String> notices) {
        this.symbols = symbols;
        this.notices = notices;
    }

    /** Takes the symbol of a trade. */
    public void see(String symbol) {
        if (symbols.known().containsKey(symbol)) {
            return;
        }
        for (String known : symbols.known().keySet()) {
            if (known.equalsIgnoreCase(symbol) && reported.add(known)) {
                notices.accept("symbol " + symbol + " is not " + known
                        + ": its trades count on a separate board; to reject them: --strict-symbols");
            }
        }
    }
}
