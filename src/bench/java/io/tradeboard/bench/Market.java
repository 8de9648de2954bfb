package io.tradeboard.bench;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A symbol that is traded in a benchmark, and the decimals it keeps. */
record Market(String symbol, int scale) {
    /** Those that tradeboard comes with. */
    static final List<Market> FIVE = List.of(
            new Market("BTC", 8),
            new Market("ETH", 8),
            new Market("SOL", 4),
            new Market("USDC", 2),
            new Market("ARB", 2));

    static List<Market> many(int count) {
        return count == FIVE.size()
                ? FIVE
                : IntStream.range(0, count)
                        .mapToObj(number -> new Market("S" + number, 4))
                        .toList();
    }

    /** As tradeboard is configured for them. */
    static String setting(List<Market> markets) {
        return markets.stream().map(each -> each.symbol + ":" + each.scale).collect(Collectors.joining(","));
    }

    /** As the start of an awk program: how many units one is. */
    static String units(List<Market> markets) {
        return markets.stream()
                .map(each -> "u[\"" + each.symbol + "\"]=1e" + each.scale)
                .collect(Collectors.joining(";"));
    }
}
