package io.tradeboard.audit;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** What a board holds at most: more is not refused, it stays at the limit. */
final class Caps {
    /** Of a trader, in units: up to here a double, and so a score in Redis, is exact. */
    static final BigInteger VOLUME = BigInteger.TWO.pow(53).subtract(BigInteger.ONE);

    /** Of all traders together, in units. */
    static final BigInteger TOTAL = BigInteger.TWO.pow(62).subtract(BigInteger.ONE);

    private static final BigDecimal SCORE = new BigDecimal(VOLUME);

    private Caps() {}

    /** The traders at their limit, by name, up to a maximum. */
    static <R> List<String> capped(Map<String, R> rows, Function<R, BigDecimal> volume, int most) {
        return rows.entrySet().stream()
                .filter(row -> volume.apply(row.getValue()).compareTo(SCORE) >= 0)
                .map(Map.Entry::getKey)
                .sorted()
                .limit(most)
                .toList();
    }
}
