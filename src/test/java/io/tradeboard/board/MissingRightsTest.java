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
import io.tradeboard.trade.BoardId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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
    void aMoveCountsOnceThoughARightWasMissingAtFirst(String missing, boolean boardExists) {
        Map<String, Long> before = boardExists ? Map.of("ann", 1L) : Map.of();
        if (boardExists) {
            assertApplied(new RedisBoards(admin, Moves.DAYS).apply(WRITER, List.of(move(btc, 0, 1, before))));
        }
        List<BoardUpdate> moves = List.of(move(btc, boardExists ? 1 : 0, 3, Map.of("ann", 5L, "bob", 7L)));
        admin.call(Command.ACL, "SETUSER", "daemon", "on", "nopass", "~*", "+@all", "-" + missing);
        RedisSettings open = REDIS.settings();
        try (RedisConnection daemon = new RedisConnection(
                new RedisSettings(open.host(), open.port(), "daemon", "any", open.database(), open.timeout()))) {
            RedisBoards boards = new RedisBoards(daemon, Moves.DAYS);
            assertThatThrownBy(() -> boards.apply(WRITER, moves))
                    .isInstanceOfSatisfying(
                            RedisRefusedException.class,
                            refused -> assertThat(refused.isOfRights()).isTrue());
            admin.call(Command.ACL, "SETUSER", "daemon", "+" + missing);
            assertApplied(boards.apply(WRITER, moves));
        }

        assertThat(Moves.volumes(admin, btc)).isEqualTo(Map.of("ann", boardExists ? 6L : 5L, "bob", 7L));
        assertThat(Moves.ledger(admin, btc, "volume")).isEqualTo(boardExists ? "13" : "12");
        assertThat(Moves.ledger(admin, btc, "trades")).isEqualTo(boardExists ? "3" : "2");
        for (String key : List.of(BoardKeys.volumes(btc), BoardKeys.ledger(btc))) {
            assertThat((Long) admin.call(Command.PTTL, key)).as(key).isPositive();
        }
    }
}
