package io.tradeboard.read;

import static io.tradeboard.redis.RedisConnection.checked;
import static io.tradeboard.redis.RedisConnection.command;
import static io.tradeboard.redis.RedisConnection.text;

import io.tradeboard.board.BoardKeys;
import io.tradeboard.redis.RedisConnection;
import io.tradeboard.redis.RedisTime;
import io.tradeboard.redis.RedisUnavailableException;
import io.tradeboard.status.Verdict;
import io.tradeboard.trade.BoardId;
import io.tradeboard.trade.Symbols;
import io.tradeboard.trade.TradingDays;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Protocol.Command;

/**
 * The read side, straight from Redis: rows, ledger and time of one board at one moment, and the state that follows.
 *
 * <p>The zone is that of the board itself. Where it is another than the configured one, today is the board's own today.
 *
 * <p>Not thread-safe; confined to the thread that owns the connection.
 */
public final class RedisStandings {
    /** How many replies {@link #header} brings. */
    static final int HEADER_REPLIES = 4;

    private final RedisConnection redis;
    private final Symbols symbols;
    private final TradingDays days;
    private final Clock clock;
    private final VitalsReader vitals;
    private final Falls falls = new Falls();

    /** @param clock only guesses which day it is, to save a round trip; the clock of Redis decides */
    public RedisStandings(RedisConnection redis, Symbols symbols, TradingDays days, Clock clock) {
        this.redis = redis;
        this.symbols = symbols;
        this.days = days;
        this.clock = clock;
        this.vitals = new VitalsReader(redis);
    }

    /**
     * The top of a board; empty where nobody traded.
     *
     * @param day the trading day, or null for today by the clock of Redis in the board's zone
     * @param depth how many rows at most
     * @throws RedisUnavailableException if Redis cannot be reached
     */
    public Standings read(String symbol, @Nullable LocalDate day, int depth) {
        try {
            return day == null ? today(symbol, depth) : read(new BoardId(symbol, day), depth, days.zone());
        } catch (RedisUnavailableException e) {
            throw vitals.noted(e);
        }
    }

    private Standings today(String symbol, int depth) {
        Standings guess = read(new BoardId(symbol, days.dayOf(clock.millis())), depth, days.zone());
        LocalDate today = days.dayOf(guess.asOf().toEpochMilli());
        Standings found =
                today.equals(guess.board().day()) ? guess : read(new BoardId(symbol, today), depth, days.zone());
        ZoneId zone = found.ledger().exists() ? found.zone() : zoneBeside(found.board(), found.asOf());
        LocalDate own = day(found.asOf(), zone);
        return own.equals(found.board().day()) ? found : read(new BoardId(symbol, own), depth, zone);
    }

    /** The zone of a board of the day before or after which is today there; the configured one where there is none. */
    private ZoneId zoneBeside(BoardId board, Instant now) {
        List<LocalDate> beside = List.of(board.day().minusDays(1), board.day().plusDays(1));
        List<Object> replies = redis.pipeline(beside.stream()
                .map(day -> command(Command.HMGET, BoardKeys.ledger(new BoardId(board.symbol(), day)), "zone"))
                .toList());
        for (int i = 0; i < beside.size(); i++) {
            if (replies.get(i) instanceof List<?> fields && fields.get(0) != null) {
                ZoneId zone = zone(text(fields.get(0)));
                if (zone != null && day(now, zone).equals(beside.get(i))) {
                    return zone;
                }
            }
        }
        return days.zone();
    }

    private static @Nullable ZoneId zone(String id) {
        try {
            return ZoneId.of(id);
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static LocalDate day(Instant moment, ZoneId zone) {
        return moment.atZone(zone).toLocalDate();
    }

    /** The symbols that have a board that day, sorted; none where the index is not a set. */
    public Set<String> symbols(LocalDate day) {
        return BoardPages.symbols(redis, day);
    }

    /** Now, by the clock of Redis. */
    public Instant time() {
        return BoardPages.time(redis);
    }

    /** Today, by the clock of Redis in the configured zone. */
    public LocalDate today() {
        return days.dayOf(time().toEpochMilli());
    }

    /**
     * How Redis and the daemons are now.
     *
     * @throws RedisUnavailableException if Redis cannot be reached
     */
    public Vitals vitals() {
        try {
            return vitals.read();
        } catch (RedisUnavailableException e) {
            throw vitals.noted(e);
        }
    }

    private Standings read(BoardId board, int depth, ZoneId zone) {
        List<CommandArguments> commands = new ArrayList<>(header(board));
        commands.add(command(Command.ZREVRANGE, BoardKeys.volumes(board), 0, depth, "WITHSCORES"));
        List<Object> replies = BoardSnapshot.read(redis, board, commands);
        Standings empty = empty(board, zone, replies);
        if (!empty.ledger().exists()) {
            return empty;
        }
        try {
            return empty.with(Ranking.rows(entries(checked(replies.get(HEADER_REPLIES))), depth));
        } catch (UnreadableVolumeException e) {
            return unreadable(empty, e);
        }
    }

    static Standings unreadable(Standings s, UnreadableVolumeException why) {
        String fault = String.valueOf(why.getMessage());
        return new Standings(s.board(), s.title(), s.ledger().withFault(fault), s.reading(), s.audit(), List.of());
    }

    /** What to ask for in the snapshot that reads rows; the replies go to {@link #empty}. */
    static List<CommandArguments> header(BoardId board) {
        return List.of(
                command(Command.ZCARD, BoardKeys.volumes(board)),
                command(Command.HGETALL, BoardKeys.ledger(board)),
                command(Command.TIME),
                command(Command.HVALS, BoardKeys.audit(board)));
    }

    /** Everything but the rows, out of the replies that start with those to {@link #header}. */
    Standings empty(BoardId board, List<Object> replies) {
        return empty(board, days.zone(), replies);
    }

    private Standings empty(BoardId board, ZoneId zone, List<Object> replies) {
        Instant asOf = RedisTime.of(checked(replies.get(2)));
        LedgerView none = LedgerView.none(symbols.scale(board.symbol()), zone);
        LedgerView ledger;
        if (BoardPages.isOfAnotherType(replies.get(0))) {
            ledger = LedgerView.unreadable(none.scale(), zone, "the key of its volumes is no sorted set");
        } else if (BoardPages.isOfAnotherType(replies.get(1))) {
            ledger = LedgerView.unreadable(none.scale(), zone, "the key of its ledger is no hash");
        } else {
            ledger = LedgerView.of((Long) checked(replies.get(0)), (List<?>) checked(replies.get(1)), none);
        }
        Vitals known = vitals.near(asOf);
        boolean fell = falls.isFallen(board, ledger, asOf, known);
        return new Standings(
                board,
                symbols.title(board.symbol()),
                ledger,
                new Standings.Reading(asOf, false, fell, known),
                verdict(replies.get(3)),
                List.of());
    }

    private static @Nullable Verdict verdict(Object reply) {
        if (BoardPages.isOfAnotherType(reply)) {
            return null;
        }
        return Verdict.of(((List<?>) checked(reply))
                .stream().map(verdict -> Verdict.parse(text(verdict))).toList());
    }

    /**
     * A reply of members with their scores.
     *
     * @throws UnreadableVolumeException if a score is no whole number of units
     */
    static List<Standings.Entry> entries(Object reply) {
        List<?> membersAndScores = (List<?>) reply;
        List<Standings.Entry> entries = new ArrayList<>(membersAndScores.size() / 2);
        for (int i = 0; i < membersAndScores.size(); i += 2) {
            String trader = text(membersAndScores.get(i));
            entries.add(new Standings.Entry(trader, volume(trader, text(membersAndScores.get(i + 1)))));
        }
        return entries;
    }

    private static long volume(String trader, String score) {
        try {
            return new BigDecimal(score).longValueExact();
        } catch (ArithmeticException | NumberFormatException e) {
            throw new UnreadableVolumeException(trader, score, e);
        }
    }
}
