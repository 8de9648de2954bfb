package io.tradeboard.cli;

import io.tradeboard.run.UsageException;
import io.tradeboard.text.Printable;
import io.tradeboard.trade.Symbols;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The symbols and the trading day. */
final class BoardOptions {
    static final String TITLE = "Boards";

    @Option(
            names = "--zone",
            paramLabel = "ZONE",
            defaultValue = "UTC",
            description = "time zone whose midnight ends the trading day (UTC)")
    ZoneId zone = ZoneId.of("UTC");

    @Option(
            names = "--symbols",
            paramLabel = "LIST",
            defaultValue = "BTC:8:Bitcoin,ETH:8:Ethereum,SOL:4:Solana,USDC:2:USD Coin,ARB:2:Arbitrum",
            description = "symbols to list first, as SYMBOL:DECIMALS:TITLE,... (BTC, ETH, SOL, USDC, ARB)")
    String symbols = "";

    @Option(
            names = "--default-scale",
            paramLabel = "N",
            defaultValue = "8",
            description = "decimals of any other symbol (8)")
    int defaultScale;

    @Option(
            names = "--strict-symbols",
            paramLabel = "true|false",
            defaultValue = "false",
            arity = "0..1",
            fallbackValue = "true",
            description = "reject trades in any other symbol")
    boolean strictSymbols;

    Symbols symbols() {
        return Symbols.parse(symbols, defaultScale, strictSymbols);
    }

    /** The symbols there are: the configured ones, and after them the others that were traded. */
    List<String> everySymbol(Set<String> traded) {
        List<String> names = new ArrayList<>(symbols().names());
        traded.stream().filter(name -> !names.contains(name)).forEach(names::add);
        return names;
    }

    /** The symbol that was asked for, or the first one where none was. */
    String symbolOrFirst(@Nullable String asked) {
        if (asked == null) {
            return symbols().names().get(0);
        }
        if (!Symbols.isSymbol(asked)) {
            throw new UsageException(Printable.quote(asked) + " is not a symbol: letters, digits and . _ / -");
        }
        return asked;
    }
}
