package io.tradeboard.read;

import static io.tradeboard.redis.RedisConnection.checked;
import static io.tradeboard.redis.RedisConnection.command;
import static io.tradeboard.redis.RedisConnection.text;

import io.tradeboard.board.BoardKeys;
import io.tradeboard.board.ShardIndex;
import io.tradeboard.redis.RedisConnection;
import io.tradeboard.trade.BoardId;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.exceptions.JedisDataException;

/**
 * Reads whole boards, or shards of them, of any size, page by page, while trades arrive. Each page is read in one transaction with the
 * ledger, so that a trader's volume belongs to exactly the marks read with it.
 *
 * <p>Not thread-safe; confined to the thread that owns the connection.
 */
public final class BoardPages {
    private static final int PAGE = 1_000;
    private static final BigDecimal INFINITE = BigDecimal.valueOf(Double.MAX_VALUE);

    private final RedisConnection redis;

    /** Takes the pages of one board. */
    public interface Visitor {
        /**
         * Takes some of the traders, and the ledger of that moment. A trader may be on several pages; the last one
         * counts.
         *
         * @param ledger its fields, as they are stored
         * @param volumes in units of 10<sup>-scale</sup>; an infinite score is passed as the largest double
         * @return whether this page and those before it belong to one board, so that reading goes on
         */
        boolean page(Map<String, String> ledger, Map<String, BigDecimal> volumes) throws IOException;
    }

    /** How the reading of a board ended. */
    public enum End {
        /** Every trader who was on the board throughout was on a page. */
        WHOLE,
        /** There is no such board, or only half of one, which counts as none; no page was read. */
        NONE,
        /** The board vanished or moved between two pages, or the visitor found that they do not belong together. */
        CHANGED
    }

    public BoardPages(RedisConnection redis) {
        this.redis = redis;
    }

    /**
     * Reads a board from its first page to its last.
     *
     * @throws io.tradeboard.redis.RedisUnavailableException if Redis cannot be reached
     * @throws io.tradeboard.redis.RedisRefusedException if a key of the board is of another type
     */
    public End read(BoardId board, Visitor visitor) throws IOException {
        boolean first = true;
        long way = 0;
        String cursor = "0";
        do {
            List<CommandArguments> reads = List.of(
                    command(Command.ZCARD, BoardKeys.volumes(board)),
                    command(Command.ZSCAN, BoardKeys.volumes(board), cursor, "COUNT", PAGE),
                    command(Command.HGETALL, BoardKeys.ledger(board)));
            List<Object> replies =
                    BoardSnapshot.read(redis, List.of(board), shard -> reads).get(0);
            Map<String, String> ledger = fields((List<?>) checked(replies.get(2)));
            if (checked(replies.get(0)).equals(0L) || ledger.isEmpty()) {
                return first ? End.NONE : End.CHANGED;
            }
            long now = redis.way(BoardKeys.volumes(board));
            if (!first && now != way) {
                // The cursor was of another server.
                return End.CHANGED;
            }
            way = now;
            List<?> page = (List<?>) checked(replies.get(1));
            if (!visitor.page(ledger, volumes((List<?>) page.get(1)))) {
                return End.CHANGED;
            }
            cursor = text(page.get(0));
            first = false;
        } while (!cursor.equals("0"));
        return End.WHOLE;
    }

    /**
     * The fields of a board's ledger now; none where there is no board.
     *
     * @throws io.tradeboard.redis.RedisUnavailableException if Redis cannot be reached
     * @throws io.tradeboard.redis.RedisRefusedException if the ledger is of another type
     */
    public Map<String, String> ledger(BoardId board) {
        return fields((List<?>) redis.call(Command.HGETALL, BoardKeys.ledger(board)));
    }

    private static Map<String, String> fields(List<?> fieldsAndValues) {
        Map<String, String> fields = new HashMap<>();
        for (int i = 0; i < fieldsAndValues.size(); i += 2) {
            fields.put(text(fieldsAndValues.get(i)), text(fieldsAndValues.get(i + 1)));
        }
        return fields;
    }

    private static Map<String, BigDecimal> volumes(List<?> membersAndScores) {
        Map<String, BigDecimal> volumes = new HashMap<>();
        for (int i = 0; i < membersAndScores.size(); i += 2) {
            String score = text(membersAndScores.get(i + 1));
            boolean infinite = score.endsWith("inf");
            volumes.put(
                    text(membersAndScores.get(i)),
                    infinite ? score.startsWith("-") ? INFINITE.negate() : INFINITE : new BigDecimal(score));
        }
        return volumes;
    }

    /** The shards of these boards, which are all that is on them. */
    public List<BoardId> shards(Collection<BoardId> boards) {
        Map<BoardId, Integer> counts = new ShardIndex(redis).counts(boards);
        return boards.stream()
                .flatMap(board -> board.shards(counts.getOrDefault(board, 1)).stream())
                .toList();
    }

    /** How many traders are on these boards. */
    public long traders(Collection<BoardId> boards) {
        List<CommandArguments> commands = boards.stream()
                .map(board -> command(Command.ZCARD, BoardKeys.volumes(board)))
                .toList();
        long traders = 0;
        for (Object reply : commands.isEmpty() ? List.of() : redis.pipeline(commands)) {
            traders += reply instanceof Long count ? count : 0;
        }
        return traders;
    }

    /** The symbols that have a board that day, sorted; none where the index is not a set. */
    public Set<String> symbols(LocalDate day) {
        return symbols(redis, day);
    }

    static Set<String> symbols(RedisConnection redis, LocalDate day) {
        Object reply = redis.pipeline(List.of(command(Command.SMEMBERS, BoardKeys.symbols(day))))
                .get(0);
        Set<String> names = new TreeSet<>();
        if (!isOfAnotherType(reply)) {
            for (Object name : (List<?>) checked(reply)) {
                names.add(text(name));
            }
        }
        return names;
    }

    /** Whether a key has the wrong type, because another program wrote it. */
    static boolean isOfAnotherType(Object reply) {
        return reply instanceof JedisDataException error
                && String.valueOf(error.getMessage()).startsWith("WRONGTYPE");
    }

    /** Now, by the clock of Redis. */
    public Instant time() {
        return time(redis);
    }

    static Instant time(RedisConnection redis) {
        return redis.time();
    }
}
