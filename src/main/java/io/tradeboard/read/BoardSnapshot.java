package io.tradeboard.read;

import static io.tradeboard.redis.RedisConnection.command;

import io.tradeboard.board.BoardKeys;
import io.tradeboard.redis.RedisConnection;
import io.tradeboard.redis.RedisUnavailableException;
import io.tradeboard.trade.BoardId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.exceptions.JedisDataException;

/**
 * Reads of one board that belong to one moment, in one transaction. Of a board with several shards each has a transaction,
 * and a moment, of its own; they are sent in one go.
 *
 * <p>While Redis is out of memory, it refuses to queue any command, even a read. The reads are then sent without a
 * transaction, between two reads of the ledger: if both are equal, nothing was counted in between. If the ledger still
 * changes after {@value #ATTEMPTS} attempts, the last replies are returned, which may mix two moments.
 */
final class BoardSnapshot {
    private static final int ATTEMPTS = 5;

    private BoardSnapshot() {}

    /** What to read of a shard. */
    interface Reads {
        List<CommandArguments> of(BoardId shard);
    }

    /** The replies of each shard; errors are elements, as in {@link RedisConnection#pipeline}. */
    static List<List<Object>> read(RedisConnection redis, List<BoardId> shards, Reads reads) {
        try {
            List<List<Object>> all =
                    redis.transactionsAtOnce(shards.stream().map(reads::of).toList());
            all.forEach(
                    replies -> replies.stream().filter(RedisConnection::isAway).forEach(RedisConnection::checked));
            return all;
        } catch (RedisUnavailableException e) {
            if (!e.reason().startsWith("OOM ")) {
                throw e;
            }
            return shards.stream()
                    .map(shard -> withoutTransaction(redis, shard, reads.of(shard)))
                    .toList();
        }
    }

    private static List<Object> withoutTransaction(RedisConnection redis, BoardId board, List<CommandArguments> reads) {
        CommandArguments ledger = command(Command.HGETALL, BoardKeys.ledger(board));
        List<CommandArguments> all = new ArrayList<>(reads.size() + 2);
        all.add(ledger);
        all.addAll(reads);
        all.add(ledger);
        List<Object> replies = redis.pipeline(all);
        for (int i = 1; i < ATTEMPTS && !isSame(replies.get(0), replies.get(replies.size() - 1)); i++) {
            replies = redis.pipeline(all);
        }
        return new ArrayList<>(replies.subList(1, replies.size() - 1));
    }

    private static boolean isSame(Object before, Object after) {
        if (before instanceof List<?> one && after instanceof List<?> other) {
            return Arrays.deepEquals(one.toArray(), other.toArray());
        }
        // A ledger of the wrong type gives the same error both times.
        return before instanceof JedisDataException && after instanceof JedisDataException;
    }
}
