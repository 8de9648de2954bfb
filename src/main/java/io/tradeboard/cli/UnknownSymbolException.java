package io.tradeboard.cli;

import io.tradeboard.run.ExitCode;
import io.tradeboard.run.Failure;
import io.tradeboard.trade.Symbols;
import java.time.LocalDate;

/** A symbol was asked for that is neither configured nor traded that day. */
final class UnknownSymbolException extends Exception implements Failure {
    private final String symbol;

    private UnknownSymbolException(String symbol, LocalDate day) {
        super("symbol " + symbol + " is neither configured nor traded on " + day);
        this.symbol = symbol;
    }

    /** @param traded whether there is a trade of the symbol that day */
    static void check(Symbols symbols, String symbol, LocalDate day, boolean traded) throws UnknownSymbolException {
        if (!traded && !symbols.known().containsKey(symbol)) {
            throw new UnknownSymbolException(symbol, day);
        }
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
}
