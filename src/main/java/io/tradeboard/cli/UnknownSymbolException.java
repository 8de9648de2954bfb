package io.tradeboard.cli;

import io.tradeboard.run.ExitCode;
import io.tradeboard.run.Failure;
import io.tradeboard.trade.Symbols;
import java.time.LocalDate;
import java.util.List;

/** A symbol was asked for that is neither configured nor traded that day. */
final class UnknownSymbolException extends Exception implements Failure {
    private static final int NAMED = 20;

    private final String symbol;
    private final String hint;

    private UnknownSymbolException(String symbol, LocalDate day, List<String> configured) {
        super("symbol " + symbol + " is neither configured nor traded on " + day);
        this.symbol = symbol;
        this.hint = hint(symbol, configured);
    }

    /** @param traded whether there is a trade of the symbol that day */
    static void check(Symbols symbols, String symbol, LocalDate day, boolean traded) throws UnknownSymbolException {
        if (!traded && !symbols.known().containsKey(symbol)) {
            throw new UnknownSymbolException(symbol, day, symbols.names());
        }
    }

    private static String hint(String symbol, List<String> configured) {
        String meant = configured.stream()
                .filter(symbol::equalsIgnoreCase)
                .findFirst()
                .orElseGet(() -> Spelling.nearest(symbol, configured));
        return meant != null
                ? "did you mean " + meant + "?"
                : "configured: " + String.join(", ", configured.subList(0, Math.min(NAMED, configured.size())))
                        + (configured.size() > NAMED ? ", ..." : "");
    }

    @Override
    public int exitCode() {
        return ExitCode.NOT_FOUND;
    }

    @Override
    public String sentence() {
        return String.valueOf(getMessage());
    }

    @Override
    public String subject() {
        return symbol;
    }

    @Override
    public List<String> nextSteps() {
        return List.of(hint);
    }
}
