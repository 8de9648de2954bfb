package io.tradeboard.board;

import static io.tradeboard.redis.RedisConnection.checked;
import static io.tradeboard.redis.RedisConnection.command;
import static io.tradeboard.redis.RedisConnection.text;

import io.tradeboard.redis.RedisConnection;
import io.tradeboard.redis.RedisRefusedException;
import io.tradeboard.redis.RedisUnavailableException;
import io.tradeboard.redis.Script;
import io.tradeboard.text.Printable;
import io.tradeboard.trade.BoardId;
import io.tradeboard.trade.Quantity;
import io.tradeboard.trade.TradingDays;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.exceptions.JedisDataException;

/**
 * The write side: moves volumes and marks onto the boards.
 *
 * <p>Not thread-safe; confined to the thread that owns the connection.
 */
public final class RedisBoards {
    private static final Script APPLY = Script.of(RedisBoards.class, "apply.lua");
    private static final int SYMBOLS_A_CALL = 1_000;

    /** What one more script call weighs against the members of a transaction. */
    private static final int CALL_WEIGHT = 20;

    private final RedisConnection redis;
    private final TradingDays days;
    private final String rules;

    public RedisBoards(RedisConnection redis, TradingDays days) {
        this(redis, days, "");
    }

    /**
     * Of writers whose records are judged whenever they are read.
     *
     * @param rules by which; a board that was counted by others refuses
     */
    public RedisBoards(RedisConnection redis, TradingDays days, String rules) {
        this.redis = redis;
        this.days = days;
        this.rules = rules;
    }

    /** Now, by the clock of Redis that is behind all others, in milliseconds since the epoch. */
    public long timeMillis() {
        return redis.time().toEpochMilli();
    }

    /**
     * Applies the updates of one writer, each at most once, however often this is called with the same ones. One board
     * that refuses holds up no other.
     *
     * @return how each board stands then; where its mark is {@link BoardUpdate#to}, the update is on it
     * @throws io.tradeboard.redis.RedisUnavailableException if Redis cannot be reached. If the connection broke after
     *     something was sent the outcome is unknown; calling again with the same updates is safe.
     */
    public Map<BoardId, BoardState> apply(String writer, List<BoardUpdate> updates) {
        List<List<Step>> transactions = new ArrayList<>();
        int weight = Step.MEMBERS;
        for (BoardUpdate update : updates) {
            for (Step step : Step.of(update)) {
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
     * Applies steps, those of each list in one transaction. Where a step of an update is not applied, neither are those
     * behind it, which start from the mark that it would have put there.
     */
    Map<BoardId, BoardState> applySteps(String writer, List<List<Step>> transactions) {
        Map<BoardId, BoardState> states = new HashMap<>();
        List<List<Object>> replies = redis.transactions(transactions.stream().map(steps -> commands(writer, steps)));
        for (int i = 0; i < replies.size(); i++) {
            List<Step> steps = transactions.get(i);
            for (int j = 0; j < steps.size(); j++) {
                Step step = steps.get(j);
                BoardId board = step.update().delta().board();
                BoardState before = states.get(board);
                if (before == null || isAt(before, step.previous())) {
                    states.put(board, state(replies.get(i).get(j)));
                }
            }
            checkIndex(replies.get(i).subList(steps.size(), replies.get(i).size()));
        }
        return states;
    }

    /** The index of symbols may lag, and never holds up a board. */
    private static void checkIndex(List<Object> replies) {
        replies.stream()
                .filter(reply -> !isWrongType(reply) && !RedisConnection.isAway(reply))
                .forEach(RedisConnection::checked);
    }

    /** Puts the symbols of these boards into the index again, which may have lost them. */
    public void list(Collection<BoardId> boards) {
        Map<LocalDate, List<String>> symbols = new TreeMap<>();
        boards.forEach(board ->
                symbols.computeIfAbsent(board.day(), day -> new ArrayList<>()).add(board.symbol()));
        List<CommandArguments> commands = new ArrayList<>();
        symbols.forEach((day, names) -> {
            for (int from = 0; from < names.size(); from += SYMBOLS_A_CALL) {
                List<String> some = names.subList(from, Math.min(names.size(), from + SYMBOLS_A_CALL));
                commands.add(command(Command.SADD, BoardKeys.symbols(day)).addObjects(some));
            }
            commands.add(command(Command.PEXPIREAT, BoardKeys.symbols(day), days.expiresMillis(day)));
        });
        if (!commands.isEmpty()) {
            checkIndex(redis.pipeline(commands));
        }
    }

    private static boolean isAt(BoardState state, Mark mark) {
        return state instanceof BoardState.Open open
                ? open.mark().equals(mark)
                : state instanceof BoardState.InParts parts && parts.mark().equals(mark);
    }

    private List<CommandArguments> commands(String writer, List<Step> steps) {
        List<CommandArguments> commands = new ArrayList<>();
        Map<LocalDate, CommandArguments> symbols = new TreeMap<>();
        for (Step step : steps) {
            BoardId board = step.update().delta().board();
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
        BoardId board = step.update().delta().board();
        CommandArguments call = APPLY.call(
                List.of(BoardKeys.volumes(board), BoardKeys.ledger(board)),
                BoardKeys.markField(writer),
                step.previous().toString(),
                step.next().toString(),
                days.expiresMillis(board.day()),
                step.update().delta().scale(),
                days.zone().getId(),
                rules,
                board.shard().of(),
                step.trades(),
                step.update().delta().lastTradeAtMillis(),
                step.total());
        Members members = step.members();
        for (int i = 0; i < members.size(); i++) {
            call.add(Math.min(members.units(i), Quantity.MAX_UNITS)).add(members.name(i));
        }
        return call;
    }

    /** How the board stands, by the script's reply; an error that is not of the whole Redis is of this board. */
    private static BoardState state(Object reply) {
        BoardState.Away away = away(reply);
        if (away != null) {
            return away;
        }
        if (reply instanceof JedisDataException error) {
            try {
                checked(error);
            } catch (RedisRefusedException e) {
                if (e.isOfSignIn() || e.isOfRights()) {
                    throw e;
                }
                return new BoardState.Refused(String.valueOf(e.getMessage()));
            }
        }
        List<?> parts = (List<?>) reply;
        String word = text(parts.get(0));
        return switch (word) {
            case "MARK" -> stateAt(text(parts.get(1)));
            case "CLOSED" -> new BoardState.Closed();
            case "REFUSED" -> new BoardState.Refused(text(parts.get(1)));
            default -> throw new IllegalStateException("apply.lua returned " + word);
        };
    }

    static BoardState stateAt(String text) {
        Mark mark = Mark.parse(text);
        return mark == null
                ? new BoardState.Refused("the mark of this log in its ledger is not a mark: " + Printable.quote(text))
                : BoardState.at(mark);
    }

    static boolean isWrongType(Object reply) {
        return reply instanceof JedisDataException error
                && String.valueOf(error.getMessage()).contains("WRONGTYPE");
    }

    /** The state of a board whose master cannot serve though others can, by the reply of it; null where it did. */
    static BoardState.@Nullable Away away(@Nullable Object reply) {
        if (reply == null || !RedisConnection.isAway(reply)) {
            return null;
        }
        try {
            checked(reply);
            return null;
        } catch (RedisUnavailableException e) {
            return new BoardState.Away(e);
        }
    }
}
