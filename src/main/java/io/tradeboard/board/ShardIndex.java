package io.tradeboard.board;

import static io.tradeboard.redis.RedisConnection.checked;
import static io.tradeboard.redis.RedisConnection.command;
import static io.tradeboard.redis.RedisConnection.text;

import io.tradeboard.redis.RedisConnection;
import io.tradeboard.trade.BoardId;
import io.tradeboard.trade.Shard;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Protocol.Command;

/**
 * How many shards boards have. It is fixed before the first trade of a board is applied: the first daemon that claims it in
 * the index decides for all. From then on the ledgers say it too, which the atomic step compares, and which are believed
 * before the index: so the index may be lost. As long as no trader stands in shard 0 only the other ledgers know; they are
 * looked at where the day's set of symbols has the board.
 *
 * <p>Not thread-safe; confined to the thread that owns the connection.
 */
public final class ShardIndex {
    private static final int BOARDS_A_CALL = 500;

    private final RedisConnection redis;

    public ShardIndex(RedisConnection redis) {
        this.redis = redis;
    }

    /**
     * How many shards each of these boards has; 1 where nothing is known of a board, or the masters that know are away.
     *
     * @throws io.tradeboard.redis.RedisUnavailableException if Redis cannot be reached
     */
    public Map<BoardId, Integer> counts(Collection<BoardId> boards) {
        Map<BoardId, Integer> counts = new HashMap<>();
        inParts(boards, some -> {
            Map<BoardId, Integer> known = ledgers(some, false);
            Map<BoardId, Integer> listed = listed(some, false);
            some.forEach(board -> counts.put(board, known.getOrDefault(board, listed.getOrDefault(board, 1))));
        });
        return counts;
    }

    public int count(BoardId board) {
        return counts(List.of(board)).getOrDefault(board, 1);
    }

    /**
     * What the index says of these boards; those that it lacks are left out.
     *
     * @throws io.tradeboard.redis.RedisUnavailableException if Redis, or the master that has it, cannot be reached
     */
    public Map<BoardId, Integer> listed(Collection<BoardId> boards) {
        return listed(boards, true);
    }

    private Map<BoardId, Integer> listed(Collection<BoardId> boards, boolean surely) {
        Map<LocalDate, List<BoardId>> byDay = new TreeMap<>();
        boards.forEach(board ->
                byDay.computeIfAbsent(board.day(), day -> new ArrayList<>()).add(board));
        Map<BoardId, Integer> listed = new HashMap<>();
        byDay.forEach((day, ofDay) -> inParts(ofDay, some -> {
            CommandArguments read = command(Command.HMGET, BoardKeys.shards(day));
            some.forEach(board -> read.add(board.symbol()));
            Object reply = redis.pipeline(List.of(read)).get(0);
            if (isReadable(reply, surely)) {
                List<?> counts = (List<?>) checked(reply);
                for (int i = 0; i < some.size(); i++) {
                    put(listed, some.get(i), counts.get(i));
                }
            }
        }));
        return listed;
    }

    /**
     * Fixes how many shards boards have where nobody has, and puts right what the index says of them.
     *
     * @param wanted by board how many it is to have
     * @param expireMillis when the index of a day expires, in milliseconds since the epoch
     * @return how many each has now
     * @throws io.tradeboard.redis.RedisUnavailableException if Redis cannot be reached; calling again is safe
     */
    public Map<BoardId, Integer> claim(Map<BoardId, Integer> wanted, ToLongFunction<LocalDate> expireMillis) {
        Map<BoardId, Integer> claimed = new HashMap<>();
        inParts(wanted.keySet(), some -> claimed.putAll(claim(some, wanted, expireMillis)));
        return claimed;
    }

    private Map<BoardId, Integer> claim(
            List<BoardId> boards, Map<BoardId, Integer> wanted, ToLongFunction<LocalDate> expireMillis) {
        Map<BoardId, Integer> held = ledgers(boards, true);
        Map<BoardId, Integer> listed = listed(boards);
        List<BoardId> unknown = boards.stream()
                .filter(board -> !held.containsKey(board) && !listed.containsKey(board))
                .toList();
        held.putAll(otherLedgers(unknown));
        List<CommandArguments> writes = new ArrayList<>();
        for (BoardId board : boards) {
            Integer count = held.get(board);
            if (count == null && !listed.containsKey(board)) {
                writes.add(command(
                        Command.HSETNX, BoardKeys.shards(board.day()), board.symbol(), wanted.getOrDefault(board, 1)));
            } else if (count != null && !count.equals(listed.get(board))) {
                writes.add(command(Command.HSET, BoardKeys.shards(board.day()), board.symbol(), count));
            }
        }
        if (writes.isEmpty()) {
            return merged(boards, wanted, listed, held);
        }
        boards.stream()
                .map(BoardId::day)
                .distinct()
                .forEach(day ->
                        writes.add(command(Command.PEXPIREAT, BoardKeys.shards(day), expireMillis.applyAsLong(day))));
        redis.pipeline(writes).stream()
                .filter(reply -> !RedisBoards.isWrongType(reply))
                .forEach(RedisConnection::checked);
        // Another daemon may have been first.
        return merged(boards, wanted, listed(boards), held);
    }

    private static Map<BoardId, Integer> merged(
            List<BoardId> boards,
            Map<BoardId, Integer> wanted,
            Map<BoardId, Integer> listed,
            Map<BoardId, Integer> held) {
        Map<BoardId, Integer> merged = new HashMap<>();
        boards.forEach(board ->
                merged.put(board, held.getOrDefault(board, listed.getOrDefault(board, wanted.getOrDefault(board, 1)))));
        return merged;
    }

    /** What the ledgers of shard 0 say; boards that have none are left out. */
    private Map<BoardId, Integer> ledgers(List<BoardId> boards, boolean surely) {
        Map<BoardId, Integer> counts = new HashMap<>();
        List<Object> replies = boards.isEmpty()
                ? List.of()
                : redis.pipeline(boards.stream().map(ShardIndex::ledger).toList());
        for (int i = 0; i < boards.size(); i++) {
            Integer count = count(replies.get(i), surely);
            if (count != null) {
                counts.put(boards.get(i), count);
            }
        }
        return counts;
    }

    /** What the ledgers of the other shards say of boards that the day's set of symbols has. */
    private Map<BoardId, Integer> otherLedgers(List<BoardId> boards) {
        List<LocalDate> days = boards.stream().map(BoardId::day).distinct().toList();
        Set<BoardId> begun = new RedisMarks(redis).boards(days);
        Map<BoardId, Integer> counts = new HashMap<>();
        for (BoardId board : boards) {
            if (begun.contains(board)) {
                List<CommandArguments> reads = board.shards(Shard.MOST).stream()
                        .map(ShardIndex::ledger)
                        .toList();
                redis.pipeline(reads).stream()
                        .map(reply -> count(reply, true))
                        .filter(Objects::nonNull)
                        .findFirst()
                        .ifPresent(count -> counts.put(board, count));
            }
        }
        return counts;
    }

    /** Whether a reply says something; that of a master that is away, where it must be known, is thrown. */
    private static boolean isReadable(Object reply, boolean surely) {
        return !RedisBoards.isWrongType(reply) && (surely || !RedisConnection.isAway(reply));
    }

    private static CommandArguments ledger(BoardId shard) {
        return command(Command.HMGET, BoardKeys.ledger(shard), "scale", BoardKeys.SHARDS);
    }

    /** How many shards a ledger says that its board has; null where there is no ledger. */
    private static @Nullable Integer count(Object reply, boolean surely) {
        if (!isReadable(reply, surely)) {
            return null;
        }
        List<?> fields = (List<?>) checked(reply);
        if (fields.get(0) == null) {
            return null;
        }
        int count = fields.get(1) == null ? 1 : Shard.count(text(fields.get(1)));
        return count == 0 ? null : count;
    }

    private static void put(Map<BoardId, Integer> counts, BoardId board, @Nullable Object text) {
        int count = text == null ? 0 : Shard.count(text(text));
        if (count > 0) {
            counts.put(board, count);
        }
    }

    /** Takes some boards. */
    private interface Some {
        void take(List<BoardId> boards);
    }

    private static void inParts(Collection<BoardId> boards, Some taker) {
        List<BoardId> all = List.copyOf(boards);
        for (int from = 0; from < all.size(); from += BOARDS_A_CALL) {
            taker.take(all.subList(from, Math.min(all.size(), from + BOARDS_A_CALL)));
        }
    }
}
