package io.tradeboard.read;

import static io.tradeboard.redis.RedisConnection.checked;
import static io.tradeboard.redis.RedisConnection.command;
import static io.tradeboard.redis.RedisConnection.text;

import io.tradeboard.board.BoardKeys;
import io.tradeboard.board.ShardIndex;
import io.tradeboard.redis.RedisConnection;
import io.tradeboard.redis.RedisRefusedException;
import io.tradeboard.redis.RedisUnavailableException;
import io.tradeboard.trade.BoardId;
import io.tradeboard.trade.TradingDays;
import java.time.Duration;
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
 * Keeps {@link History} beside the boards: a hash per board, with a field per step, which expires with the board. A
 * step is a minute, or what the field {@value #STEP} says in milliseconds; the fields count steps since 1970.
 *
 * <p>A hash holds the first sample of the day, those of the last hour and two steps, and one before them, as standings may
 * be a step older than their history: {@value #ROWS} traders each, and at most 65 samples where the step is a minute.
 * Several daemons may take samples of the same boards; those of a step replace each other.
 *
 * <p>Not thread-safe; confined to the thread that owns the connection.
 */
public final class Samples {
    /** How many traders a sample has at most. */
    static final int ROWS = 50;

    private static final int BOARDS_A_CALL = 200;
    private static final String STEP = "step";

    private final RedisConnection redis;
    private final TradingDays days;
    private final Supplier<TradersDirectory> directory;
    private final long stepMillis;
    private final Map<BoardId, String> taken = new HashMap<>();
    private final Set<BoardId> known = new HashSet<>();
    private long lookedAt = -1;

    /** @param directory how traders are shown in a history; samples hold their raw ids */
    public Samples(RedisConnection redis, TradingDays days, Supplier<TradersDirectory> directory) {
        this(redis, days, directory, History.USUAL_STEP);
    }

    /**
     * @param directory how traders are shown in a history; samples hold their raw ids
     * @param step how often samples are taken; a history is read as it was taken
     */
    public Samples(RedisConnection redis, TradingDays days, Supplier<TradersDirectory> directory, Duration step) {
        this.directory = directory;
        this.redis = redis;
        this.days = days;
        this.stepMillis = step.toMillis();
    }

    /**
     * Records which boards exist, so that {@link #take} knows that the others began later.
     *
     * @throws io.tradeboard.redis.RedisUnavailableException if Redis cannot be reached
     */
    public void look() {
        long now = steps();
        known.addAll(boards(now));
        lookedAt = now;
    }

    /**
     * Takes a sample of every board of today that has changed since the last one, for the nearest full step.
     *
     * @return the boards of which none could be taken, with the reason
     * @throws io.tradeboard.redis.RedisUnavailableException if Redis cannot be reached
     */
    public Map<BoardId, String> take() {
        long now = steps();
        LocalDate today = days.dayOf(now * stepMillis);
        List<BoardId> boards = boards(now);
        Map<BoardId, String> failures = new TreeMap<>(Comparator.comparing(BoardId::symbol));
        for (int from = 0; from < boards.size(); from += BOARDS_A_CALL) {
            take(boards.subList(from, Math.min(boards.size(), from + BOARDS_A_CALL)), now, failures);
        }
        // A board that is lost and healed is the same board, never a new one.
        known.addAll(boards);
        known.removeIf(board -> !board.day().equals(today));
        taken.keySet().retainAll(known);
        lookedAt = now;
        return failures;
    }

    private long steps() {
        long millis = new BoardPages(redis).time().toEpochMilli();
        return Math.floorDiv(millis + stepMillis / 2, stepMillis);
    }

    private List<BoardId> boards(long now) {
        LocalDate today = days.dayOf(now * stepMillis);
        return new BoardPages(redis)
                .symbols(today).stream()
                        .map(symbol -> new BoardId(symbol, today))
                        .toList();
    }

    private void take(List<BoardId> boards, long now, Map<BoardId, String> failures) {
        Map<BoardId, Integer> shards = new ShardIndex(redis).counts(boards);
        List<CommandArguments> reads = new ArrayList<>();
        for (BoardId board : boards) {
            for (BoardId shard : board.shards(shards.getOrDefault(board, 1))) {
                reads.add(command(Command.ZCARD, BoardKeys.volumes(shard)));
                reads.add(command(Command.ZRANGE, BoardKeys.volumes(shard), 0, ROWS - 1, "REV", "WITHSCORES"));
            }
            reads.add(command(Command.HKEYS, BoardKeys.history(board)));
        }
        List<Object> replies = redis.snapshot(reads);
        List<CommandArguments> writes = new ArrayList<>();
        Map<BoardId, String> written = new HashMap<>();
        int begin = 0;
        for (BoardId board : boards) {
            int end = begin + 2 * shards.getOrDefault(board, 1);
            List<Object> volumes = replies.subList(begin, end);
            Object kept = replies.get(end);
            begin = end + 1;
            try {
                long traders = 0;
                List<List<Score>> best = new ArrayList<>();
                for (int i = 0; i < volumes.size(); i += 2) {
                    traders += (Long) checked(volumes.get(i));
                    best.add(Score.list(checked(volumes.get(i + 1))));
                }
                List<Score> merged = Score.merged(best);
                String sample = Sample.encode(traders, merged.subList(0, Math.min(ROWS, merged.size())));
                List<Long> steps = steps((List<?>) checked(kept));
                if (traders > 0 && (steps.isEmpty() || !sample.equals(taken.get(board)))) {
                    writes.addAll(writes(board, now, sample, steps));
                    written.put(board, sample);
                }
            } catch (RedisUnavailableException e) {
                if (!e.isOfOneMaster()) {
                    throw e;
                }
                // The flush stage reports that.
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

    private List<CommandArguments> writes(BoardId board, long now, String sample, List<Long> steps) {
        String key = BoardKeys.history(board);
        List<CommandArguments> writes = new ArrayList<>();
        if (stepMillis != History.USUAL_STEP.toMillis()) {
            writes.add(command(Command.HSET, key, STEP, stepMillis));
        }
        if (steps.isEmpty() && lookedAt >= 0 && !known.contains(board)) {
            writes.add(command(Command.HSET, key, Math.min(lookedAt, now - 1), Sample.encode(0, List.of())));
        }
        writes.add(command(Command.HSET, key, now, sample));
        long kept = History.SPAN.toMillis() / stepMillis + 2;
        List<Long> past = steps.stream().filter(each -> each <= now - kept).toList();
        // The first of the day stays, and the one that stands for the start of the span.
        for (int i = 1; i < past.size() - 1; i++) {
            writes.add(command(Command.HDEL, key, past.get(i)));
        }
        writes.add(command(Command.PEXPIREAT, key, days.expiresMillis(board.day())));
        return writes;
    }

    private static List<Long> steps(List<?> fields) {
        return fields.stream()
                .map(RedisConnection::text)
                .filter(field -> !field.equals(STEP))
                .map(Long::valueOf)
                .sorted()
                .toList();
    }

    /**
     * The history of a board, empty where there is none.
     *
     * @throws io.tradeboard.redis.RedisUnavailableException if Redis cannot be reached
     * @throws UnreadableDirectoryException if the traders directory cannot be read
     */
    public History read(BoardId board) {
        TradersDirectory known = directory.get();
        List<?> stored = (List<?>) redis.call(Command.HGETALL, BoardKeys.history(board));
        Map<String, String> fields = new HashMap<>();
        for (int i = 0; i < stored.size(); i += 2) {
            fields.put(text(stored.get(i)), text(stored.get(i + 1)));
        }
        String given = fields.remove(STEP);
        long millis = given == null ? History.USUAL_STEP.toMillis() : Long.parseLong(given);
        List<Sample> samples = new ArrayList<>(fields.size());
        fields.forEach((field, sample) ->
                samples.add(Sample.decode(Instant.ofEpochMilli(Long.parseLong(field) * millis), sample, known)));
        samples.sort(Comparator.comparing(Sample::at));
        return new History(samples, Duration.ofMillis(millis));
    }
}
