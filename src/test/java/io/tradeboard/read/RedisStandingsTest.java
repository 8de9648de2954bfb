package io.tradeboard.read;

import static io.tradeboard.board.Moves.WRITER;
import static io.tradeboard.board.Moves.move;
import static org.assertj.core.api.Assertions.assertThat;

import io.tradeboard.board.BoardKeys;
import io.tradeboard.board.Moves;
import io.tradeboard.board.RedisBoards;
import io.tradeboard.redis.RedisConnection;
import io.tradeboard.redis.RedisExtension;
import io.tradeboard.redis.RedisTime;
import io.tradeboard.trade.BoardId;
import io.tradeboard.trade.Symbols;
import java.math.BigInteger;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.Protocol.Command;

class RedisStandingsTest {
    private static final Symbols SYMBOLS = Symbols.parse("BTC:8:Bitcoin", 6, false);

    @RegisterExtension
    static final RedisExtension REDIS = new RedisExtension();

    private final RedisConnection redis = REDIS.connect();
    private final BoardId btc = Moves.today(redis, "BTC");
    private final RedisStandings standings = reader(Clock.systemUTC());

    private RedisStandings reader(Clock clock) {
        return new RedisStandings(redis, SYMBOLS, Moves.DAYS, clock, TradersDirectory::none);
    }

    @Test
    void rowsTotalsAndTimeAreThoseOfRedis() {
        apply(btc, Map.of("ann", 700L, "bob", 900L, "carl", 700L));
        Instant before = RedisTime.of(redis.call(Command.TIME));
        Standings read = standings.read("BTC", btc.day(), 10);

        assertThat(read.asOf()).isBetween(before, RedisTime.of(redis.call(Command.TIME)));
        assertThat(read.board()).isEqualTo(btc);
        assertThat(read.title()).isEqualTo("Bitcoin");
        assertThat(read.ledger())
                .isEqualTo(new LedgerView(
                        8,
                        ZoneOffset.UTC,
                        3,
                        3,
                        BigInteger.valueOf(2_300),
                        Instant.ofEpochMilli(1_003),
                        new Marks(Map.of(WRITER, "3"), Set.of()),
                        ""));
        assertThat(read.audit()).isNull();
        assertThat(read.rows())
                .containsExactly(
                        new Standings.Row(1, false, "bob", 900, OptionalLong.empty()),
                        new Standings.Row(2, true, "carl", 700, OptionalLong.of(200)),
                        new Standings.Row(2, true, "ann", 700, OptionalLong.of(200)));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 50, 51})
    void theOrderIsThatOfRedisAndATieAcrossTheDepthIsSeen(int depth) {
        Map<String, Long> volumes = Moves.traders(50);
        volumes.replaceAll((trader, volume) -> volume / 4 + 1);
        apply(btc, volumes);

        List<?> order = (List<?>) redis.call(Command.ZREVRANGE, BoardKeys.volumes(btc), 0, depth - 1);
        List<Standings.Row> rows = standings.read("BTC", btc.day(), depth).rows();
        assertThat(rows)
                .extracting(Standings.Row::traderId)
                .isEqualTo(order.stream().map(Moves::text).toList());
        assertThat(rows)
                .allMatch(row -> row.tied()
                        == (volumes.values().stream()
                                        .filter(v -> v == row.volume())
                                        .count()
                                > 1));
    }

    @Test
    void aBoardWhereNobodyTradedIsEmpty() {
        Standings read = standings.read("DOGE", btc.day(), 10);

        assertThat(read.rows()).isEmpty();
        assertThat(read.traders() + read.trades()).isZero();
        assertThat(read.totalVolume()).isZero();
        assertThat(read.lastTradeAt()).isNull();
        assertThat(read.title()).isEqualTo("DOGE");
        assertThat(read.scale()).isEqualTo(6);
    }

    @Test
    void withoutADayItIsTheDayOfRedisWhateverTheOwnClockSays() {
        apply(btc, Map.of("ann", 5L));
        Clock wrong = Clock.fixed(Instant.parse("2001-01-01T00:00:00Z"), ZoneOffset.UTC);

        assertThat(reader(wrong).read("BTC", null, 10).board()).isEqualTo(btc);
        assertThat(reader(wrong).read("BTC", null, 10).traders()).isEqualTo(1);
        assertThat(reader(wrong).today()).isEqualTo(btc.day());
    }

    @Test
    void aDayThatIsOverIsClosingUntilEveryWriterHasClosedIt() {
        BoardId yesterday = new BoardId("BTC", Moves.yesterday(redis));
        apply(yesterday, Map.of("ann", 5L));

        redis.call(Command.HSET, BoardKeys.ledger(yesterday), "mark:other", 7);

        assertThat(standings.read("BTC", yesterday.day(), 10).state()).isEqualTo(BoardState.CLOSING);
        redis.call(Command.HSET, BoardKeys.ledger(yesterday), "closed:" + WRITER, 3);
        assertThat(standings.read("BTC", yesterday.day(), 10).state()).isEqualTo(BoardState.CLOSING);
        redis.call(Command.HSET, BoardKeys.ledger(yesterday), "closed:other", 7);
        assertThat(standings.read("BTC", yesterday.day(), 10).state()).isEqualTo(BoardState.FINAL);
        assertThat(standings.read("BTC", yesterday.day(), 10).rows()).hasSize(1);
    }

    @Test
    void aDayOfWhichThereIsNoBoardIsNotKeptAndNotFinal() {
        Standings read = standings.read("BTC", Moves.yesterday(redis), 10);

        assertThat(read.state()).isEqualTo(BoardState.NOT_KEPT);
        assertThat(read.isFinal()).isFalse();
    }

    @Test
    void theSymbolsOfADayAreThoseWithABoard() {
        apply(btc, Map.of("ann", 5L));
        apply(new BoardId("ARB", btc.day()), Map.of("ann", 5L));

        assertThat(standings.symbols(btc.day())).containsExactly("ARB", "BTC");
        assertThat(standings.symbols(Moves.yesterday(redis))).isEmpty();
    }

    private void apply(BoardId board, Map<String, Long> volumes) {
        Moves.assertApplied(new RedisBoards(redis, Moves.DAYS).apply(WRITER, List.of(move(board, 0, 3, volumes))));
    }
}
