package io.tradeboard.board;

import static io.tradeboard.redis.RedisConnection.checked;
import static io.tradeboard.redis.RedisConnection.command;
import static io.tradeboard.redis.RedisConnection.text;

import io.tradeboard.redis.RedisConnection;
import io.tradeboard.redis.RedisTime;
import io.tradeboard.trade.BoardId;
import io.tradeboard.trade.TradingDays;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.exceptions.JedisDataException;

/**
 * The write side: moves volumes and marks onto the boards.
 *
 * <p>Not thread-safe; confined to the thread that owns the connection.
 */
public final class RedisBoards {
    private static final String SCRIPT = script();

    /** What one more script call weighs against the members of a transaction. */
    private static final int CALL_WEIGHT = 20;

    private static final int BOARDS_A_READ = 500;

    private final RedisConnection redis;
    private final TradingDays days;
    private String scriptSha = "";

    public RedisBoards(RedisConnection redis, TradingDays days) {
        this.redis = redis;
        this.days = days;
    }

    /**
     * How far the writer has got on the board; {@link Mark#ZERO} where there is no board, half a board, or no mark.
     *
     * @throws io.tradeboard.redis.RedisUnavailableException if Redis cannot be reached
     */
    public Mark mark(BoardId board, String writer) {
        List<Object> replies = redis.transaction(List.of(
                command(Command.EXISTS, BoardKeys.volumes(board)),
                command(Command.HGET, BoardKeys.ledger(board), BoardKeys.markField(writer))));
        Object exists = checked(replies.get(0));
        Object mark = replies.get(1);
        if (mark instanceof JedisDataException || !Objects.equals(exists, 1L) || !(mark instanceof byte[] bytes)) {
            // A ledger of a wrong type is refused with its reason when a move is applied.
            return Mark.ZERO;
        }
        return Mark.parse(new String(bytes, StandardCharsets.UTF_8));
    }

    /**
     * The marks of all writers on each of these boards, by board and writer; none where there is no board, or half one.
     *
     * @throws io.tradeboard.redis.RedisUnavailableException if Redis cannot be reached
     */
    public Map<BoardId, Map<String, Mark>> marks(Collection<BoardId> boards) {
        Map<BoardId, Map<String, Mark>> marks = new HashMap<>();
        List<BoardId> chunk = new ArrayList<>();
        for (BoardId board : boards) {
            chunk.add(board);
            if (chunk.size() == BOARDS_A_READ) {
                readMarks(chunk, marks);
                chunk.clear();
            }
        }
        readMarks(chunk, marks);
        return marks;
    }

    private void readMarks(List<BoardId> boards, Map<BoardId, Map<String, Mark>> into) {
        List<CommandArguments> commands = new ArrayList<>();
        for (BoardId board : boards) {
            commands.add(command(Command.EXISTS, BoardKeys.volumes(board)));
            commands.add(command(Command.HGETALL, BoardKeys.ledger(board)));
        }
        List<Object> replies = boards.isEmpty() ? List.of() : redis.transaction(commands);
        for (int i = 0; i < boards.size(); i++) {
            boolean exists = Objects.equals(checked(replies.get(2 * i)), 1L);
            Object ledger = replies.get(2 * i + 1);
            into.put(boards.get(i), exists && ledger instanceof List<?> fields ? marks(fields) : Map.of());
        }
    }

    static Map<String, Mark> marks(List<?> fieldsAndValues) {
        Map<String, Mark> marks = new HashMap<>();
        for (int i = 0; i < fieldsAndValues.size(); i += 2) {
            String field = text(fieldsAndValues.get(i));
            if (field.startsWith(BoardKeys.MARK_PREFIX)) {
                marks.put(
                        field.substring(BoardKeys.MARK_PREFIX.length()), Mark.parse(text(fieldsAndValues.get(i + 1))));
            }
        }
        return marks;
    }

    /** Now, by the clock of Redis, in milliseconds since the epoch. */
    public long timeMillis() {
        return RedisTime.of(redis.call(Command.TIME)).toEpochMilli();
    }

    /**
     * Applies the moves of one writer, each at most once, however often this is called with the same moves.
     *
     * @return what became of each move, by its board
     * @throws io.tradeboard.redis.RedisUnavailableException if Redis cannot be reached. If the connection broke after
     *     something was sent the outcome is unknown; calling again with the same moves is safe.
     */
    public Map<BoardId, Outcome> apply(String writer, List<BoardUpdate> moves) {
        List<List<Step>> transactions = new ArrayList<>();
        int weight = Step.MEMBERS;
        for (BoardUpdate move : moves) {
            for (Step step : Step.of(move)) {
                int more = step.members().size() + CALL_WEIGHT;
                if (weight + more > Step.MEMBERS) {
                    transactions.add(new ArrayList<>());
                    weight = 0;
                }
                transactions.get(transactions.size() - 1).add(step);
                weight += more;
            }
        }
        return applySteps(writer, transactions);
    }

    /**
     * Applies steps, those of each list in one transaction. Where a step of a move is not applied, neither are those
     * behind it, which start from the mark that it would have put there.
     */
    Map<BoardId, Outcome> applySteps(String writer, List<List<Step>> transactions) {
        Map<BoardId, Outcome> outcomes = new HashMap<>();
        List<List<Object>> replies = replies(writer, transactions);
        for (int i = 0; i < replies.size(); i++) {
            replies.get(i).forEach(RedisConnection::checked);
            List<Step> steps = transactions.get(i);
            for (int j = 0; j < steps.size(); j++) {
                Step step = steps.get(j);
                outcomes.merge(
                        step.move().share().board(),
                        outcome(step, (List<?>) replies.get(i).get(j)),
                        (before, now) -> before instanceof Outcome.Applied ? now : before);
            }
        }
        return outcomes;
    }

    /** The replies to each transaction. Where Redis has lost the script all are sent again: the marks know what was applied. */
    private List<List<Object>> replies(String writer, List<List<Step>> transactions) {
        if (transactions.isEmpty()) {
            return List.of();
        }
        if (scriptSha.isEmpty()) {
            loadScript();
        }
        List<List<Object>> replies = redis.transactions(transactions.stream().map(steps -> commands(writer, steps)));
        if (replies.stream().flatMap(List::stream).anyMatch(RedisBoards::isNoScript)) {
            loadScript();
            replies = redis.transactions(transactions.stream().map(steps -> commands(writer, steps)));
        }
        return replies;
    }

    private static boolean isNoScript(Object reply) {
        return reply instanceof JedisDataException error
                && String.valueOf(error.getMessage()).startsWith("NOSCRIPT");
    }

    private void loadScript() {
        Object sha = redis.call(Command.SCRIPT, "LOAD", SCRIPT);
        scriptSha = new String((byte[]) sha, StandardCharsets.US_ASCII);
    }

    private List<CommandArguments> commands(String writer, List<Step> steps) {
        List<CommandArguments> commands = new ArrayList<>();
        Map<LocalDate, CommandArguments> symbols = new TreeMap<>();
        for (Step step : steps) {
            BoardId board = step.move().share().board();
            commands.add(scriptCall(writer, step));
            symbols.computeIfAbsent(board.day(), day -> command(Command.SADD, BoardKeys.symbols(day)))
                    .add(board.symbol());
        }
        symbols.forEach((day, add) -> {
            commands.add(add);
            commands.add(command(Command.PEXPIREAT, BoardKeys.symbols(day), days.expiresMillis(day)));
        });
        return commands;
    }

    private CommandArguments scriptCall(String writer, Step step) {
        BoardId board = step.move().share().board();
        CommandArguments call = command(
                Command.EVALSHA,
                scriptSha,
                2,
                BoardKeys.volumes(board),
                BoardKeys.ledger(board),
                BoardKeys.markField(writer),
                step.previous().toString(),
                step.next().toString(),
                days.expiresMillis(board.day()),
                step.move().share().scale(),
                days.zone().getId(),
                step.trades(),
                step.move().share().lastTradeAtMillis(),
                step.total());
        for (Map.Entry<String, Long> member : step.members()) {
            call.add(member.getValue().longValue()).add(member.getKey());
        }
        return call;
    }

    private static Outcome outcome(Step step, List<?> reply) {
        String verdict = text(reply.get(0));
        return switch (verdict) {
            case "APPLIED" -> new Outcome.Applied();
            case "CLOSED" -> new Outcome.Closed();
            case "REFUSED" -> new Outcome.Refused(text(reply.get(1)));
            case "MOVED" -> {
                Mark stored = Mark.parse(text(reply.get(1)));
                // An earlier attempt whose reply was lost may have done this step.
                yield step.next().isReachedBy(stored) ? new Outcome.Applied() : new Outcome.Moved(stored);
            }
            default -> throw new IllegalStateException("apply.lua returned " + verdict);
        };
    }

    private static String script() {
        try (InputStream in = RedisBoards.class.getResourceAsStream("apply.lua")) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
