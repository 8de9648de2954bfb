package io.tradeboard.board;

import static io.tradeboard.board.Moves.WRITER;
import static io.tradeboard.board.Moves.assertApplied;
import static io.tradeboard.board.Moves.move;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tradeboard.redis.RedisConnection;
import io.tradeboard.redis.RedisExtension;
import io.tradeboard.redis.RedisRefusedException;
import io.tradeboard.redis.RedisSettings;
import io.tradeboard.trade.BoardDelta;
import io.tradeboard.trade.BoardId;
import io.tradeboard.trade.Quantity;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.Protocol.Command;

/** A script is not rolled back where one of its commands is refused; it must not matter which. */
class MissingRightsTest {
    @RegisterExtension
    static final RedisExtension REDIS = new RedisExtension();

    private final RedisConnection admin = REDIS.connect();
    private final BoardId btc = Moves.today(admin, "BTC");

    @AfterEach
    void noUserIsLeft() {
        admin.call(Command.ACL, "DELUSER", "daemon");
    }

    @ParameterizedTest
    @CsvSource({
        "type, false",
        "time, false",
        "hmget, false",
        "zincrby, false",
        "hincrby, false",
        "hset, false",
        "pexpireat, false",
        "type, true",
        "hmget, true",
        "zincrby, true",
        "hincrby, true",
        "hset, true",
        "pexpireat, true"
    })
    void anUpdateCountsOnceThoughARightWasMissingAtFirst(String missing, boolean boardExists) {
        Map<String, Long> before = boardExists ? Map.of("ann", 1L) : Map.of();
        if (boardExists) {
            assertApplied(new RedisBoards(admin, Moves.DAYS), WRITER, List.of(move(btc, 0, 1, before)));
        }
        applyOnceTheRightIsGiven(missing, move(btc, boardExists ? 1 : 0, 3, Map.of("ann", 5L, "bob", 7L)));

        assertThat(Moves.volumes(admin, btc)).isEqualTo(Map.of("ann", boardExists ? 6L : 5L, "bob", 7L));
        assertThat(Moves.ledger(admin, btc, "volume")).isEqualTo(boardExists ? "13" : "12");
        assertThat(Moves.ledger(admin, btc, "trades")).isEqualTo(boardExists ? "3" : "2");
        for (String key : List.of(BoardKeys.volumes(btc), BoardKeys.ledger(btc))) {
            assertThat((Long) admin.call(Command.PTTL, key)).as(key).isPositive();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"type", "time", "hmget", "zscore", "zadd", "zincrby", "hincrby", "hset", "pexpireat"})
    void anUpdateToTheCapCountsOnceThoughARightWasMissingAtFirst(String missing) {
        long most = Quantity.MAX_UNITS;
        assertApplied(
                new RedisBoards(admin, Moves.DAYS),
                WRITER,
                List.of(move(btc, 0, 1, Map.of("ann", most - 1, "bob", 1L, "carl", 3L))));
        applyOnceTheRightIsGiven(missing, move(btc, 1, 3, Map.of("ann", BoardDelta.MOST_UNITS, "bob", 7L, "dan", 2L)));

        assertThat(Moves.volumes(admin, btc)).isEqualTo(Map.of("ann", most, "bob", 8L, "carl", 3L, "dan", 2L));
        assertThat(Moves.ledger(admin, btc, "volume")).isEqualTo(Long.toString(BoardDelta.MOST_UNITS));
        assertThat(Moves.ledger(admin, btc, "trades")).isEqualTo("6");
    }

    private void applyOnceTheRightIsGiven(String missing, BoardUpdate update) {
        admin.call(Command.ACL, "SETUSER", "daemon", "on", "nopass", "~*", "+@all", "-" + missing);
        RedisSettings open = REDIS.settings();
        try (RedisConnection daemon = new RedisConnection(
                new RedisSettings("127.0.0.1", REDIS.port(), "daemon", "any", open.database(), open.timeout()))) {
            RedisBoards boards = new RedisBoards(daemon, Moves.DAYS);
            for (int attempt = 0; attempt < 2; attempt++) {
                assertThatThrownBy(() -> boards.apply(WRITER, List.of(update)))
                        .isInstanceOfSatisfying(
                                RedisRefusedException.class,
                                refused -> assertThat(refused.isOfRights()).isTrue());
            }
            admin.call(Command.ACL, "SETUSER", "daemon", "+" + missing);
            assertApplied(boards, WRITER, List.of(update));
        }
    }

    /** None of them is needed. */
    @ParameterizedTest
    @ValueSource(strings = {"hget", "hgetall", "zrange", "exists", "get"})
    void noOtherRightIsNeeded(String missing) {
        admin.call(Command.ACL, "SETUSER", "daemon", "on", "nopass", "~*", "+@all", "-" + missing);
        RedisSettings open = REDIS.settings();
        try (RedisConnection daemon = new RedisConnection(
                new RedisSettings("127.0.0.1", REDIS.port(), "daemon", "any", open.database(), open.timeout()))) {
            assertApplied(
                    new RedisBoards(daemon, Moves.DAYS),
                    WRITER,
                    List.of(move(btc, 0, 3, Map.of("ann", BoardDelta.MOST_UNITS, "bob", BoardDelta.MOST_UNITS))));
        }
        assertThat(Moves.ledger(admin, btc, "volume")).isEqualTo(Long.toString(BoardDelta.MOST_UNITS));
    }
}
