package io.tradeboard.bench;

import static io.tradeboard.redis.RedisConnection.text;

import io.tradeboard.redis.RedisConnection;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Protocol.Command;

/**
 * What must be on the boards, in units, by symbol and trader; summed from the raw input, and sharing nothing with the
 * program but the library that reads JSON.
 *
 * @param day on which all trades were made, in UTC
 */
record Recount(LocalDate day, long trades, Map<String, Map<String, Long>> volumes) {
    private static final int PAGE = 20_000;

    /** Counts a file all of whose trades are of one day and have an id of their own. */
    static Recount of(Path ndjson, List<Market> markets) throws IOException {
        Map<String, Map<String, Long>> volumes = new HashMap<>();
        Set<String> days = new HashSet<>();
        long[] trades = {0};
        Line.forEach(ndjson, markets, line -> {
            days.add(line.day());
            volumes.computeIfAbsent(line.symbol(), key -> new HashMap<>())
                    .merge(line.trader(), line.units(), Math::addExact);
            trades[0]++;
        });
        if (days.size() != 1) {
            throw new IOException("midnight (UTC) passed while the trades were made; run it again");
        }
        return new Recount(LocalDate.parse(days.iterator().next()), trades[0], volumes);
    }

    /** How many pairs of symbol and trader there are. */
    long pairs() {
        return volumes.values().stream().mapToLong(Map::size).sum();
    }

    /** What the same trades come to when each is counted so often. */
    Recount times(int factor) {
        Map<String, Map<String, Long>> multiplied = new HashMap<>();
        volumes.forEach((symbol, traders) -> {
            Map<String, Long> more = new HashMap<>();
            traders.forEach((trader, units) -> more.put(trader, Math.multiplyExact(units, factor)));
            multiplied.put(symbol, more);
        });
        return new Recount(day, trades * factor, multiplied);
    }

    /** How the boards of the program differ from this, traders and totals; empty where all is exact. */
    String differencesOnBoards(Server server) {
        try (RedisConnection redis = server.connect()) {
            return differencesOnBoards(redis);
        }
    }

    /** The same, over a connection. */
    String differencesOnBoards(RedisConnection redis) {
        StringBuilder differences = new StringBuilder();
        long counted = 0;
        for (String symbol : volumes.keySet()) {
            String trades = Boards.ledger(redis, symbol, day, "trades");
            counted += trades == null ? 0 : Long.parseLong(trades);
            String total = Boards.ledger(redis, symbol, day, "volume");
            String expected = Long.toString(total(symbol));
            if (!expected.equals(total)) {
                differences.append(symbol).append(" has a total of ").append(total);
                differences.append(" instead of ").append(expected).append("; ");
            }
        }
        if (counted != trades) {
            differences
                    .append(counted)
                    .append(" trades instead of ")
                    .append(trades)
                    .append("; ");
        }
        return differences + differences(redis, symbol -> Boards.key(symbol, day, "volumes"));
    }

    /** How sorted sets, of which a symbol's has that key, differ from this; empty where all is exact. */
    String differencesOfSets(Server server, UnaryOperator<String> key) {
        try (RedisConnection redis = server.connect()) {
            return differences(redis, key);
        }
    }

    private String differences(RedisConnection redis, UnaryOperator<String> key) {
        long wrong = 0;
        String example = "";
        for (Map.Entry<String, Map<String, Long>> symbol : volumes.entrySet()) {
            Map<String, Long> expected = symbol.getValue();
            String set = key.apply(symbol.getKey());
            long found = 0;
            for (int from = 0; ; from += PAGE) {
                List<?> page = (List<?>) redis.call(Command.ZRANGE, set, from, from + PAGE - 1, "WITHSCORES");
                for (int i = 0; i < page.size(); i += 2) {
                    String trader = text(page.get(i));
                    String score = text(page.get(i + 1));
                    found++;
                    if (!isScore(score, expected.get(trader))) {
                        wrong++;
                        example = trader + " has " + score + " " + symbol.getKey() + " instead of "
                                + expected.get(trader);
                    }
                }
                if (page.isEmpty()) {
                    break;
                }
            }
            wrong += Math.max(0, expected.size() - found);
        }
        return wrong == 0 ? "" : wrong + " traders differ, such as " + example;
    }

    private static boolean isScore(String score, @Nullable Long units) {
        return units != null && new BigDecimal(score).compareTo(BigDecimal.valueOf(units)) == 0;
    }

    private long total(String symbol) {
        return Objects.requireNonNull(volumes.get(symbol)).values().stream()
                .mapToLong(Long::longValue)
                .reduce(0, Math::addExact);
    }
}
