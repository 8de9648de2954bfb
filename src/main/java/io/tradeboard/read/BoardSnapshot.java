package io.tradeboard.read;

import static io.tradeboard.redis.RedisConnection.command;

import io.tradeboard.board.BoardKeys;
import io.tradeboard.redis.RedisConnection;
import io.tradeboard.trade.BoardId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.exceptions.JedisDataException;

/**
 * Reads of one board that belong to one moment, in one transaction.
 *
 * <p>While Redis is out of memory, it refuses to queue any command, even a read. The reads are then sent without a
 * transaction, between two reads of the ledger: if both are equal, nothing was counted in between. If the ledger still
 * changes after {@value #ATTEMPTS} attempts, the last replies are returned, which may mix two moments.
 */
final class BoardSnapshot {
    private static final int ATTEMPTS = 5;

    private BoardSnapshot() {}

    /** The replies; errors are elements, as in {@link RedisConnection#pipeline}. */
    static List<Object> read(RedisConnection redis, BoardId board, List<CommandArguments> reads) {
        List<CommandArguments> transaction = new ArrayList<>(reads.size() + 2);
        transaction.add(command(Command.MULTI));
        transaction.addAll(reads);
        transaction.add(command(Command.EXEC));
        List<Object> replies = redis.pipeline(transaction);
        if (replies.stream().anyMatch(BoardSnapshot::isOutOfMemory)) {
            return withoutTransaction(redis, board, reads);
        }
        for (Object queued : replies.subList(0, replies.size() - 1)) {
            RedisConnection.checked(queued);
        }
        List<?> results = (List<?>) RedisConnection.checked(replies.get(replies.size() - 1));
        return new ArrayList<>(results);
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

    private static boolean isOutOfMemory(Object reply) {
        return reply instanceof JedisDataException error
                && String.valueOf(error.getMessage()).startsWith("OOM ");
    }
}
