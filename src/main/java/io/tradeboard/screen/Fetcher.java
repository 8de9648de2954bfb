package io.tradeboard.screen;

import io.tradeboard.read.BoardCondition;
import io.tradeboard.read.BoardReader;
import io.tradeboard.read.BoardState;
import io.tradeboard.read.History;
import io.tradeboard.read.Neighbours;
import io.tradeboard.read.Standings;
import io.tradeboard.read.UnreadableDirectoryException;
import io.tradeboard.read.Vitals;
import io.tradeboard.redis.RedisRefusedException;
import io.tradeboard.redis.RedisUnavailableException;
import io.tradeboard.screen.Requests.Request;
import io.tradeboard.trade.BoardId;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Asks Redis, on a thread of its own, and makes an event of each answer. */
final class Fetcher implements AutoCloseable {
    private static final long LAST_CALL_SECONDS = 5;

    /** More symbols than anybody looks through; each takes two or three calls. */
    private static final int MOST_PLACES = 100;

    private final BoardReader boards;
    private final Consumer<Event> events;
    private final AtomicBoolean hearing = new AtomicBoolean();
    private final ExecutorService thread = Executors.newSingleThreadExecutor(task -> {
        Thread created = new Thread(task, "tradeboard-fetch");
        created.setDaemon(true);
        return created;
    });

    /** The fetch that was begun last; confined to the thread that asks. */
    private long latest;

    /** What is still to be answered: the fetches that are under way, the last search, and the last profile. */
    private volatile Set<Long> wanted = Set.of();

    private volatile long found;
    private volatile long profiled;

    Fetcher(BoardReader boards, Consumer<Event> events) {
        this.boards = boards;
        this.events = events;
    }

    /** Reads the boards that the model has begun to fetch, each unless nobody wants it any more by then. */
    void fetch(Model model) {
        Map<Long, Watch.Key> open = new TreeMap<>();
        model.watches().forEach((key, watch) -> {
            if (watch.fetching().underWay()) {
                open.put(watch.fetching().version(), key);
            }
        });
        wanted = Set.copyOf(open.keySet());
        open.forEach((version, key) -> {
            if (version > latest) {
                ask(() -> fetch(model, key, version), reason -> new Event.Failed(version, down(reason)));
            }
        });
        latest = Math.max(latest, model.fetches());
    }

    private void fetch(Model model, Watch.Key key, long version) {
        if (!wanted.contains(version)) {
            return;
        }
        Standings standings;
        try {
            standings = boards.standings(key.symbol(), key.day(), model.fetchDepth());
        } catch (RedisRefusedException e) {
            BoardCondition refused =
                    new BoardCondition(BoardState.REFUSED, key.symbol() + " cannot be read: " + e.getMessage());
            events.accept(new Event.Failed(version, refused));
            return;
        }
        if (standings.stale()) {
            events.accept(new Event.Loaded(version, standings, History.NONE, null));
            // The cache does not keep why: the question is asked again.
            boards.vitals();
            events.accept(new Event.Failed(version, down("it answers, but cannot be read now")));
            return;
        }
        String followed = model.followed();
        Standings.Row row = followed == null ? null : row(standings, followed);
        events.accept(new Event.Loaded(version, standings, history(standings.board()), row));
    }

    private static BoardCondition down(String reason) {
        return new BoardCondition(BoardState.REDIS_DOWN, reason);
    }

    private Standings.@Nullable Row row(Standings standings, String traderId) {
        Standings.Row row = standings.row(traderId);
        return row != null
                ? row
                : boards.neighbours(standings.board(), traderId, 0).own();
    }

    /** A history that cannot be read is none; the board is there all the same. */
    private History history(BoardId board) {
        try {
            return boards.history(board);
        } catch (RedisRefusedException
                | UnreadableDirectoryException
                | IllegalArgumentException
                | IndexOutOfBoundsException e) {
            return History.NONE;
        }
    }

    /** Looks for a trader on the whole board, unless another one is looked for by then. */
    void find(Model model, BoardId board, String part) {
        long version = model.requests().count(Request.FIND);
        found = version;
        ask(() -> {
            if (found == version) {
                try {
                    events.accept(new Event.Found(version, boards.find(board, part)));
                } catch (RedisRefusedException | UnreadableDirectoryException e) {
                    events.accept(new Event.Done("cannot search: " + e.getMessage()));
                }
            }
        });
    }

    /** Reads where a trader stands on the boards of a day: of the tabs, and of other symbols that are traded today. */
    void profile(Model model, String traderId, LocalDate day) {
        long version = model.requests().count(Request.TRADER);
        profiled = version;
        ask(() -> {
            Set<String> symbols = new LinkedHashSet<>(model.tabs());
            if (model.day() == null) {
                symbols.addAll(traded());
            }
            List<Profile.Place> places = new ArrayList<>();
            for (String symbol : symbols) {
                if (profiled == version && places.size() < MOST_PLACES) {
                    places.add(place(new BoardId(symbol, day), traderId));
                }
            }
            events.accept(new Event.Profiled(version, new Profile(day, places, symbols.size() - places.size())));
        });
    }

    /** None where Redis refuses to list them. */
    private Set<String> traded() {
        try {
            return boards.symbols();
        } catch (RedisRefusedException e) {
            return Set.of();
        }
    }

    /** One board that cannot be read takes nothing from the others. */
    private Profile.Place place(BoardId board, String traderId) {
        try {
            Neighbours neighbours = boards.neighbours(board, traderId, 1);
            boolean readable = neighbours.standings().ledger().fault().isEmpty();
            return new Profile.Place(board.symbol(), readable ? neighbours : null, history(board));
        } catch (RedisRefusedException | UnreadableDirectoryException e) {
            return new Profile.Place(board.symbol(), null, History.NONE);
        }
    }

    /** Reads which symbols are traded today. */
    void symbols(long version) {
        ask(() -> {
            try {
                events.accept(new Event.Traded(version, boards.symbols()));
            } catch (RedisRefusedException e) {
                events.accept(new Event.Traded(version, null));
                events.accept(new Event.Done("cannot list symbols: " + e.getMessage()));
            }
        });
    }

    /** Asks how Redis and the daemons are, unless that was asked and not answered yet. */
    void hear() {
        if (hearing.compareAndSet(false, true)) {
            ask(() -> {
                try {
                    long asked = System.nanoTime();
                    Vitals vitals = boards.vitals();
                    events.accept(new Event.Heard(vitals, Duration.ofNanos(System.nanoTime() - asked)));
                } finally {
                    hearing.set(false);
                }
            });
        }
    }

    private void ask(Runnable question) {
        ask(question, Event.Unreachable::new);
    }

    private void ask(Runnable question, Function<String, Event> failure) {
        thread.execute(() -> {
            try {
                question.run();
            } catch (RedisUnavailableException e) {
                events.accept(failure.apply(e.reason()));
            } catch (RuntimeException e) {
                events.accept(failure.apply(String.valueOf(e.getMessage())));
            }
        });
    }

    /** Waits for the question under way, as long as Redis may take to answer it. */
    @Override
    public void close() {
        thread.shutdownNow();
        try {
            if (!thread.awaitTermination(LAST_CALL_SECONDS, TimeUnit.SECONDS)) {
                // The program ends without it: it is a daemon thread.
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
