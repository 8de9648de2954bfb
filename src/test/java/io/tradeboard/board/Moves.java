package io.tradeboard.board;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradeboard.redis.RedisConnection;
import io.tradeboard.redis.RedisTime;
import io.tradeboard.trade.BoardDelta;
import io.tradeboard.trade.BoardId;
import io.tradeboard.trade.TradingDays;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import redis.clients.jedis.Protocol.Command;

/** Moves to be applied, and what a board holds after them. */
public final class Moves {
    public static final TradingDays DAYS = new TradingDays(ZoneOffset.UTC, Duration.ZERO, Duration.ofDays(1));
    public static final String WRITER = "0123456789abcdef0123456789abcdef";

    private Moves() {}

    /** The board of a symbol on the present day of Redis. */
    public static BoardId today(RedisConnection redis, String symbol) {
        return new BoardId(
                symbol, DAYS.dayOf(RedisTime.of(redis.call(Command.TIME)).toEpochMilli()));
    }

    public static BoardUpdate move(BoardId board, Mark previous, long to, Map<String, Long> volumes) {
        return new BoardUpdate(new BoardDelta(board, 8, volumes.size(), 1_000 + to, volumes), previous, to);
    }

    public static BoardUpdate move(BoardId board, long previous, long to, Map<String, Long> volumes) {
        return move(board, Mark.at(previous), to, volumes);
    }

    /** So many traders with a volume of 1, 2, 3, ... */
    public static Map<String, Long> traders(int count) {
        Map<String, Long> volumes = new LinkedHashMap<>();
        for (int i = 1; i <= count; i++) {
            volumes.put("trader-" + i, (long) i);
        }
        return volumes;
    }

    public static Map<String, Long> volumes(RedisConnection redis, BoardId board) {
        Map<String, Long> volumes = new LinkedHashMap<>();
        List<?> reply = (List<?>) redis.call(Command.ZRANGE, BoardKeys.volumes(board), 0, -1, "WITHSCORES");
        for (int i = 0; i < reply.size(); i += 2) {
            volumes.put(text(reply.get(i)), Long.parseLong(text(reply.get(i + 1))));
        }
        return volumes;
    }

    public static String ledger(RedisConnection redis, BoardId board, String field) {
        List<?> reply = (List<?>) redis.call(Command.HMGET, BoardKeys.ledger(board), field);
        return reply.get(0) == null ? "" : text(reply.get(0));
    }

    /** A copy of all that Redis holds, to see that nothing was changed. */
    public static Map<String, String> everything(RedisConnection redis) {
        Map<String, String> dumps = new LinkedHashMap<>();
        for (Object key : (List<?>) redis.call(Command.KEYS, "*")) {
            String name = text(key);
            dumps.put(name, new String((byte[]) redis.call(Command.DUMP, name), StandardCharsets.ISO_8859_1));
        }
        return dumps;
    }

    /** Applies updates, and fails unless each of them is on its board then, and no other board is spoken of. */
    public static void assertApplied(RedisBoards boards, String writer, List<BoardUpdate> updates) {
        Map<BoardId, BoardState> applied = new HashMap<>();
        updates.forEach(update -> applied.put(update.delta().board(), open(update.to())));
        assertThat(boards.apply(writer, updates)).isNotEmpty().isEqualTo(applied);
    }

    /** Fails unless every board has counted something and takes more. */
    public static void assertApplied(Map<BoardId, BoardState> states) {
        assertThat(states.values())
                .isNotEmpty()
                .allMatch(state -> state instanceof BoardState.Open)
                .doesNotContain(open(0));
    }

    /** The state of a board that counts everything below an offset. */
    public static BoardState open(long next) {
        return new BoardState.Open(Mark.at(next));
    }

    public static LocalDate yesterday(RedisConnection redis) {
        return today(redis, "BTC").day().minusDays(1);
    }

    public static String text(Object bytes) {
        return new String((byte[]) bytes, StandardCharsets.UTF_8);
    }
}
