package io.tradeboard.board;

import static io.tradeboard.board.Moves.WRITER;
import static io.tradeboard.board.Moves.assertApplied;
import static io.tradeboard.board.Moves.ledger;
import static io.tradeboard.board.Moves.move;
import static io.tradeboard.board.Moves.open;
import static io.tradeboard.board.Moves.volumes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tradeboard.redis.RedisConnection;
import io.tradeboard.redis.RedisExtension;
import io.tradeboard.redis.RedisTime;
import io.tradeboard.trade.BoardId;
import io.tradeboard.trade.TradingDays;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.Protocol.Command;

class RedisBoardsTest {
    @RegisterExtension
    static final RedisExtension REDIS = new RedisExtension();

    private final RedisConnection redis = REDIS.connect();
    private final RedisBoards boards = new RedisBoards(redis, Moves.DAYS);
    private final RedisMarks marks = new RedisMarks(redis);
    private final BoardId btc = Moves.today(redis, "BTC");

    @Test
    void theSameMoveTwiceCountsOnce() {
        List<BoardUpdate> moves = List.of(move(btc, 0, 3, Map.of("ann", 5L, "bob", 7L)));
        assertApplied(boards, WRITER, moves);
        assertApplied(boards, WRITER, moves);

        assertThat(volumes(redis, btc)).isEqualTo(Map.of("ann", 5L, "bob", 7L));
        assertThat(ledger(redis, btc, "trades")).isEqualTo("2");
        assertThat(ledger(redis, btc, "volume")).isEqualTo("12");
        assertThat(ledger(redis, btc, "lastTradeAt")).isEqualTo("1003");
        assertThat(marks.state(btc, WRITER)).isEqualTo(open(3));
    }

    @Test
    void movesThatFollowEachOtherAddUp() {
        assertApplied(boards, WRITER, List.of(move(btc, 0, 3, Map.of("ann", 5L))));
        assertApplied(boards, WRITER, List.of(move(btc, 3, 9, Map.of("ann", 6L, "Zoë {1} 東京", 1L))));

        assertThat(volumes(redis, btc)).isEqualTo(Map.of("ann", 11L, "Zoë {1} 東京", 1L));
        assertThat(marks.state(btc, WRITER)).isEqualTo(open(9));
    }

    @Test
    void anotherMarkIsReportedAndNothingWritten() {
        assertApplied(boards, WRITER, List.of(move(btc, 0, 3, Map.of("ann", 5L))));
        Map<String, String> before = Moves.everything(redis);

        assertThat(boards.apply(WRITER, List.of(move(btc, 2, 9, Map.of("ann", 5L)))))
                .isEqualTo(Map.of(btc, open(3)));
        assertThat(boards.apply(WRITER, List.of(move(btc, 4, 9, Map.of("ann", 5L)))))
                .isEqualTo(Map.of(btc, open(3)));
        assertThat(Moves.everything(redis)).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"volumes", "ledger"})
    void halfABoardIsNoBoard(String lost) {
        assertApplied(boards, WRITER, List.of(move(btc, 0, 3, Map.of("ann", 5L))));
        redis.call(Command.DEL, "tradeboard:{BTC:" + btc.day() + "}:" + lost);

        assertThat(marks.state(btc, WRITER)).isEqualTo(open(0));
        assertThat(boards.apply(WRITER, List.of(move(btc, 3, 4, Map.of("bob", 1L)))))
                .isEqualTo(Map.of(btc, open(0)));
        assertApplied(boards, WRITER, List.of(move(btc, 0, 4, Map.of("ann", 5L, "bob", 1L))));
        assertThat(volumes(redis, btc)).isEqualTo(Map.of("ann", 5L, "bob", 1L));
    }

    @Test
    void writersOfOneBoardAreIndependent() {
        assertApplied(boards, "first", List.of(move(btc, 0, 3, Map.of("ann", 5L))));
        assertApplied(boards, "second", List.of(move(btc, 0, 2, Map.of("ann", 6L))));
        assertApplied(boards, "first", List.of(move(btc, 3, 4, Map.of("ann", 7L))));

        assertThat(volumes(redis, btc)).isEqualTo(Map.of("ann", 18L));
        assertThat(marks.state(btc, "first")).isEqualTo(open(4));
        assertThat(marks.state(btc, "second")).isEqualTo(open(2));
        assertThat(marks.state(btc, "third")).isEqualTo(open(0));
    }

    @Test
    void everyBoardOfOneFlushHasItsOwnState() {
        BoardId eth = Moves.today(redis, "ETH");
        BoardId old = new BoardId("BTC", Moves.yesterday(redis).minusDays(1));
        assertApplied(boards, WRITER, List.of(move(eth, 0, 3, Map.of("ann", 5L))));

        assertThat(boards.apply(
                        WRITER,
                        List.of(
                                move(btc, 0, 4, Map.of("ann", 1L)),
                                move(eth, 0, 4, Map.of("ann", 1L)),
                                move(old, 0, 4, Map.of("ann", 1L)))))
                .isEqualTo(Map.of(btc, open(4), eth, open(3), old, new BoardState.Closed()));
    }

    @Test
    void aDayIsClosedOnceItsRetentionIsOver() {
        BoardId yesterday = new BoardId("BTC", Moves.yesterday(redis));
        List<BoardUpdate> moves = List.of(move(yesterday, 0, 3, Map.of("ann", 5L)));

        assertThat(new RedisBoards(redis, TradingDays.of(ZoneOffset.UTC)).apply(WRITER, moves))
                .isEqualTo(Map.of(yesterday, new BoardState.Closed()));
        assertThat(Moves.everything(redis)).isEmpty();
        assertApplied(boards, WRITER, moves);
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTC", "Asia/Tokyo", "America/St_Johns"})
    void everyKeyOfADayExpiresTogetherAtMidnightOfTheZonePlusTheRetention(String zone) {
        TradingDays days = new TradingDays(ZoneId.of(zone), Duration.ZERO, Duration.ofHours(7));
        LocalDate day = days.dayOf(boards.timeMillis());
        BoardId board = new BoardId("BTC", day);
        assertApplied(new RedisBoards(redis, days), WRITER, List.of(move(board, 0, 3, Map.of("ann", 5L))));

        long midnight =
                day.plusDays(1).atStartOfDay(ZoneId.of(zone)).toInstant().toEpochMilli();
        List<Object> replies = redis.transaction(List.of(
                RedisConnection.command(Command.PTTL, BoardKeys.volumes(board)),
                RedisConnection.command(Command.PTTL, BoardKeys.ledger(board)),
                RedisConnection.command(Command.PTTL, BoardKeys.symbols(day)),
                RedisConnection.command(Command.TIME)));
        assertThat(replies.get(1)).isEqualTo(replies.get(0));
        assertThat(replies.get(2)).isEqualTo(replies.get(0));
        long now = RedisTime.of(replies.get(3)).toEpochMilli();
        assertThat(now + (Long) replies.get(0)).isCloseTo(midnight + 7 * 3_600_000, within(2L));
    }

    @Test
    void aScriptThatRedisForgotIsLoadedAgain() {
        assertApplied(boards, WRITER, List.of(move(btc, 0, 3, Map.of("ann", 5L))));
        redis.call(Command.SCRIPT, "FLUSH");
        assertApplied(boards, WRITER, List.of(move(btc, 3, 4, Map.of("ann", 5L))));

        assertThat(volumes(redis, btc)).isEqualTo(Map.of("ann", 10L));
    }
}
