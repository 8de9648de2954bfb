package io.tradeboard.serve;

import io.tradeboard.format.BoardFacts;
import io.tradeboard.read.BoardCondition;
import io.tradeboard.read.BoardReader;
import io.tradeboard.read.BoardState;
import io.tradeboard.read.History;
import io.tradeboard.read.Standings;
import io.tradeboard.read.UnreadableDirectoryException;
import io.tradeboard.read.Vitals;
import io.tradeboard.redis.RedisRefusedException;
import io.tradeboard.redis.RedisUnavailableException;
import io.tradeboard.run.Repeating;
import io.tradeboard.run.Runtime;
import io.tradeboard.text.Times;
import io.tradeboard.trade.TradingDays;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The boards that are served, each read once a refresh, however many clients there are. Between two refreshes only the
 * state is checked: whether Redis answers, and whether a daemon feeds the boards. While Redis is unreachable, the last
 * boards are served with that state.
 *
 * <p>It reads on a thread of its own; its methods are for any thread.
 */
final class Boards implements AutoCloseable {
    private static final Duration LOOK = Duration.ofSeconds(1);
    private static final Duration FIRST_BOARD = Duration.ofSeconds(2);
    private static final String WORK = "board reader";
    private static final String AWAY = "redis";
    /** Pages of so many boards are kept; others are encoded for each request. */
    private static final int MOST_TOGETHER = 256;

    private final BoardReader reader;
    private final Site site;
    private final Encoders encoders;
    private final Runtime runtime;
    private final Consumer<ServedBoard> published;
    private final Map<String, ServedBoard> served = new ConcurrentHashMap<>();
    private final Repeating loop;
    private volatile List<String> symbols;
    private volatile boolean reachable;
    private volatile Forms together;
    private volatile long redisClockNanos;
    private final AtomicBoolean stale = new AtomicBoolean();

    /** The symbols whose boards a master of a cluster has that is away, and which masters are. */
    private final Set<String> down = new HashSet<>();

    private Set<String> away = Set.of();

    /**
     * @param reader is used by the thread that reads
     * @param last closes what the reader needs
     * @param published gets each board that is new, on the thread that reads
     */
    Boards(
            BoardReader reader,
            Runnable last,
            Site site,
            Encoders encoders,
            Runtime runtime,
            Consumer<ServedBoard> published) {
        this.reader = reader;
        this.site = site;
        this.encoders = encoders;
        this.together = new Forms(encoders, MOST_TOGETHER);
        this.runtime = runtime;
        this.published = published;
        this.symbols = site.symbols().get().names();
        this.loop = new Repeating(WORK, () -> LOOK, stop -> look(), last, runtime.notices());
    }

    /**
     * Reads all boards once, so that the first request finds them, and goes on in the background. If Redis is
     * unreachable, it is tried again there.
     *
     * @throws RedisRefusedException if Redis refuses to be read, which waiting does not fix
     */
    Boards start() {
        try {
            turn();
        } catch (RedisUnavailableException e) {
            away(e.sentence());
        }
        loop.start();
        return this;
    }

    /** Has every board read again, within a second or two. */
    void refreshAll() {
        stale.set(true);
    }

    /** The board of a symbol; null where there is none: it is neither configured nor traded today, or not read yet. */
    @Nullable
    ServedBoard find(String symbol) {
        return served.get(symbol);
    }

    /** The newest board of the same symbol. */
    ServedBoard newest(ServedBoard board) {
        return served.getOrDefault(board.facts().symbol(), board);
    }

    /**
     * The board of a symbol.
     *
     * @throws Problem if there is none
     */
    ServedBoard require(String symbol) throws Problem {
        ServedBoard board = served.get(symbol);
        if (board != null) {
            return board;
        }
        if (!reachable || symbols.contains(symbol)) {
            throw notYet();
        }
        throw Problem.notFound("there is no board of " + symbol + ": it is neither configured nor traded today");
    }

    /** The problem to report before the first board has been read. */
    static Problem notYet() {
        return Problem.unavailable("the board has not been read yet, as Redis cannot be reached", FIRST_BOARD);
    }

    /** All symbols: the configured ones in their order, and then the others that were traded. */
    List<String> symbols() {
        return symbols;
    }

    /** The boards that have been read, in the same order. */
    List<ServedBoard> all() {
        List<ServedBoard> all = new ArrayList<>();
        for (String symbol : symbols) {
            ServedBoard board = served.get(symbol);
            if (board != null) {
                all.add(board);
            }
        }
        return all;
    }

    /**
     * A form of all boards together, which is encoded again after any of them has changed; so {@code make} must read
     * them itself.
     */
    CompletionStage<Representation> form(String name, Supplier<Representation> make) {
        return together.get(name, make);
    }

    /** How old a board is: the time since its {@code asOf}, by the clock of Redis. */
    Duration age(ServedBoard board) {
        long asOf = nanos(board.facts().standings().asOf());
        return Duration.ofNanos(Math.max(0, runtime.ticker().getAsLong() + redisClockNanos - asOf));
    }

    private static long nanos(Instant at) {
        return TimeUnit.MILLISECONDS.toNanos(at.toEpochMilli());
    }

    /** Whether requests can be served: Redis answers, or a board has been read. */
    boolean isReady() {
        return reachable || !served.isEmpty();
    }

    /** Whether Redis answered when it was asked last. */
    boolean isReachable() {
        return reachable;
    }

    private void look() {
        runtime.work().begin(WORK);
        try {
            turn();
        } catch (RedisUnavailableException e) {
            away(e.sentence());
        } catch (RedisRefusedException e) {
            away(String.valueOf(e.getMessage()));
        } finally {
            runtime.work().end(WORK);
        }
    }

    /** Checks Redis and the daemons, and reads each board that is due. */
    private void turn() {
        Vitals vitals = reader.vitals();
        // When a master of a cluster goes or comes back, so do its boards.
        boolean all = stale.getAndSet(false) || !reachable || !reader.away().equals(away);
        away = reader.away();
        symbols = everySymbol();
        long now = runtime.ticker().getAsLong();
        redisClockNanos = nanos(vitals.at()) - now;
        for (String symbol : symbols) {
            ServedBoard known = served.get(symbol);
            if (known == null || all || now - known.dueNanos() >= 0 || down.contains(symbol)) {
                refreshOrReport(symbol, known, vitals.at());
            } else {
                restate(known, condition(known.facts().standings(), vitals, vitals.at()), vitals.at());
            }
        }
        served.keySet().retainAll(symbols);
        down.retainAll(symbols);
        reachable = true;
        runtime.notices().end(AWAY, "Redis is back");
    }

    /** Where the master of a cluster is away that has the board, the others are read all the same. */
    private void refreshOrReport(String symbol, @Nullable ServedBoard known, Instant now) {
        try {
            refresh(symbol);
            down.remove(symbol);
        } catch (RedisUnavailableException e) {
            if (!e.isOfOneMaster()) {
                throw e;
            }
            down.add(symbol);
            if (known != null) {
                restate(
                        known,
                        new BoardCondition(BoardState.REDIS_DOWN, e.sentence() + "; these are the last known volumes"),
                        now);
            }
        }
    }

    private void away(String reason) {
        reachable = false;
        runtime.notices().remind(AWAY, reason + "; the last known boards are served");
        BoardCondition down =
                new BoardCondition(BoardState.REDIS_DOWN, "Redis cannot be reached; these are the last known volumes");
        Instant now = Instant.ofEpochMilli(
                TimeUnit.NANOSECONDS.toMillis(runtime.ticker().getAsLong() + redisClockNanos));
        served.values().forEach(board -> restate(board, down, now));
    }

    private List<String> everySymbol() {
        Set<String> all = new LinkedHashSet<>(site.symbols().get().names());
        all.addAll(reader.symbols());
        return List.copyOf(all);
    }

    private void refresh(String symbol) {
        Standings standings = reader.standings(symbol, null, ServeConfig.MOST_ROWS);
        History history;
        try {
            history = reader.history(standings.board());
        } catch (RedisRefusedException
                | UnreadableDirectoryException
                | IllegalArgumentException
                | IndexOutOfBoundsException e) {
            // A history that cannot be read counts as none; the board is served all the same.
            history = History.NONE;
        }
        Instant asOf = standings.asOf();
        long tillMidnight =
                TradingDays.of(standings.zone()).endMillis(standings.board().day()) - asOf.toEpochMilli();
        long refresh = standings.life(site.refresh()).toMillis();
        long life = tillMidnight > 0 ? Math.min(refresh, tillMidnight) : refresh;
        publish(new ServedBoard(
                new BoardFacts(
                        standings,
                        condition(standings, standings.reading().vitals(), asOf),
                        history,
                        asOf,
                        asOf.plusMillis(life)),
                runtime.ticker().getAsLong() + Duration.ofMillis(life).toNanos(),
                encoders));
    }

    private BoardCondition condition(Standings standings, Vitals vitals, Instant now) {
        return standings.condition(vitals, now, site.refresh(), new Times(standings.zone()));
    }

    /** Publishes the board with another state, if the state has changed. */
    private void restate(ServedBoard known, BoardCondition condition, Instant now) {
        BoardFacts facts = known.facts();
        if (!condition.state().equals(facts.condition().state())) {
            publish(new ServedBoard(facts.with(condition, now), known.dueNanos(), encoders));
        }
    }

    private void publish(ServedBoard board) {
        served.put(board.facts().symbol(), board);
        together = new Forms(encoders, MOST_TOGETHER);
        published.accept(board);
    }

    @Override
    public void close() {
        loop.close();
    }
}
