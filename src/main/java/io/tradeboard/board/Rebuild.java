package io.tradeboard.board;

import static io.tradeboard.redis.RedisConnection.checked;
import static io.tradeboard.redis.RedisConnection.command;

import io.tradeboard.redis.RedisConnection;
import io.tradeboard.trade.BoardId;
import java.util.List;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Protocol.Command;

/** Drops boards, for their daemons to notice and to feed them from their logs again. */
public final class Rebuild {
    private final RedisConnection redis;

    public Rebuild(RedisConnection redis) {
        this.redis = redis;
    }

    /**
     * What the board says of itself, or null where there is none.
     *
     * @throws io.tradeboard.redis.RedisRefusedException if its key is of another type
     */
    public @Nullable Ledger ledger(BoardId board) {
        List<Object> replies = redis.transaction(List.of(
                command(Command.EXISTS, BoardKeys.volumes(board)), command(Command.HGETALL, BoardKeys.ledger(board))));
        List<?> fields = (List<?>) checked(replies.get(1));
        return checked(replies.get(0)).equals(0L) || fields.isEmpty() ? null : Ledger.of(fields);
    }

    /** Drops volumes and ledger in one step, and the verdicts, which are of what was dropped. */
    public void drop(BoardId board) {
        redis.call(Command.DEL, BoardKeys.volumes(board), BoardKeys.ledger(board), BoardKeys.audit(board));
    }
}
