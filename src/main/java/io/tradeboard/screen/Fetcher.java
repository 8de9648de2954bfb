package io.tradeboard.screen;

import io.tradeboard.read.BoardReader;
import io.tradeboard.read.History;
import io.tradeboard.read.Standings;
import io.tradeboard.read.UnreadableDirectoryException;
import io.tradeboard.read.Vitals;
import io.tradeboard.redis.RedisRefusedException;
import io.tradeboard.redis.RedisUnavailableException;
import io.tradeboard.trade.BoardId;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Asks Redis, on a thread of its own, and makes an event of each answer. */
final class Fetcher implements AutoCloseable {
    private static final long LAST_CALL_SECONDS = 5;

    private final BoardReader boards;
    private final Consumer<Event> events;
    private final AtomicLong latest = new AtomicLong();
    private final AtomicBoolean hearing = new AtomicBoolean();
    private final ExecutorService thread = Executors.newSingleThreadExecutor(task -> {
        Thread created = new Thread(task, "tradeboard-fetch");
        created.setDaemon(true);
        return created;
    });

    Fetcher(BoardReader boards, Consumer<Event> events) {
        this.boards = boards;
        this.events = events;
    }

    /** Asks for what the model wants to show, unless it wants something else by then. */
    void fetch(Model model) {
        long version = model.fetching().version();
        latest.set(version);
        ask(() -> {
            if (latest.get() == version) {
                fetch(model, version);
            }
        });
    }

    private void fetch(Model model, long version) {
        Standings standings = boards.standings(model.symbol(), model.day(), model.fetchDepth());
        if (standings.stale()) {
            events.accept(new Event.Loaded(version, standings, History.NONE, null));
            // The cache does not keep why: the question is asked again.
            boards.vitals();
            events.accept(new Event.Unreachable("it answers, but cannot be read now"));
            return;
        }
        String followed = model.followed();
        Standings.Row row = followed == null ? null : row(standings, followed);
        events.accept(new Event.Loaded(version, standings, history(standings.board()), row));
    }

    private Standings.@Nullable Row row(Standings standings, String traderId) {
        Standings.Row row = standings.row(traderId);
        return row != null ? row : boards.row(standings.board(), traderId);
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

    /** Looks for a trader on the whole board. */
    void find(long version, BoardId board, String part) {
        ask(() -> {
            try {
                events.accept(new Event.Found(version, boards.find(board, part)));
            } catch (RedisRefusedException | UnreadableDirectoryException e) {
                events.accept(new Event.Done("cannot search: " + e.getMessage()));
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
        thread.execute(() -> {
            try {
                question.run();
            } catch (RedisUnavailableException e) {
                events.accept(new Event.Unreachable(e.reason()));
            } catch (RuntimeException e) {
                events.accept(new Event.Unreachable(String.valueOf(e.getMessage())));
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
