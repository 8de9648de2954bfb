package io.tradeboard.read;

import static io.tradeboard.redis.RedisConnection.checked;
import static io.tradeboard.redis.RedisConnection.command;
import static io.tradeboard.redis.RedisConnection.text;

import io.tradeboard.board.BoardKeys;
import io.tradeboard.redis.RedisConnection;
import io.tradeboard.redis.RedisTime;
import io.tradeboard.status.Verdict;
import io.tradeboard.trade.BoardId;
import io.tradeboard.trade.Symbols;
import io.tradeboard.trade.TradingDays;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Protocol.Command;

/**
 * The read side, straight from Redis: rows, ledger and time of one board in one transaction.
 *
 * <p>Not thread-safe; confined to the thread that owns the connection.
 */
public final class RedisStandings implements StandingsReader {
    /** How many replies {@link #header} brings. */
    static final int HEADER_REPLIES = 4;

    private final RedisConnection redis;
    private final Symbols symbols;
    private final TradingDays days;
    private final Clock clock;

    /** @param clock only guesses which day it is, to save a round trip; the clock of Redis decides */
    public RedisStandings(RedisConnection redis, Symbols symbols, TradingDays days, Clock clock) {
        this.redis = redis;
        this.symbols = symbols;
        this.days = days;
        this.clock = clock;
    }

    @Override
    public Standings read(String symbol, @Nullable LocalDate day, int depth) {
        if (day != null) {
            return read(new BoardId(symbol, day), depth);
        }
        Standings guess = read(new BoardId(symbol, days.dayOf(clock.millis())), depth);
        LocalDate today = days.dayOf(guess.asOf().toEpochMilli());
        return today.equals(guess.board().day()) ? guess : read(new BoardId(symbol, today), depth);
    }

    /** The symbols that have a board that day, sorted. */
    public Set<String> symbols(LocalDate day) {
        Set<String> names = new TreeSet<>();
        for (Object name : (List<?>) redis.call(Command.SMEMBERS, BoardKeys.symbols(day))) {
            names.add(text(name));
        }
        return names;
    }

    /** Now, by the clock of Redis. */
    public Instant time() {
        return RedisTime.of(redis.call(Command.TIME));
    }

    /** Today, by the clock of Redis in the boards' zone. */
    public LocalDate today() {
        return days.dayOf(time().toEpochMilli());
    }

    private Standings read(BoardId board, int depth) {
        List<CommandArguments> commands = new ArrayList<>(header(board));
        commands.add(command(Command.ZREVRANGE, BoardKeys.volumes(board), 0, depth, "WITHSCORES"));
        List<Object> replies = redis.transaction(commands);
        Standings empty = empty(board, replies);
        return empty.traders() == 0
                ? empty
                : empty.with(Standings.rank(entries(checked(replies.get(HEADER_REPLIES))), depth));
    }

    /** What to ask for in the transaction that reads rows; the replies go to {@link #empty}. */
    static List<CommandArguments> header(BoardId board) {
        return List.of(
                command(Command.ZCARD, BoardKeys.volumes(board)),
                command(Command.HMGET, BoardKeys.ledger(board), "scale", "trades", "volume", "lastTradeAt"),
                command(Command.TIME),
                command(Command.HVALS, BoardKeys.audit(board)));
    }

    /** Everything but the rows, out of the replies that start with those to {@link #header}. */
    Standings empty(BoardId board, List<Object> replies) {
        long traders = (Long) checked(replies.get(0));
        List<?> ledger = (List<?>) checked(replies.get(1));
        Instant asOf = RedisTime.of(checked(replies.get(2)));
        boolean exists = ledger.get(0) != null && traders > 0;
        Object lastTradeAt = ledger.get(3);
        return new Standings(
                board,
                symbols.title(board.symbol()),
                exists ? Integer.parseInt(text(ledger.get(0))) : symbols.scale(board.symbol()),
                days.zone(),
                asOf,
                false,
                asOf.toEpochMilli() >= days.endMillis(board.day()),
                exists ? new BigInteger(text(ledger.get(2))) : BigInteger.ZERO,
                exists ? traders : 0,
                exists ? Long.parseLong(text(ledger.get(1))) : 0,
                exists && lastTradeAt != null ? Instant.ofEpochMilli(Long.parseLong(text(lastTradeAt))) : null,
                verdict((List<?>) checked(replies.get(3))),
                List.of());
    }

    private static @Nullable Verdict verdict(List<?> verdicts) {
        return Verdict.of(
                verdicts.stream().map(verdict -> Verdict.parse(text(verdict))).toList());
    }

    /** A reply of members with their scores. */
    static List<Standings.Entry> entries(Object reply) {
        List<?> membersAndScores = (List<?>) reply;
        List<Standings.Entry> entries = new ArrayList<>(membersAndScores.size() / 2);
        for (int i = 0; i < membersAndScores.size(); i += 2) {
            long volume = new BigDecimal(text(membersAndScores.get(i + 1))).longValueExact();
            entries.add(new Standings.Entry(text(membersAndScores.get(i)), volume));
        }
        return entries;
    }
}
