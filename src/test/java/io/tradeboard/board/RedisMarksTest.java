package io.tradeboard.board;

import static io.tradeboard.board.Moves.WRITER;
import static io.tradeboard.board.Moves.assertApplied;
import static io.tradeboard.board.Moves.move;
import static io.tradeboard.board.Moves.open;
import static org.assertj.core.api.Assertions.assertThat;

import io.tradeboard.redis.RedisConnection;
import io.tradeboard.redis.RedisExtension;
import io.tradeboard.trade.BoardId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import redis.clients.jedis.Protocol.Command;

class RedisMarksTest {
    @RegisterExtension
    static final RedisExtension REDIS = new RedisExtension();

    private final RedisConnection redis = REDIS.connect();
    private final RedisBoards boards = new RedisBoards(redis, Moves.DAYS);
    private final RedisMarks marks = new RedisMarks(redis);
    private final BoardId btc = Moves.today(redis, "BTC");
    private final BoardId eth = Moves.today(redis, "ETH");

    @Test
    void everyBoardHasItsStateHoweverManyThereAre() {
        Map<BoardId, BoardState> expected = new HashMap<>();
        List<BoardUpdate> updates = new ArrayList<>();
        for (int i = 0; i < 1_201; i++) {
            BoardId board = Moves.today(redis, "S" + i);
            expected.put(board, open(i));
            if (i > 0) {
                updates.add(move(board, 0, i, Map.of("ann", 1L)));
            }
        }
        assertApplied(boards, WRITER, updates);

        assertThat(marks.states(WRITER, expected.keySet())).isEqualTo(expected);
        assertThat(marks.states("nobody", List.of(btc, eth))).isEqualTo(Map.of(btc, open(0), eth, open(0)));
        assertThat(marks.states(WRITER, List.of())).isEmpty();
    }

    @Test
    void oneBoardThatRefusesHidesNoOther() {
        assertApplied(boards, WRITER, List.of(move(btc, 0, 3, Map.of("ann", 1L)), move(eth, 0, 5, Map.of("ann", 1L))));
        redis.call(Command.SET, BoardKeys.ledger(btc), "mine");

        Map<BoardId, BoardState> states = marks.states(WRITER, List.of(btc, eth));
        assertThat(states.get(btc)).isInstanceOf(BoardState.Refused.class);
        assertThat(states.get(eth)).isEqualTo(open(5));
    }

    @Test
    void anUpdateInPartsIsSeen() {
        boards.applySteps(
                WRITER, List.of(Step.of(move(btc, 0, 9, Moves.traders(2_500))).subList(0, 1)));

        assertThat(marks.state(btc, WRITER))
                .isInstanceOfSatisfying(
                        BoardState.InParts.class,
                        state -> assertThat(state.mark().to()).isEqualTo(9));
    }

    @Test
    void aWriterClosesWhatHoldsTheMarkThatItPutThere() {
        assertApplied(boards, WRITER, List.of(move(btc, 0, 3, Map.of("ann", 1L)), move(eth, 0, 5, Map.of("ann", 1L))));
        BoardId gone = Moves.today(redis, "GONE");
        marks.close(WRITER, Map.of(btc, Mark.at(3), eth, Mark.at(4), gone, Mark.at(1)));

        assertThat(Moves.ledger(redis, btc, "closed:" + WRITER)).isEqualTo("3");
        assertThat(Moves.ledger(redis, eth, "closed:" + WRITER)).isEmpty();
        assertThat(redis.call(Command.EXISTS, BoardKeys.ledger(gone))).isEqualTo(0L);
        marks.close(WRITER, Map.of());
    }

    @Test
    void aGapIsNotedWhereTheBoardHoldsTheMarkAndMakesNoHalfABoard() {
        assertApplied(boards, WRITER, List.of(move(btc, 0, 3, Map.of("ann", 1L))));
        assertApplied(boards, WRITER, List.of(move(eth, 0, 3, Map.of("ann", 1L))));
        BoardId gone = Moves.today(redis, "GONE");
        marks.gaps(
                WRITER,
                Map.of(btc, Mark.at(3), eth, Mark.at(4), gone, Mark.at(1)),
                Map.of(btc, "records 1 to 2 are gone", eth, "other", gone, "all"));

        assertThat(Moves.ledger(redis, btc, "gap:" + WRITER)).isEqualTo("records 1 to 2 are gone");
        assertThat(Moves.ledger(redis, eth, "gap:" + WRITER)).isEmpty();
        assertThat(redis.call(Command.EXISTS, BoardKeys.ledger(gone))).isEqualTo(0L);
    }

    @Test
    void aForeignKeyKeepsNoOtherBoardFromBeingClosed() {
        assertApplied(boards, WRITER, List.of(move(btc, 0, 3, Map.of("ann", 1L))));
        redis.call(Command.SET, BoardKeys.ledger(eth), "mine");
        marks.close(WRITER, Map.of(eth, Mark.at(3), btc, Mark.at(3)));

        assertThat(Moves.ledger(redis, btc, "closed:" + WRITER)).isEqualTo("3");
        assertThat(Moves.text(redis.call(Command.GET, BoardKeys.ledger(eth)))).isEqualTo("mine");
    }

    /** Otherwise a board that refuses would be tried again whenever somebody else trades on it. */
    @Test
    void aFingerprintStaysAsItIsWhileOthersTrade() {
        assertApplied(boards, WRITER, List.of(move(btc, 0, 3, Map.of("ann", 1L))));
        assertApplied(boards, "other", List.of(move(btc, 0, 1, Map.of("bob", 1L))));
        Map<BoardId, String> before = marks.fingerprints(List.of(btc));
        assertApplied(boards, "other", List.of(move(btc, 1, 7, Map.of("bob", 1L << 52))));

        assertThat(marks.fingerprints(List.of(btc))).isEqualTo(before);
        redis.call(Command.FLUSHALL);
        assertThat(marks.fingerprints(List.of(btc))).isNotEqualTo(before);
        assertThat(marks.fingerprints(List.of())).isEmpty();
    }
}
