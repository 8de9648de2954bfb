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
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Protocol.Command;

/**
 * Reads standings from Redis: rows, ledger and time of one board at one moment, and the state that follows from them. Of a
 * board with several shards each is read at a moment of its own, all in one round trip; the earliest of these is the time of
 * the standings. A trader stands in one shard, so that each volume is right at a moment, if not all at the same.
 *
 * <p>The zone is that of the board. If it differs from the configured one, today is today in the zone of the board.
 *
 * <p>Not thread-safe; confined to the thread that owns the connection.
 */
public final class RedisStandings {
    private static final int HEADER_REPLIES = 4;

    /** How often shards are looked for before what is there is called unreadable. */
    private static final int LOOKS = 3;

    /** Stands for what an unreadable directory holds. */
    private static final int UNKNOWN_DIRECTORY = -1;

    private final RedisConnection redis;
    private final Supplier<Symbols> symbols;
    private final TradingDays days;
    private final Clock clock;
    private final Supplier<TradersDirectory> directory;
    private final VitalsReader vitals;
    private final Falls falls = new Falls();
    private final KnownShards shards;

    /** Standings of symbols that stay as they are. */
    public RedisStandings(
            RedisConnection redis,
            Symbols symbols,
            TradingDays days,
            Clock clock,
            Supplier<TradersDirectory> directory) {
        this(redis, () -> symbols, days, clock, directory);
    }

    /**
     * @param symbols as they are at each reading
     * @param clock only guesses which day it is, to save a round trip; the clock of Redis decides
     * @param directory how traders are shown: a {@link RedisDirectory}, or {@link TradersDirectory#none} for raw ids
     */
    public RedisStandings(
            RedisConnection redis,
            Supplier<Symbols> symbols,
            TradingDays days,
            Clock clock,
            Supplier<TradersDirectory> directory) {
        this.directory = directory;
        this.redis = redis;
        this.symbols = symbols;
        this.days = days;
        this.clock = clock;
        this.vitals = new VitalsReader(redis);
        this.shards = new KnownShards(redis);
    }

    /**
     * The top of a board; empty if nobody has traded.
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

    /**
     * The zone of a board of the day before or after, if that day is today in its zone; the configured one if there is
     * none.
     */
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
        Head head = head(
                board,
                zone,
                (shard, known) -> List.of(
                        command(Command.ZREVRANGE, BoardKeys.volumes(shard), 0, last(depth, known), "WITHSCORES")));
        if (!head.standings().ledger().exists()) {
            return head.standings();
        }
        try {
            List<Score> scores = Score.merged(head.rest().stream()
                    .map(replies -> Score.list(checked(replies.get(0))))
                    .toList());
            int most = (int) Math.min(scores.size(), last(depth, head.known()) + 1);
            return head.standings().with(Ranking.rows(head.known().entries(scores.subList(0, most)), depth));
        } catch (UnreadableVolumeException e) {
            return unreadable(head.standings(), e);
        }
    }

    /** The last place to look at: one more than is shown, to see a tie at the end; and all above may be excluded. */
    private static long last(int depth, TradersDirectory known) {
        return (long) depth + known.excluded().size();
    }

    /**
     * A board at one moment.
     *
     * @param standings without rows; with a fault, and no ledger, where it must not or cannot be ranked
     * @param known how its traders are shown
     * @param excluded those that are left out
     * @param rest of each shard the replies to what else was asked for
     */
    record Head(Standings standings, TradersDirectory known, Exclusion excluded, List<List<Object>> rest) {}

    /** What else to read of a shard in the same snapshot. */
    interface Reads {
        List<CommandArguments> of(BoardId shard, TradersDirectory known);
    }

    /** Reads at one moment: the board without its rows, the excluded traders, and what else is asked for. */
    Head head(BoardId board, Reads reads) {
        return head(board, days.zone(), reads);
    }

    private Head head(BoardId board, ZoneId zone, Reads reads) {
        TradersDirectory known;
        try {
            known = directory.get();
        } catch (UnreadableDirectoryException e) {
            List<List<Object>> replies = snapshot(board, RedisStandings::header);
            Standings unknown = unreadable(empty(board, zone, UNKNOWN_DIRECTORY, replies), e);
            return new Head(unknown, TradersDirectory.none(), Exclusion.NONE, List.of());
        }
        List<List<Object>> replies = snapshot(board, shard -> {
            List<CommandArguments> commands = new ArrayList<>(header(shard));
            commands.addAll(Exclusion.reads(shard, known));
            commands.addAll(reads.of(shard, known));
            return commands;
        });
        Standings raw = empty(board, zone, known.fingerprint(), replies);
        if (!raw.ledger().exists()) {
            return new Head(raw, known, Exclusion.NONE, List.of());
        }
        int own = HEADER_REPLIES + Exclusion.reads(board, known).size();
        try {
            Exclusion excluded = Exclusion.of(known, parts(replies, HEADER_REPLIES, own));
            List<List<Object>> rest = parts(replies, own, replies.get(0).size());
            return new Head(raw.with(excluded.without(raw.ledger())), known, excluded, rest);
        } catch (UnreadableVolumeException e) {
            return new Head(unreadable(raw, e), known, Exclusion.NONE, List.of());
        }
    }

    private static List<List<Object>> parts(List<List<Object>> shards, int from, int to) {
        return shards.stream().map(replies -> replies.subList(from, to)).toList();
    }

    /** Reads all shards; again where the first of them says that there are others. */
    private List<List<Object>> snapshot(BoardId board, BoardSnapshot.Reads reads) {
        List<List<Object>> replies = BoardSnapshot.read(redis, shards.of(board), reads);
        for (int look = 1;
                look < LOOKS && !shards.wereRight(board, replies.get(0).get(1));
                look++) {
            replies = BoardSnapshot.read(redis, shards.of(board), reads);
        }
        return replies;
    }

    static Standings unreadable(Standings s, RuntimeException why) {
        return s.with(s.ledger().withFault(String.valueOf(why.getMessage())));
    }

    private static List<CommandArguments> header(BoardId shard) {
        return List.of(
                command(Command.ZCARD, BoardKeys.volumes(shard)),
                command(Command.HGETALL, BoardKeys.ledger(shard)),
                command(Command.TIME),
                command(Command.HVALS, BoardKeys.audit(shard)));
    }

    /** Everything but the rows, out of the replies of each shard that start with those to {@link #header}. */
    private Standings empty(BoardId board, ZoneId zone, int fingerprint, List<List<Object>> replies) {
        Instant asOf = replies.stream()
                .map(shard -> RedisTime.of(checked(shard.get(2))))
                .min(Comparator.naturalOrder())
                .orElseThrow();
        Vitals known = vitals.near(asOf);
        LedgerView none = LedgerView.none(symbols.get().scale(board.symbol()), zone);
        List<LedgerView> ledgers = new ArrayList<>();
        List<Verdict> verdicts = new ArrayList<>();
        boolean fell = false;
        boolean audited = true;
        for (int i = 0; i < replies.size(); i++) {
            List<Object> shard = replies.get(i);
            LedgerView ledger = ledger(shard, none, replies.size());
            Verdict verdict = verdict(shard.get(3));
            ledgers.add(ledger);
            fell |= falls.isFallen(board.shard(i, replies.size()), ledger, asOf, known);
            if (verdict != null) {
                verdicts.add(verdict);
            }
            audited &= verdict != null || !ledger.exists();
        }
        return new Standings(
                board,
                symbols.get().title(board.symbol()),
                LedgerView.merged(ledgers, none),
                new Standings.Reading(asOf, false, fell, known, fingerprint),
                audited ? Verdict.ofShards(verdicts) : null,
                List.of());
    }

    private static LedgerView ledger(List<Object> replies, LedgerView none, int shards) {
        if (BoardPages.isOfAnotherType(replies.get(0))) {
            return LedgerView.unreadable(none.scale(), none.zone(), "the key of its volumes is not a sorted set");
        }
        if (BoardPages.isOfAnotherType(replies.get(1))) {
            return LedgerView.unreadable(none.scale(), none.zone(), "the key of its ledger is not a hash");
        }
        return LedgerView.of((Long) checked(replies.get(0)), (List<?>) checked(replies.get(1)), none, shards);
    }

    private static @Nullable Verdict verdict(Object reply) {
        if (BoardPages.isOfAnotherType(reply)) {
            return null;
        }
        return Verdict.of(((List<?>) checked(reply))
                .stream().map(verdict -> Verdict.parse(text(verdict))).toList());
    }
}
