package io.tradeboard.board;

import static io.tradeboard.redis.RedisConnection.checked;
import static io.tradeboard.redis.RedisConnection.command;

import io.tradeboard.redis.RedisConnection;
import io.tradeboard.trade.BoardId;
import io.tradeboard.trade.Shard;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Protocol.Command;

/** Drops boards, for their daemons to notice and to feed them from their logs again. */
public final class Rebuild {
    private final RedisConnection redis;

    public Rebuild(RedisConnection redis) {
        this.redis = redis;
    }

    /**
     * What the shards of a board say of themselves, as far as there are any; also those that another number of shards has left.
     *
     * @throws io.tradeboard.redis.RedisRefusedException if a key is of another type
     */
    public Map<BoardId, Ledger> ledgers(BoardId board) {
        List<BoardId> shards = new ShardIndex(redis).count(board) == 1 ? List.of(board) : board.shards(Shard.MOST);
        List<List<Object>> replies = redis.transactions(shards.stream().map(Rebuild::reads));
        Map<BoardId, Ledger> ledgers = new LinkedHashMap<>();
        for (int i = 0; i < shards.size(); i++) {
            Ledger ledger = ledger(replies.get(i));
            if (ledger != null) {
                ledgers.put(shards.get(i), ledger);
            }
        }
        return ledgers;
    }

    /**
     * What one of them says; null where it is not there.
     *
     * @throws io.tradeboard.redis.RedisRefusedException if a key is of another type
     */
    public @Nullable Ledger ledger(BoardId shard) {
        return ledger(redis.transaction(reads(shard)));
    }

    private static List<CommandArguments> reads(BoardId shard) {
        return List.of(
                command(Command.EXISTS, BoardKeys.volumes(shard)), command(Command.HGETALL, BoardKeys.ledger(shard)));
    }

    private static @Nullable Ledger ledger(List<Object> replies) {
        List<?> fields = (List<?>) checked(replies.get(1));
        return checked(replies.get(0)).equals(0L) || fields.isEmpty() ? null : Ledger.of(fields);
    }

    /** Drops volumes and ledger in one step, and the verdicts, which are of what was dropped. */
    public void drop(BoardId shard) {
        redis.call(Command.DEL, BoardKeys.volumes(shard), BoardKeys.ledger(shard), BoardKeys.audit(shard));
    }
}
