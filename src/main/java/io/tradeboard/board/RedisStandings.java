package io.tradeboard.board;

import static io.tradeboard.redis.RedisConnection.checked;
import static io.tradeboard.redis.RedisConnection.command;
import static io.tradeboard.redis.RedisConnection.text;

import io.tradeboard.redis.RedisConnection;
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
import redis.clients.jedis.Protocol.Command;

/**
 * The read side, straight from Redis: rows, ledger and time of one board in one transaction.
 *
 * <p>Not thread-safe; confined to the thread that owns the connection.
 */
public final class RedisStandings implements StandingsReader {
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
        String volumes = BoardKeys.volumes(board);
        List<Object> replies = redis.transaction(List.of(
                command(Command.ZREVRANGE, volumes, 0, depth, "WITHSCORES"),
                command(Command.ZCARD, volumes),
                command(Command.HMGET, BoardKeys.ledger(board), "scale", "trades", "volume", "lastTradeAt"),
                command(Command.TIME),
                command(Command.HVALS, BoardKeys.audit(board))));
        List<?> ledger = (List<?>) checked(replies.get(2));
        boolean exists = ledger.get(0) != null && !checked(replies.get(1)).equals(0L);
        List<Standings.Entry> entries = exists ? entries((List<?>) checked(replies.get(0))) : List.of();
        Object lastTradeAt = ledger.get(3);
        Instant asOf = RedisTime.of(checked(replies.get(3)));
        return new Standings(
                board,
                symbols.title(board.symbol()),
                exists ? Integer.parseInt(text(ledger.get(0))) : symbols.scale(board.symbol()),
                days.zone(),
                asOf,
                false,
                asOf.toEpochMilli() >= days.endMillis(board.day()),
                exists ? new BigInteger(text(ledger.get(2))) : BigInteger.ZERO,
                exists ? (Long) checked(replies.get(1)) : 0,
                exists ? Long.parseLong(text(ledger.get(1))) : 0,
                exists && lastTradeAt != null ? Instant.ofEpochMilli(Long.parseLong(text(lastTradeAt))) : null,
                verdict((List<?>) checked(replies.get(4))),
                Standings.rank(entries, depth));
    }

    private static @Nullable Verdict verdict(List<?> verdicts) {
        return Verdict.of(
                verdicts.stream().map(verdict -> Verdict.parse(text(verdict))).toList());
    }

    private static List<Standings.Entry> entries(List<?> membersAndScores) {
        List<Standings.Entry> entries = new ArrayList<>(membersAndScores.size() / 2);
        for (int i = 0; i < membersAndScores.size(); i += 2) {
            long volume = new BigDecimal(text(membersAndScores.get(i + 1))).longValueExact();
            entries.add(new Standings.Entry(text(membersAndScores.get(i)), volume));
        }
        return entries;
    }
}
