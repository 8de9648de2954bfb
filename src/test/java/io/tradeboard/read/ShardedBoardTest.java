package io.tradeboard.read;

import static io.tradeboard.board.Moves.WRITER;
import static io.tradeboard.board.Moves.move;
import static org.assertj.core.api.Assertions.assertThat;

import io.tradeboard.board.BoardKeys;
import io.tradeboard.board.BoardUpdate;
import io.tradeboard.board.Moves;
import io.tradeboard.board.RedisBoards;
import io.tradeboard.redis.RedisConnection;
import io.tradeboard.redis.RedisExtension;
import io.tradeboard.status.Verdict;
import io.tradeboard.status.Verdicts;
import io.tradeboard.trade.BoardId;
import io.tradeboard.trade.Shard;
import io.tradeboard.trade.Symbols;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import redis.clients.jedis.Protocol.Command;

/** A board with several shards is read as the same board with one. */
class ShardedBoardTest {
    @RegisterExtension
    static final RedisExtension REDIS = new RedisExtension();

    private static final String ONE = "ONE";
    private static final String MANY = "MANY";

    private final RedisConnection redis = REDIS.connect();
    private final BoardId one = Moves.today(redis, ONE);
    private final BoardId many = Moves.today(redis, MANY);
    private final RedisStandings standings = new RedisStandings(
            redis, Symbols.parse("ONE:8:Board,MANY:8:Board", 8, false), Moves.DAYS, Clock.systemUTC(), this::directory);
    private final RedisNeighbours neighbours = new RedisNeighbours(standings);
    private final TraderSearch search = new TraderSearch(redis, this::directory);

    private TradersDirectory directory() {
        return Directories.now(redis);
    }

    /**
     * Volumes from few values, so that ties reach over shards and far past every window; some of the best and of the
     * tied are excluded, hidden or have an alias.
     */
    @ParameterizedTest
    @CsvSource({"2, 60, 4", "6, 400, 1000000", "6, 300, 3", "24, 500, 40", "64, 200, 7", "5, 3, 2"})
    void everyRankingIsThatOfTheUnion(int shards, int traders, int values) {
        Random random = new Random(31L * shards + traders + values);
        Map<String, Long> volumes = new HashMap<>();
        for (int i = 0; i < traders; i++) {
            volumes.put("trader-" + random.nextInt(10 * traders), 1L + random.nextInt(values));
        }
        apply(volumes, shards);
        assertSame(List.copyOf(volumes.keySet()), random);

        int tag = 0;
        for (String trader : volumes.keySet()) {
            switch (random.nextInt(15)) {
                case 0 -> Directories.exclude(redis, trader);
                case 1 -> Directories.hide(redis, trader, String.format(Locale.ROOT, "%04x", tag++));
                case 2 -> Directories.alias(redis, trader, "Known " + trader);
                default -> {}
            }
        }
        assertSame(List.copyOf(volumes.keySet()), random);
    }

    private void assertSame(List<String> traders, Random random) {
        for (int depth : new int[] {1, 2, 7, 50, traders.size() - 1, traders.size(), 10_000}) {
            assertSame(
                    standings.read(ONE, one.day(), Math.max(1, depth)),
                    standings.read(MANY, many.day(), Math.max(1, depth)));
        }
        for (int i = 0; i < 60; i++) {
            String trader = directory().name(traders.get(random.nextInt(traders.size())));
            int around = random.nextInt(4) * random.nextInt(12);
            Neighbours expected = neighbours.read(one, trader, around);
            Neighbours found = neighbours.read(many, trader, around);
            assertThat(found.own()).as("%s, %s around", trader, around).isEqualTo(expected.own());
            assertSame(expected.standings(), found.standings());
        }
        for (String part : List.of("-1", "9", "known", "nobody")) {
            // Which of the tied are found where not all are asked for is open.
            assertThat(search.find(many, part, 10_000))
                    .containsExactlyInAnyOrderElementsOf(search.find(one, part, 10_000));
        }
        assertThat(neighbours.read(many, "nobody", 3).own()).isNull();
    }

    private static void assertSame(Standings expected, Standings found) {
        assertThat(found.rows()).isEqualTo(expected.rows());
        assertThat(found.traders()).isEqualTo(expected.traders());
        assertThat(found.trades()).isEqualTo(expected.trades());
        assertThat(found.totalVolume()).isEqualTo(expected.totalVolume());
        assertThat(found.lastTradeAt()).isEqualTo(expected.lastTradeAt());
    }

    @Test
    void theSampleOfAHistoryHasTheBestOfAllShards() {
        apply(Moves.traders(200), 6);
        Samples samples = new Samples(redis, Moves.DAYS, TradersDirectory::none);
        assertThat(samples.take()).isEmpty();

        Sample expected = samples.read(one).samples().get(0);
        assertThat(samples.read(many).samples()).containsExactly(expected);
        assertThat(expected.traders()).isEqualTo(200);
        assertThat(expected.rows()).hasSize(Samples.ROWS);
    }

    @Test
    void theVerdictIsTheWorstOfTheShardsAndThereIsNoneWhereOneWasNotAudited() {
        apply(Moves.traders(200), 6);
        Verdicts verdicts = new Verdicts(redis, Moves.DAYS);
        Instant now = standings.time().truncatedTo(ChronoUnit.MILLIS);
        Map<BoardId, Verdict> all = new HashMap<>();
        for (BoardId shard : many.shards(6)) {
            all.put(shard, new Verdict(now.minusSeconds(shard.shard().number()), 3, 0, 0, false, ""));
        }
        BoardId worst = many.shard(4, 6);
        Verdict own = Objects.requireNonNull(all.remove(worst));
        verdicts.publish("log", all);
        assertThat(standings.read(MANY, many.day(), 1).audit()).isNull();

        verdicts.publish("log", Map.of(worst, own));
        Verdict exact = standings.read(MANY, many.day(), 1).audit();
        assertThat(exact).isEqualTo(new Verdict(now.minusSeconds(5), 18, 0, 0, false, ""));

        verdicts.publish("log", Map.of(worst, new Verdict(own.at(), 3, 2, 0, false, "")));
        assertThat(standings.read(MANY, many.day(), 1).audit())
                .isEqualTo(new Verdict(now.minusSeconds(5), 18, 2, 0, false, ""));
    }

    @Test
    void aBoardIsFinalOnceEveryShardIs() {
        Marks first = new Marks(Map.of("a", "5", "b", "7"), Set.of("a", "b"));
        Marks second = new Marks(Map.of("a", "9"), Set.of());

        assertThat(Marks.merged(List.of(first, second))).isEqualTo(new Marks(Map.of("a", "5", "b", "7"), Set.of("b")));
        assertThat(Marks.merged(List.of(first, new Marks(Map.of("b", "1>9 2/3"), Set.of())))
                        .isInParts())
                .isTrue();
    }

    @Test
    void whatAShardLosesIsMissedAtOnce() {
        apply(Moves.traders(200), 6);
        assertThat(standings.read(MANY, many.day(), 3).reading().fell()).isFalse();
        BoardId lost = many.shard(2, 6);
        redis.call(Command.DEL, BoardKeys.volumes(lost), BoardKeys.ledger(lost));

        Standings after = standings.read(MANY, many.day(), 3);
        assertThat(after.reading().fell()).isTrue();
        assertThat(after.ledger().shards()).isEqualTo(6);
    }

    @Test
    void shardsOfDifferentKindsAreNeverAddedUp() {
        apply(Moves.traders(200), 6);
        redis.call(Command.HSET, BoardKeys.ledger(many.shard(3, 6)), "scale", 2);
        assertThat(standings.read(MANY, many.day(), 3).ledger().fault())
                .isEqualTo("its shards differ in their decimals or their zone");

        redis.call(Command.HSET, BoardKeys.ledger(many.shard(3, 6)), "scale", 8, "shards", 8);
        assertThat(standings.read(MANY, many.day(), 3).ledger().fault())
                .isEqualTo("its ledger has the shards \"8\", and others of the board have 6");
    }

    @Test
    void aReaderFollowsABoardThatIsBuiltAnewWithOtherShards() {
        apply(Moves.traders(50), 6);
        List<Standings.Row> rows = standings.read(MANY, many.day(), 50).rows();
        many.shards(6).forEach(shard -> redis.call(Command.DEL, BoardKeys.volumes(shard), BoardKeys.ledger(shard)));
        apply(many, Moves.traders(50), 3);

        assertThat(standings.read(MANY, many.day(), 50).rows()).isEqualTo(rows);
        assertThat(standings.read(MANY, many.day(), 50).ledger().shards()).isEqualTo(3);
    }

    private void apply(Map<String, Long> volumes, int shards) {
        apply(one, volumes, 1);
        apply(many, volumes, shards);
        redis.call(Command.HSET, BoardKeys.shards(many.day()), MANY, shards);
    }

    private void apply(BoardId board, Map<String, Long> volumes, int shards) {
        Map<BoardId, Map<String, Long>> spread = new HashMap<>();
        volumes.forEach((trader, volume) -> spread.computeIfAbsent(
                        board.shard(Shard.numberOf(trader, shards), shards), shard -> new HashMap<>())
                .put(trader, volume));
        List<BoardUpdate> updates = new ArrayList<>();
        spread.forEach((shard, some) -> updates.add(move(shard, 0, 3, some)));
        Moves.assertApplied(new RedisBoards(redis, Moves.DAYS).apply(WRITER, updates));
    }
}
