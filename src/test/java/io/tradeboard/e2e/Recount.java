package io.tradeboard.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What must be on the boards, summed from the raw input in {@link BigDecimal}; of the program it shares nothing but the
 * library that reads JSON. A repeated (id, symbol, trader) counts once.
 */
final class Recount {
    /** A symbol of 8 decimals whose traders trade so much that their volumes are capped, and in time the total too. */
    static final String WHALES = "WHALE";

    private static final BigDecimal MOST_VOLUME =
            new BigDecimal(BigInteger.TWO.pow(53).subtract(BigInteger.ONE), 8);
    private static final BigDecimal MOST_TOTAL =
            new BigDecimal(BigInteger.TWO.pow(62).subtract(BigInteger.ONE), 8);

    private final ZoneId zone;
    private final NavigableMap<LocalDate, Map<String, Board>> days = new TreeMap<>();
    private final Set<List<Object>> seen = new HashSet<>();

    /** One board: the volume of each trader, and what is said of all of them. */
    record Board(long trades, long traders, BigDecimal totalVolume, Map<String, BigDecimal> volumes) {
        static final Board EMPTY = new Board(0, 0, BigDecimal.ZERO, Map.of());

        /** How this board differs from what it should be, for a person. */
        String difference(Board right) {
            Set<String> wrong = new TreeSet<>(volumes.keySet());
            wrong.addAll(right.volumes.keySet());
            wrong.removeIf(trader -> volumes.getOrDefault(trader, BigDecimal.ZERO)
                            .compareTo(right.volumes.getOrDefault(trader, BigDecimal.ZERO))
                    == 0);
            return trades + " trades instead of " + right.trades + ", total " + totalVolume + " instead of "
                    + right.totalVolume + ", and "
                    + wrong.stream()
                            .map(trader ->
                                    trader + " has " + volumes.get(trader) + " instead of " + right.volumes.get(trader))
                            .toList();
        }

        /** This shard of a board and another one; a trader must not be on both. */
        Board withShard(Board other) {
            Map<String, BigDecimal> all = new HashMap<>(volumes);
            other.volumes.forEach((trader, volume) -> assertThat(all.put(trader, volume))
                    .as("the volume of %s on another shard", trader)
                    .isNull());
            BigDecimal total =
                    totalVolume.add(other.totalVolume).min(MOST_TOTAL).stripTrailingZeros();
            return new Board(trades + other.trades, all.size(), total, all);
        }

        Board plus(String trader, BigDecimal quantity) {
            volumes.merge(trader, quantity, (a, b) -> a.add(b).min(MOST_VOLUME).stripTrailingZeros());
            BigDecimal total = totalVolume.add(quantity).min(MOST_TOTAL).stripTrailingZeros();
            return new Board(trades + 1, volumes.size(), total, volumes);
        }
    }

    /** Of days of UTC. */
    Recount() {
        this(ZoneOffset.UTC);
    }

    /** @param zone whose midnight ends a day */
    Recount(ZoneId zone) {
        this.zone = zone;
    }

    static Recount of(Path ndjson) throws IOException {
        return of(Files.readAllLines(ndjson));
    }

    static Recount of(Collection<String> lines) throws IOException {
        return of(lines, ZoneOffset.UTC);
    }

    static Recount of(Collection<String> lines, ZoneId zone) throws IOException {
        Recount recount = new Recount(zone);
        for (String line : lines) {
            recount.add(line);
        }
        return recount;
    }

    /** Counts a line of NDJSON, all of whose fields but the id must be there. */
    void add(String line) throws IOException {
        Map<String, Object> trade = Json.object(line);
        Object id = trade.get("id");
        if (id == null || seen.add(List.of(id, text(trade, "symbol"), text(trade, "traderId")))) {
            add(
                    Instant.parse(text(trade, "timestamp")),
                    text(trade, "traderId"),
                    text(trade, "symbol"),
                    new BigDecimal(text(trade, "quantity")));
        }
    }

    void add(Instant timestamp, String trader, String symbol, BigDecimal quantity) {
        Map<String, Board> day = days.computeIfAbsent(LocalDate.ofInstant(timestamp, zone), key -> new TreeMap<>());
        Board board = day.getOrDefault(symbol, new Board(0, 0, BigDecimal.ZERO, new HashMap<>()));
        day.put(symbol, board.plus(trader, quantity.stripTrailingZeros()));
    }

    /** Fails unless the boards are exactly these, in every total and for every trader. */
    void assertShownBy(Deployment deployment) throws IOException, InterruptedException {
        for (Map.Entry<LocalDate, Map<String, Board>> day : days.entrySet()) {
            Map<String, Board> shown = shown(deployment, day.getKey());
            assertThat(shown.keySet()).isEqualTo(day.getValue().keySet());
            for (Map.Entry<String, Board> expected : day.getValue().entrySet()) {
                Board board = Objects.requireNonNull(shown.get(expected.getKey()));
                assertThat(board.volumes())
                        .as("%s on %s", expected.getKey(), day.getKey())
                        .containsExactlyInAnyOrderEntriesOf(expected.getValue().volumes());
                assertThat(board).isEqualTo(expected.getValue());
            }
        }
    }

    /**
     * What differs between these boards and those in Redis: empty where every total and every trader is the same. Days
     * whose boards have expired by now are left out.
     */
    List<String> differences(RedisProbe redis) {
        LocalDate yesterday = LocalDate.now(zone).minusDays(1);
        List<String> differences = new ArrayList<>();
        days.tailMap(yesterday, true).forEach((day, expected) -> {
            Map<String, Board> found = redis.boards(day);
            Set<String> symbols = new TreeSet<>(expected.keySet());
            symbols.addAll(found.keySet());
            for (String symbol : symbols) {
                Board there = found.getOrDefault(symbol, Board.EMPTY);
                Board right = expected.getOrDefault(symbol, Board.EMPTY);
                if (!there.equals(right)) {
                    differences.add(symbol + " on " + day + ": " + there.difference(right));
                }
            }
        });
        return differences;
    }

    /** The boards of a day that are not empty, as the program shows them. */
    private static Map<String, Board> shown(Deployment deployment, LocalDate day)
            throws IOException, InterruptedException {
        String[] show = {"show", "--all", "-o", "ndjson", "--depth", "1000000", "--day", day.toString()};
        Map<String, Board> boards = new TreeMap<>();
        for (String line : deployment.run(show).expect(0).out().lines().toList()) {
            Map<String, Object> shown = Json.object(line);
            Map<String, BigDecimal> volumes = new HashMap<>();
            for (Map<String, Object> row : Json.objects(shown, "rows")) {
                volumes.put(text(row, "traderId"), decimal(row, "volume"));
            }
            long trades = Long.parseLong(text(shown, "trades"));
            if (trades > 0 || !volumes.isEmpty()) {
                long traders = Long.parseLong(text(shown, "traders"));
                boards.put(text(shown, "symbol"), new Board(trades, traders, decimal(shown, "totalVolume"), volumes));
            }
        }
        return boards;
    }

    private static BigDecimal decimal(Map<String, Object> fields, String name) {
        return new BigDecimal(text(fields, name)).stripTrailingZeros();
    }

    private static String text(Map<String, Object> fields, String name) {
        return String.valueOf(fields.get(name));
    }
}
