package io.tradeboard.read;

import static io.tradeboard.board.Moves.WRITER;
import static io.tradeboard.board.Moves.move;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tradeboard.board.BoardKeys;
import io.tradeboard.board.Moves;
import io.tradeboard.board.RedisBoards;
import io.tradeboard.format.ResultDocument;
import io.tradeboard.format.TraderDocument;
import io.tradeboard.redis.RedisConnection;
import io.tradeboard.redis.RedisExtension;
import io.tradeboard.trade.BoardId;
import io.tradeboard.trade.Symbols;
import java.math.BigInteger;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.Protocol.Command;

/** What readers make of the traders directory, whatever they read. */
class TradersDirectoryTest {
    @RegisterExtension
    static final RedisExtension REDIS = new RedisExtension();

    private final RedisConnection redis = REDIS.connect();
    private final BoardId btc = Moves.today(redis, "BTC");
    private final RedisStandings standings = new RedisStandings(
            redis, Symbols.parse("BTC:8:Bitcoin", 8, false), Moves.DAYS, Clock.systemUTC(), this::directory);
    private final RedisNeighbours neighbours = new RedisNeighbours(standings);
    private final TraderSearch search = new TraderSearch(redis, this::directory);
    private final Samples samples = new Samples(redis, Moves.DAYS, this::directory);
    private final ResultStore results = new ResultStore(redis, new ResultDocument(), this::directory);

    private TradersDirectory directory() {
        return Directories.now(redis);
    }

    private void trade(BoardId board, Map<String, Long> volumes) {
        Moves.assertApplied(
                new RedisBoards(redis, Moves.DAYS), WRITER, List.of(move(board, 0, volumes.size(), volumes)));
    }

    private Standings board() {
        return standings.read("BTC", btc.day(), 10);
    }

    private static List<String> names(Standings of) {
        return of.rows().stream().map(row -> row.rank() + " " + row.name()).toList();
    }

    /** The traders that are excluded, of groups of 1, 2, 4, ... 64 with equal volumes. */
    static Stream<Set<String>> exclusions() {
        List<String> all = List.copyOf(groups().keySet());
        return Stream.of(
                Set.of(),
                Set.of("nobody"),
                Set.of("t0-0"),
                Set.of("t6-63", "t6-0"),
                Set.of("t3-0", "t3-7"),
                Set.of("t5-0"),
                all.stream().filter(trader -> trader.startsWith("t5")).collect(Collectors.toSet()),
                Set.of("t0-0", "t1-0", "t1-1", "t2-3", "t4-8", "t5-1", "t6-31"),
                IntStream.range(0, all.size() / 2).mapToObj(all::get).collect(Collectors.toSet()),
                IntStream.range(0, all.size())
                        .filter(i -> i % 3 != 0)
                        .mapToObj(all::get)
                        .collect(Collectors.toSet()),
                Set.copyOf(all.subList(1, all.size())));
    }

    private static Map<String, Long> groups() {
        Map<String, Long> volumes = new LinkedHashMap<>();
        for (int group = 0; group < 7; group++) {
            for (int i = 0; i < 1 << group; i++) {
                volumes.put("t" + group + "-" + i, 1_000_000L >> group);
            }
        }
        return volumes;
    }

    @ParameterizedTest
    @MethodSource("exclusions")
    void aBoardWithoutExcludedTradersIsTheBoardThatNeverHadThem(Set<String> excluded) {
        Map<String, Long> all = groups();
        Map<String, Long> kept = new LinkedHashMap<>(all);
        kept.keySet().removeAll(excluded);
        BoardId eth = new BoardId("ETH", btc.day());
        trade(btc, all);
        trade(eth, kept);
        excluded.forEach(trader -> Directories.exclude(redis, trader));

        for (int depth : List.of(1, 2, 3, 7, 60, 200)) {
            Standings read = standings.read("BTC", btc.day(), depth);
            Standings expected = standings.read("ETH", btc.day(), depth);
            assertThat(read.rows()).as("depth %s", depth).isEqualTo(expected.rows());
            assertThat(read.traders()).isEqualTo(kept.size());
            assertThat(read.totalVolume()).isEqualTo(expected.totalVolume());
            assertThat(read.trades()).isEqualTo(all.size());
        }
        for (String trader : all.keySet()) {
            for (int around : List.of(0, 2, 9)) {
                Neighbours read = neighbours.read(btc, trader, around);
                Neighbours expected = neighbours.read(eth, trader, around);
                assertThat(read.own()).as("%s around %s", around, trader).isEqualTo(expected.own());
                assertThat(read.standings().rows())
                        .isEqualTo(expected.standings().rows());
                assertThat(read.standings().traders()).isEqualTo(kept.size());
            }
        }
        assertThat(Set.copyOf(search.find(btc, "-1", 70))).isEqualTo(Set.copyOf(search.find(eth, "-1", 70)));
    }

    @Test
    void aThousandTradersMayBeExcluded() {
        Map<String, Long> volumes = Moves.traders(1_100);
        trade(btc, volumes);
        for (int i = 101; i <= 1_100; i++) {
            Directories.exclude(redis, "trader-" + i);
        }

        assertThat(names(board())).hasSize(10).startsWith("1 trader-100", "2 trader-99");
        assertThat(board().totalVolume()).isEqualTo(BigInteger.valueOf(100 * 101 / 2));
        assertThat(Objects.requireNonNull(neighbours.read(btc, "trader-7", 3).own())
                        .rank())
                .isEqualTo(94);
        Directories.exclude(redis, "one-more");
        assertThat(board().state()).isEqualTo(BoardState.REFUSED);
    }

    @Test
    void aBoardWhereEverybodyIsExcludedIsThereAndHasNoRows() {
        BoardId yesterday = new BoardId("BTC", Moves.yesterday(redis));
        trade(btc, Map.of("ann", 5L));
        trade(yesterday, Map.of("ann", 5L));
        Directories.exclude(redis, "ann");

        assertThat(board().rows()).isEmpty();
        assertThat(board().traders() + board().totalVolume().longValue()).isZero();
        assertThat(board().trades()).isEqualTo(1);
        assertThat(standings.read("BTC", yesterday.day(), 10).state()).isEqualTo(BoardState.CLOSING);
    }

    @Test
    void anExcludedTraderWithAScoreThatIsNoVolumeRefusesTheBoardUnderTheNameThatIsShown() {
        trade(btc, Map.of("ann", 5L, "mallory", 7L));
        redis.call(Command.ZADD, BoardKeys.volumes(btc), "inf", "mallory");
        Directories.put(redis, "mallory", "{\"hidden\":true,\"excluded\":true,\"tag\":\"7f3a\"}");

        assertThat(board().condition().reason())
                .contains("the volume of \"Trader 7f3a\" is inf")
                .doesNotContain("mallory");
        Directories.hide(redis, "mallory", "7f3a");
        assertThat(board().condition().reason()).contains("\"Trader 7f3a\"").doesNotContain("mallory");
        assertThat(neighbours.read(btc, "ann", 1).standings().condition().reason())
                .contains("\"Trader 7f3a\"")
                .doesNotContain("mallory");
    }

    @Test
    void aHiddenTraderHasTheTagAsIdAndNameWhereverItIsShown() throws Exception {
        trade(btc, Map.of("kestrel", 9L, "ann", 5L));
        samples.look();
        samples.take();
        results.publish(board());
        Directories.put(redis, "kestrel", "{\"hidden\":true,\"alias\":\"The Kestrel\",\"tag\":\"7f3a\"}");

        for (List<Standings.Row> rows : List.of(
                board().rows(),
                neighbours.read(btc, "ann", 3).standings().rows(),
                neighbours.read(btc, "Trader 7f3a", 3).standings().rows(),
                search.find(btc, "", 9),
                samples.read(btc).samples().get(0).rows(),
                Objects.requireNonNull(results.read(btc)).rows())) {
            assertThat(rows.get(0).traderId()).isEqualTo("Trader 7f3a");
            assertThat(rows.get(0).name()).isEqualTo("Trader 7f3a");
            assertThat(rows.toString().toLowerCase(Locale.ROOT)).doesNotContain("kestrel");
        }
        assertThat(Objects.requireNonNull(neighbours.read(btc, "Trader 7f3a", 0).own())
                        .volume())
                .isEqualTo(9);
    }

    @ParameterizedTest
    @CsvSource({"kestrel, hidden", "The Kestrel, its alias", "nobody, not there", "eve, excluded", "Trader 0000, no tag"
    })
    void whoIsHiddenOrExcludedIsNotFoundExactlyAsSomebodyWhoIsNotThere(String asked, String why) {
        trade(btc, Map.of("kestrel", 9L, "ann", 5L, "eve", 7L));
        Directories.put(redis, "kestrel", "{\"hidden\":true,\"alias\":\"The Kestrel\",\"tag\":\"7f3a\"}");
        Directories.exclude(redis, "eve");

        Neighbours found = neighbours.read(btc, asked, 3);
        assertThat(found.own()).as(why).isNull();
        assertThat(found.standings().rows()).isEmpty();
        assertThat(search.find(btc, asked, 9)).as(why).isEmpty();
    }

    @Test
    void aTraderWhoCallsItselfWhatAHiddenOneIsShownAsIsAnotherOne() {
        trade(btc, Map.of("kestrel", 9L, "Trader 7f3a", 5L));
        Directories.hide(redis, "kestrel", "7f3a");

        assertThat(names(board())).containsExactly("1 Trader 7f3a", "2 Trader 7f3a (its own id)");
        assertThat(Objects.requireNonNull(neighbours.read(btc, "Trader 7f3a", 0).own())
                        .rank())
                .isEqualTo(1);
        assertThat(Objects.requireNonNull(neighbours
                                .read(btc, "Trader 7f3a (its own id)", 0)
                                .own())
                        .rank())
                .isEqualTo(2);
    }

    @Test
    void aTraderWhoseOwnIdIsTheAliasOfAnotherIsAnotherOne() {
        trade(btc, Map.of("kestrel", 9L, "The Whale", 5L));
        Directories.alias(redis, "kestrel", "The Whale");

        assertThat(names(board())).containsExactly("1 The Whale", "2 The Whale (its own id)");
        for (Map.Entry<String, Integer> asked : Map.of("kestrel", 1, "The Whale", 1, "The Whale (its own id)", 2)
                .entrySet()) {
            assertThat(Objects.requireNonNull(
                                    neighbours.read(btc, asked.getKey(), 0).own())
                            .rank())
                    .as(asked.getKey())
                    .isEqualTo(asked.getValue());
        }
    }

    @Test
    void anAliasIsTheNameBesideTheIdAndBothFindTheTrader() {
        trade(btc, Map.of("kestrel", 9L, "ann", 5L));
        Directories.alias(redis, "kestrel", "Blue Heron");

        Standings.Row row = board().rows().get(0);
        assertThat(row.traderId()).isEqualTo("kestrel");
        assertThat(row.name()).isEqualTo("Blue Heron");
        assertThat(board().rows().get(1).name()).isEqualTo("ann");
        for (String asked : List.of("kestrel", "Blue Heron")) {
            assertThat(neighbours.read(btc, asked, 0).own()).isEqualTo(row);
        }
        for (String part : List.of("EST", "blue h")) {
            assertThat(search.find(btc, part, 9)).containsExactly(row);
        }
    }

    @Test
    void historyHasTheSameIdsAsTheBoardAndNobodyWhoIsExcluded() {
        Sample sample = Sample.decode(
                Instant.EPOCH,
                "4\n9 kestrel\n7 eve\n7 ann\n1 bob",
                new TradersDirectory(Map.of(
                        "kestrel", new TraderEntry("", true, false, "7f3a"),
                        "eve", new TraderEntry("", false, true, ""),
                        "ann", new TraderEntry("Ann of Arc", false, false, ""))));

        assertThat(sample.traders()).isEqualTo(3);
        assertThat(sample.isWhole()).isTrue();
        assertThat(sample.rank("Trader 7f3a")).hasValue(1);
        assertThat(sample.rank("ann")).hasValue(2);
        assertThat(sample.rank("bob")).hasValue(3);
        assertThat(sample.rank("kestrel")).isEmpty();
        assertThat(sample.rank("eve")).isEmpty();
        assertThat(sample.rows().get(1).tied()).isFalse();
    }

    @Test
    void resultsAreRankedAgainWithoutWhoIsExcludedNow() throws Exception {
        Map<String, Long> volumes = new HashMap<>(Moves.traders(120));
        // The last row that is kept has its tie beyond the others.
        volumes.put("trader-20", 21L);
        trade(btc, volumes);
        Standings whole = standings.read("BTC", btc.day(), 200);
        results.publish(whole);
        Directories.exclude(redis, "trader-119");
        Directories.exclude(redis, "trader-3");

        Standings read = Objects.requireNonNull(results.read(btc));
        assertThat(names(read)).hasSize(99).startsWith("1 trader-120", "2 trader-118");
        assertThat(read.rows().get(1).gapToNext()).hasValue(2);
        assertThat(read.rows().get(98).tied()).isTrue();
        assertThat(read.traders()).isEqualTo(119);
        assertThat(read.totalVolume()).isEqualTo(whole.totalVolume().subtract(BigInteger.valueOf(119)));
        assertThat(read.trades()).isEqualTo(whole.trades());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "{",
                "1",
                "{\"hidden\":\"yes\"}",
                "{\"hidden\":null}",
                "{\"hide\":true}",
                "{\"hidden\":true}",
                "{\"hidden\":true,\"tag\":\"kestrel\"}",
                "{\"alias\":7}",
                "{\"alias\":\"\\u001b[31m\"}",
                "{\"alias\":\" ann\"}",
                "{\"alias\":\"Trader 7f3a\"}"
            })
    void anEntryThatCannotBeReadRefusesEveryReaderWithoutNamingAnybody(String entry) throws Exception {
        trade(btc, Map.of("kestrel", 9L, "ann", 5L));
        results.publish(board());
        samples.look();
        Directories.put(redis, "kestrel", entry);

        assertRefused("the traders directory cannot be read: ");
    }

    @Test
    void aDirectoryOfAnotherTypeRefusesEveryReader() throws Exception {
        trade(btc, Map.of("kestrel", 9L, "ann", 5L));
        results.publish(board());
        redis.call(Command.SET, BoardKeys.TRADERS, "kestrel");

        assertRefused("the traders directory cannot be read: the key tradeboard:traders is not a hash");
    }

    @Test
    void twoHiddenTradersWithOneTagRefuseEveryReader() throws Exception {
        trade(btc, Map.of("kestrel", 9L, "ann", 5L));
        results.publish(board());
        Directories.hide(redis, "kestrel", "7f3a");
        Directories.hide(redis, "heron", "7f3a");

        assertRefused("the traders directory cannot be read: a hidden trader has no tag of its own");
    }

    private void assertRefused(String reason) {
        assertThat(board().state()).isEqualTo(BoardState.REFUSED);
        assertThat(board().rows()).isEmpty();
        Neighbours found = neighbours.read(btc, "ann", 3);
        assertThat(found.own()).isNull();
        for (Standings each : List.of(board(), found.standings())) {
            assertThat(each.condition().reason()).contains(reason).doesNotContain("kestrel");
        }
        assertThatThrownBy(() -> search.find(btc, "ann", 9))
                .isInstanceOf(UnreadableDirectoryException.class)
                .hasMessageContaining(reason);
        assertThatThrownBy(() -> samples.read(btc)).isInstanceOf(UnreadableDirectoryException.class);
        assertThatThrownBy(() -> results.read(btc)).isInstanceOf(UnreadableDirectoryException.class);
    }

    @Test
    void standingsReadWithAnotherDirectoryAreNotCompared() {
        trade(btc, Map.of("kestrel", 9L, "ann", 5L));
        Standings before = board();
        assertThat(board().isComparableWith(before)).isTrue();
        Directories.exclude(redis, "kestrel");
        Standings without = board();
        assertThat(without.isComparableWith(before)).isFalse();
        assertThat(board().isComparableWith(without)).isTrue();
        redis.call(Command.DEL, BoardKeys.TRADERS);
        assertThat(board().isComparableWith(before)).isTrue();
        redis.call(Command.SET, BoardKeys.TRADERS, "x");
        assertThat(board().isComparableWith(before)).isFalse();
    }

    @Test
    void theDirectoryIsReadAgainWhenItIsASecondOld() {
        long[] nanos = {0};
        RedisDirectory cached = new RedisDirectory(redis, new TraderDocument(), () -> nanos[0]);
        assertThat(cached.get().traders()).isEmpty();
        Directories.exclude(redis, "ann");
        nanos[0] = 999_999_999;
        assertThat(cached.get().traders()).isEmpty();
        nanos[0] = 1_000_000_000;
        assertThat(cached.get().traders()).containsOnlyKeys("ann");
        redis.call(Command.SET, BoardKeys.TRADERS, "x");
        nanos[0] = 2_000_000_000;
        assertThatThrownBy(cached::get).isInstanceOf(UnreadableDirectoryException.class);
        redis.call(Command.DEL, BoardKeys.TRADERS);
        assertThat(cached.get().traders()).isEmpty();
    }
}
