package io.tradeboard.read;

import static io.tradeboard.redis.RedisConnection.text;

import io.tradeboard.board.BoardKeys;
import io.tradeboard.board.ShardIndex;
import io.tradeboard.redis.RedisConnection;
import io.tradeboard.trade.BoardId;
import io.tradeboard.trade.Shard;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Remembers how many shards boards have, so that reading one takes one round trip: they are asked for at once, and the ledger
 * of the first says whether these were all.
 *
 * <p>Not thread-safe; confined to the thread that owns the connection.
 */
final class KnownShards {
    private static final int MOST_BOARDS = 10_000;

    private final ShardIndex index;
    private final Map<BoardId, Integer> counts = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<BoardId, Integer> eldest) {
            return size() > MOST_BOARDS;
        }
    };

    KnownShards(RedisConnection redis) {
        this.index = new ShardIndex(redis);
    }

    /** The shards of a board, as far as is known. */
    List<BoardId> of(BoardId board) {
        return board.shards(counts.getOrDefault(board, 1));
    }

    /**
     * Learns from the ledger of the first shard; where there is none, from the index.
     *
     * @param ledger the reply of HGETALL
     * @return whether what was known is right
     */
    boolean wereRight(BoardId board, Object ledger) {
        int known = counts.getOrDefault(board, 1);
        int now = ledger instanceof List<?> fields && !fields.isEmpty() ? count(fields, known) : index.count(board);
        counts.put(board, now);
        return now == known;
    }

    /** Where the number cannot be read, the ledger cannot either. */
    private static int count(List<?> fieldsAndValues, int otherwise) {
        for (int i = 0; i < fieldsAndValues.size(); i += 2) {
            if (text(fieldsAndValues.get(i)).equals(BoardKeys.SHARDS)) {
                int count = Shard.count(text(fieldsAndValues.get(i + 1)));
                return count == 0 ? otherwise : count;
            }
        }
        return 1;
    }
}
