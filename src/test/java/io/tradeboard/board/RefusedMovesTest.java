package io.tradeboard.board;

import static io.tradeboard.board.Moves.WRITER;
import static io.tradeboard.board.Moves.assertApplied;
import static io.tradeboard.board.Moves.move;
import static org.assertj.core.api.Assertions.assertThat;

import io.tradeboard.redis.RedisConnection;
import io.tradeboard.redis.RedisExtension;
import io.tradeboard.trade.BoardDelta;
import io.tradeboard.trade.BoardId;
import io.tradeboard.trade.TradingDays;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import redis.clients.jedis.Protocol.Command;

/** What a board cannot take is refused before anything is written. */
class RefusedMovesTest {
    private static final long LARGEST = (1L << 53) - 1;

    @RegisterExtension
    static final RedisExtension REDIS = new RedisExtension();

    private final RedisConnection redis = REDIS.connect();
    private final RedisBoards boards = new RedisBoards(redis, Moves.DAYS);
    private final BoardId btc = Moves.today(redis, "BTC");

    @Test
    void anotherScaleIsRefused() {
        assertApplied(boards.apply(WRITER, List.of(move(btc, 0, 3, Map.of("ann", 5L)))));
        BoardUpdate other = new BoardUpdate(new BoardDelta(btc, 2, 1, 1_000, Map.of("ann", 5L)), Mark.at(3), 4);

        assertRefused(boards, List.of(other), "it was made with scale 8, not 2");
    }

    @Test
    void anotherZoneIsRefused() {
        assertApplied(boards.apply(WRITER, List.of(move(btc, 0, 3, Map.of("ann", 5L)))));
        TradingDays elsewhere = new TradingDays(ZoneOffset.ofHours(1), Duration.ZERO, Duration.ofDays(1));

        assertRefused(
                new RedisBoards(redis, elsewhere),
                List.of(move(btc, 3, 4, Map.of("ann", 5L))),
                "it was made for zone Z, not +01:00");
    }

    @ParameterizedTest
    @CsvSource({"volumes, sorted set", "ledger, hash"})
    void aKeyOfAnotherTypeIsRefusedAndKept(String key, String wanted) {
        BoardId doge = Moves.today(redis, "DOGE");
        assertApplied(boards.apply(WRITER, List.of(move(doge, 0, 3, Map.of("ann", 5L)))));
        String name = "tradeboard:{DOGE:" + doge.day() + "}:" + key;
        redis.call(Command.SET, name, "mine");

        assertRefused(boards, List.of(move(doge, 3, 4, Map.of("ann", 5L))), name + " is a string, not a " + wanted);
    }

    @Test
    void aVolumeMayReachTheLargestExactIntegerAndNotPassIt() {
        assertApplied(boards.apply(WRITER, List.of(move(btc, 0, 3, Map.of("ann", LARGEST - 1, "bob", 8L)))));
        assertApplied(boards.apply(WRITER, List.of(move(btc, 3, 4, Map.of("ann", 1L, "bob", 1L)))));
        assertThat(Moves.volumes(redis, btc)).isEqualTo(Map.of("ann", LARGEST, "bob", 9L));

        assertRefused(
                boards,
                List.of(move(btc, 4, 5, Map.of("ann", 1L, "bob", 1L, "carl", 1L))),
                "a volume would pass 2^53 - 1 units");
        assertApplied(boards.apply(WRITER, List.of(move(btc, 4, 5, Map.of("bob", 1L)))));
    }

    @Test
    void aSumTooLargeForALongIsRefused() {
        assertApplied(boards.apply(WRITER, List.of(move(btc, 0, 3, Map.of("bob", 1L)))));

        assertRefused(
                boards,
                List.of(move(btc, 3, 4, Map.of("ann", Long.MAX_VALUE))),
                "its total volume would pass 2^62 units");
    }

    private void assertRefused(RedisBoards writing, List<BoardUpdate> moves, String reason) {
        BoardId board = moves.get(0).share().board();
        Map<String, String> before = Moves.everything(redis);
        assertThat(writing.apply(WRITER, moves)).isEqualTo(Map.of(board, new Outcome.Refused(reason)));
        assertThat(Moves.everything(redis)).isEqualTo(before);
    }
}
