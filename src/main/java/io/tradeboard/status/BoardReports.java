package io.tradeboard.status;

import static io.tradeboard.redis.RedisConnection.checked;
import static io.tradeboard.redis.RedisConnection.command;
import static io.tradeboard.redis.RedisConnection.text;

import io.tradeboard.board.BoardKeys;
import io.tradeboard.board.ShardIndex;
import io.tradeboard.redis.RedisConnection;
import io.tradeboard.trade.BoardId;
import io.tradeboard.trade.Quantity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Protocol.Command;

/**
 * Reads how boards stand. Each is read on its own, so that one whose keys hold something else hides none of the others;
 * and without a transaction, which a Redis that is out of memory refuses.
 *
 * <p>Not thread-safe; confined to the thread that owns the connection.
 */
final class BoardReports {
    private static final int BOARDS_A_CALL = 500;
    private static final int REPLIES = 4;

    private final RedisConnection redis;

    BoardReports(RedisConnection redis) {
        this.redis = redis;
    }

    /** The boards among these that exist, in the same order. */
    List<BoardReport> read(Collection<BoardId> asked) {
        Map<BoardId, Integer> counts = new ShardIndex(redis).counts(asked);
        List<BoardReport> shards = readShards(asked.stream()
                .flatMap(board -> board.shards(counts.getOrDefault(board, 1)).stream())
                .toList());
        List<BoardReport> reports = new ArrayList<>();
        int begin = 0;
        for (BoardId board : asked) {
            int end = begin + counts.getOrDefault(board, 1);
            BoardReport report = BoardReport.ofShards(board, shards.subList(begin, end));
            if (report.exists()) {
                reports.add(report);
            }
            begin = end;
        }
        return reports;
    }

    private List<BoardReport> readShards(List<BoardId> boards) {
        List<BoardReport> reports = new ArrayList<>();
        for (int from = 0; from < boards.size(); from += BOARDS_A_CALL) {
            List<BoardId> some = boards.subList(from, Math.min(boards.size(), from + BOARDS_A_CALL));
            List<CommandArguments> commands = new ArrayList<>();
            some.forEach(board -> commands.addAll(commands(board)));
            List<Object> replies = redis.pipeline(commands);
            for (int i = 0; i < some.size(); i++) {
                reports.add(report(some.get(i), replies.subList(i * REPLIES, (i + 1) * REPLIES)));
            }
        }
        return reports;
    }

    private static List<CommandArguments> commands(BoardId board) {
        return List.of(
                command(Command.ZCARD, BoardKeys.volumes(board)),
                command(Command.ZCOUNT, BoardKeys.volumes(board), Quantity.MAX_UNITS, "+inf"),
                command(Command.HGETALL, BoardKeys.ledger(board)),
                command(Command.HVALS, BoardKeys.audit(board)));
    }

    private static BoardReport report(BoardId board, List<Object> replies) {
        for (Object reply : replies) {
            String refusal = Replies.refusal(reply);
            if (refusal != null) {
                return BoardReport.unreadable(board, "its keys cannot be read: " + refusal);
            }
        }
        Map<String, String> ledger = new HashMap<>();
        List<?> fields = (List<?>) replies.get(2);
        for (int i = 0; i < fields.size(); i += 2) {
            ledger.put(text(fields.get(i)), text(fields.get(i + 1)));
        }
        String bad = bad(ledger);
        if (bad != null) {
            return BoardReport.unreadable(
                    board, "its ledger cannot be read: " + bad + " is not a number: " + ledger.get(bad));
        }
        return new BoardReport(
                board,
                new BoardReport.Counts(
                        (Long) checked(replies.get(0)), Long.parseLong(ledger.getOrDefault("trades", "0")), (Long)
                                checked(replies.get(1))),
                ledger.containsKey("lastTradeAt")
                        ? Instant.ofEpochMilli(Long.parseLong(ledger.getOrDefault("lastTradeAt", "0")))
                        : null,
                Verdict.of(((List<?>) replies.get(3))
                        .stream().map(verdict -> Verdict.parse(text(verdict))).toList()),
                writers(ledger),
                "");
    }

    /** The field that does not hold the number which it must hold, or null where all do. */
    private static @Nullable String bad(Map<String, String> ledger) {
        for (String name : List.of("scale", "trades", "volume", "lastTradeAt")) {
            String value = ledger.get(name);
            int digits = name.equals("volume") ? 40 : name.equals("scale") ? 2 : 18;
            if (value != null && !value.matches("-?[0-9]{1," + digits + "}")) {
                return name;
            }
        }
        return !ledger.isEmpty() && !ledger.containsKey("scale") ? "scale" : null;
    }

    private static List<String> writers(Map<String, String> ledger) {
        TreeSet<String> writers = new TreeSet<>();
        for (String field : ledger.keySet()) {
            if (field.startsWith(BoardKeys.MARK_PREFIX)) {
                writers.add(field.substring(BoardKeys.MARK_PREFIX.length()));
            }
        }
        return List.copyOf(writers);
    }
}
