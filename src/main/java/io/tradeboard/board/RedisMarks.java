package io.tradeboard.board;

import static io.tradeboard.redis.RedisConnection.checked;
import static io.tradeboard.redis.RedisConnection.command;
import static io.tradeboard.redis.RedisConnection.text;

import io.tradeboard.redis.RedisConnection;
import io.tradeboard.redis.Script;
import io.tradeboard.trade.BoardId;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.exceptions.JedisDataException;

/**
 * How boards stand towards a writer, and what it says of days that it has finished.
 *
 * <p>Not thread-safe; confined to the thread that owns the connection.
 */
public final class RedisMarks {
    private static final Script NOTE = Script.of(RedisMarks.class, "note.lua");
    private static final int BOARDS_A_READ = 500;

    private final RedisConnection redis;

    public RedisMarks(RedisConnection redis) {
        this.redis = redis;
    }

    /** How the board stands towards the writer. */
    public BoardState state(BoardId board, String writer) {
        return states(writer, List.of(board)).getOrDefault(board, new BoardState.Open(Mark.ZERO));
    }

    /**
     * How each of these boards stands towards the writer; the marks of others are not looked at.
     *
     * @throws io.tradeboard.redis.RedisUnavailableException if Redis cannot be reached
     */
    public Map<BoardId, BoardState> states(String writer, Collection<BoardId> boards) {
        Map<BoardId, BoardState> states = new HashMap<>();
        List<BoardId> chunk = new ArrayList<>();
        for (BoardId board : boards) {
            chunk.add(board);
            if (chunk.size() == BOARDS_A_READ) {
                readStates(writer, chunk, states);
                chunk.clear();
            }
        }
        readStates(writer, chunk, states);
        return states;
    }

    private void readStates(String writer, List<BoardId> boards, Map<BoardId, BoardState> into) {
        List<CommandArguments> commands = new ArrayList<>();
        for (BoardId board : boards) {
            commands.add(command(Command.EXISTS, BoardKeys.volumes(board)));
            commands.add(command(
                    Command.HMGET, BoardKeys.ledger(board), BoardKeys.markField(writer), BoardKeys.SHARDS, "scale"));
        }
        List<Object> replies = boards.isEmpty() ? List.of() : redis.transaction(commands);
        for (int i = 0; i < boards.size(); i++) {
            BoardState.Away away = RedisBoards.away(replies.get(2 * i));
            if (away != null) {
                into.put(boards.get(i), away);
                continue;
            }
            boolean exists = Objects.equals(checked(replies.get(2 * i)), 1L);
            Object mark = replies.get(2 * i + 1);
            if (mark instanceof JedisDataException error && !isOfType(error)) {
                checked(error);
            }
            into.put(boards.get(i), exists ? stateOf(boards.get(i), mark) : new BoardState.Open(Mark.ZERO));
        }
    }

    private static BoardState stateOf(BoardId board, Object ledger) {
        if (ledger instanceof JedisDataException error) {
            return new BoardState.Refused(String.valueOf(error.getMessage()));
        }
        List<?> fields = (List<?>) ledger;
        boolean exists = fields.get(0) != null || fields.get(2) != null;
        String shards = fields.get(1) == null ? "1" : text(fields.get(1));
        if (exists && !shards.equals(Integer.toString(board.shard().of()))) {
            // In another number of shards its mark speaks of other traders.
            return new BoardState.Refused("it was made with " + shards + " shards, not "
                    + board.shard().of() + "; rebuild the board");
        }
        return fields.get(0) == null ? new BoardState.Open(Mark.ZERO) : RedisBoards.stateAt(text(fields.get(0)));
    }

    private static boolean isOfType(JedisDataException error) {
        return String.valueOf(error.getMessage()).startsWith("WRONGTYPE");
    }

    /** The boards of these days, by the index of symbols, which may lag; each as one, of however many shards it is. */
    public Set<BoardId> boards(Collection<LocalDate> days) {
        List<LocalDate> all = List.copyOf(days);
        List<CommandArguments> commands = all.stream()
                .map(day -> command(Command.SMEMBERS, BoardKeys.symbols(day)))
                .toList();
        List<Object> replies = all.isEmpty() ? List.of() : redis.pipeline(commands);
        Set<BoardId> boards = new HashSet<>();
        for (int i = 0; i < all.size(); i++) {
            if (RedisBoards.isWrongType(replies.get(i)) || RedisConnection.isAway(replies.get(i))) {
                continue;
            }
            for (Object symbol : (List<?>) checked(replies.get(i))) {
                boards.add(new BoardId(text(symbol), all.get(i)));
            }
        }
        return boards;
    }

    /**
     * What decides of these boards whether they refuse: where it is another than before, one that refused may be tried
     * again. Those that cannot be reached are not among them.
     */
    public Map<BoardId, String> fingerprints(Collection<BoardId> boards) {
        List<BoardId> all = List.copyOf(boards);
        List<CommandArguments> commands = new ArrayList<>();
        for (BoardId board : all) {
            commands.add(command(Command.TYPE, BoardKeys.volumes(board)));
            commands.add(command(Command.HGETALL, BoardKeys.ledger(board)));
        }
        List<Object> replies = all.isEmpty() ? List.of() : redis.pipeline(commands);
        Map<BoardId, String> fingerprints = new HashMap<>();
        for (int i = 0; i < all.size(); i++) {
            if (!RedisConnection.isAway(replies.get(2 * i))) {
                fingerprints.put(all.get(i), fingerprint(replies.get(2 * i), replies.get(2 * i + 1)));
            }
        }
        return fingerprints;
    }

    /** Numbers and marks move as others trade; what counts of them is whether they are what they should be. */
    private static String fingerprint(Object type, Object fields) {
        String volumes = type instanceof byte[] name ? text(name) : String.valueOf(type);
        if (!(fields instanceof List<?> all)) {
            return volumes + "|" + fields;
        }
        Ledger ledger = Ledger.of(all);
        String rules = "";
        String shards = "";
        for (int i = 0; i < all.size(); i += 2) {
            rules = text(all.get(i)).equals(BoardKeys.RULES) ? text(all.get(i + 1)) : rules;
            shards = text(all.get(i)).equals(BoardKeys.SHARDS) ? text(all.get(i + 1)) : shards;
        }
        return volumes + "|" + ledger.scale() + "|" + ledger.zone() + "|" + rules + "|" + shards + "|"
                + new TreeSet<>(ledger.problems());
    }

    /** Notes that the writer has finished the days of these boards, where they hold the marks that it put there. */
    public void close(String writer, Map<BoardId, Mark> marks) {
        send(marks.entrySet().stream()
                .map(held -> note(
                        writer,
                        held.getKey(),
                        held.getValue(),
                        BoardKeys.closedField(writer),
                        held.getValue().toString()))
                .toList());
    }

    /**
     * Notes that records of the writer are gone which boards should count; so nobody can verify them any more. A board that
     * holds another mark than is thought is passed over.
     *
     * @param gaps by board, which records
     */
    public void gaps(String writer, Map<BoardId, Mark> marks, Map<BoardId, String> gaps) {
        send(gaps.entrySet().stream()
                .filter(gap -> marks.containsKey(gap.getKey()))
                .map(gap -> note(
                        writer,
                        gap.getKey(),
                        marks.getOrDefault(gap.getKey(), Mark.ZERO),
                        BoardKeys.gapField(writer),
                        gap.getValue()))
                .toList());
    }

    private static CommandArguments note(String writer, BoardId board, Mark mark, String field, String value) {
        return NOTE.call(List.of(BoardKeys.ledger(board)), BoardKeys.markField(writer), mark.toString(), field, value);
    }

    private void send(List<CommandArguments> calls) {
        if (!calls.isEmpty()) {
            redis.pipeline(calls).stream()
                    .filter(reply -> !RedisBoards.isWrongType(reply))
                    .forEach(RedisConnection::checked);
        }
    }

    /** Takes back that the writer has finished the days of these boards. */
    public void reopen(String writer, Collection<BoardId> boards) {
        send(boards.stream()
                .map(board -> command(Command.HDEL, BoardKeys.ledger(board), BoardKeys.closedField(writer)))
                .toList());
    }
}
