package io.tradeboard.read;

import static io.tradeboard.redis.RedisConnection.checked;
import static io.tradeboard.redis.RedisConnection.command;
import static io.tradeboard.redis.RedisConnection.text;

import io.tradeboard.board.BoardKeys;
import io.tradeboard.redis.RedisConnection;
import io.tradeboard.redis.RedisRefusedException;
import io.tradeboard.trade.BoardId;
import io.tradeboard.trade.TradingDays;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Protocol.Command;

/**
 * Keeps {@link History} beside the boards: a hash each, with a field for a minute, that expires with its board.
 *
 * <p>A hash holds the first sample of the day, those of the last 62 minutes and one before them, as standings may be a minute
 * older than their history: {@value #ROWS} traders each,
 * and at most 65 samples. Several daemons may take samples of the same boards; those of a minute replace each other.
 *
 * <p>Not thread-safe; confined to the thread that owns the connection.
 */
public final class Samples {
    /** How many traders a sample has at most. */
    static final int ROWS = 50;

    private static final int BOARDS_A_CALL = 200;
    private static final long MINUTE_MILLIS = 60_000;
    private static final long KEPT_MINUTES = History.SPAN.toMinutes() + 2;

    private final RedisConnection redis;
    private final TradingDays days;
    private final Supplier<TradersDirectory> directory;
    private final Map<BoardId, String> taken = new HashMap<>();
    private final Set<BoardId> known = new HashSet<>();
    private long lookedAt = -1;

    /** @param directory how traders are shown where the history is read; what is taken has their raw ids */
    public Samples(RedisConnection redis, TradingDays days, Supplier<TradersDirectory> directory) {
        this.directory = directory;
        this.redis = redis;
        this.days = days;
    }

    /**
     * Notes which boards there are, so that {@link #take} knows of the others that they began later.
     *
     * @throws io.tradeboard.redis.RedisUnavailableException if Redis cannot be reached
     */
    public void look() {
        long minute = minute();
        known.addAll(boards(minute));
        lookedAt = minute;
    }

    /**
     * Takes a sample of every board of today that has changed since the last one, for the nearest full minute.
     *
     * @return the boards of which none could be taken, with the reason
     * @throws io.tradeboard.redis.RedisUnavailableException if Redis cannot be reached
     */
    public Map<BoardId, String> take() {
        long minute = minute();
        LocalDate today = days.dayOf(minute * MINUTE_MILLIS);
        List<BoardId> boards = boards(minute);
        Map<BoardId, String> failures = new TreeMap<>(Comparator.comparing(BoardId::symbol));
        for (int from = 0; from < boards.size(); from += BOARDS_A_CALL) {
            take(boards.subList(from, Math.min(boards.size(), from + BOARDS_A_CALL)), minute, failures);
        }
        // One that is lost and healed is the same one: it is never taken for a new one.
        known.addAll(boards);
        known.removeIf(board -> !board.day().equals(today));
        taken.keySet().retainAll(known);
        lookedAt = minute;
        return failures;
    }

    private long minute() {
        long millis = new BoardPages(redis).time().toEpochMilli();
        return Math.floorDiv(millis + MINUTE_MILLIS / 2, MINUTE_MILLIS);
    }

    private List<BoardId> boards(long minute) {
        LocalDate today = days.dayOf(minute * MINUTE_MILLIS);
        return new BoardPages(redis)
                .symbols(today).stream()
                        .map(symbol -> new BoardId(symbol, today))
                        .toList();
    }

    private void take(List<BoardId> boards, long minute, Map<BoardId, String> failures) {
        List<CommandArguments> reads = new ArrayList<>();
        for (BoardId board : boards) {
            reads.add(command(Command.ZCARD, BoardKeys.volumes(board)));
            reads.add(command(Command.ZRANGE, BoardKeys.volumes(board), 0, ROWS - 1, "REV", "WITHSCORES"));
            reads.add(command(Command.HKEYS, BoardKeys.history(board)));
        }
        List<Object> replies = redis.snapshot(reads);
        List<CommandArguments> writes = new ArrayList<>();
        Map<BoardId, String> written = new HashMap<>();
        for (int i = 0; i < boards.size(); i++) {
            BoardId board = boards.get(i);
            try {
                long traders = (Long) checked(replies.get(3 * i));
                String sample = Sample.encode(traders, Score.list(checked(replies.get(3 * i + 1))));
                List<Long> minutes = minutes((List<?>) checked(replies.get(3 * i + 2)));
                if (traders > 0 && (minutes.isEmpty() || !sample.equals(taken.get(board)))) {
                    writes.addAll(writes(board, minute, sample, minutes));
                    written.put(board, sample);
                }
            } catch (RedisRefusedException | UnreadableVolumeException | NumberFormatException e) {
                // Another client wrote something else there; other boards are not affected.
                failures.put(board, String.valueOf(e.getMessage()));
            }
        }
        if (!writes.isEmpty()) {
            redis.transaction(writes).forEach(RedisConnection::checked);
        }
        taken.putAll(written);
    }

    private List<CommandArguments> writes(BoardId board, long minute, String sample, List<Long> minutes) {
        String key = BoardKeys.history(board);
        List<CommandArguments> writes = new ArrayList<>();
        if (minutes.isEmpty() && lookedAt >= 0 && !known.contains(board)) {
            writes.add(command(Command.HSET, key, Math.min(lookedAt, minute - 1), Sample.encode(0, List.of())));
        }
        writes.add(command(Command.HSET, key, minute, sample));
        List<Long> past =
                minutes.stream().filter(each -> each <= minute - KEPT_MINUTES).toList();
        // The first of the day stays, and the one that stands for the begin of the span.
        for (int i = 1; i < past.size() - 1; i++) {
            writes.add(command(Command.HDEL, key, past.get(i)));
        }
        writes.add(command(Command.PEXPIREAT, key, days.expiresMillis(board.day())));
        return writes;
    }

    private static List<Long> minutes(List<?> fields) {
        return fields.stream().map(field -> Long.valueOf(text(field))).sorted().toList();
    }

    /**
     * The history of a board, empty where there is none.
     *
     * @throws io.tradeboard.redis.RedisUnavailableException if Redis cannot be reached
     * @throws UnreadableDirectoryException if nobody knows how traders are to be shown
     */
    public History read(BoardId board) {
        TradersDirectory known = directory.get();
        List<?> fields = (List<?>) redis.call(Command.HGETALL, BoardKeys.history(board));
        List<Sample> samples = new ArrayList<>(fields.size() / 2);
        for (int i = 0; i < fields.size(); i += 2) {
            Instant at = Instant.ofEpochMilli(Long.parseLong(text(fields.get(i))) * MINUTE_MILLIS);
            samples.add(Sample.decode(at, text(fields.get(i + 1)), known));
        }
        samples.sort(Comparator.comparing(Sample::at));
        return new History(samples);
    }
}
