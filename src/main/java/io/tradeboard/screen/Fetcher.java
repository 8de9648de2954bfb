package io.tradeboard.screen;

import io.tradeboard.board.Heartbeat;
import io.tradeboard.board.History;
import io.tradeboard.board.Standings;
import io.tradeboard.redis.RedisUnavailableException;
import io.tradeboard.trade.BoardId;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Asks Redis, on a thread of its own, and makes an event of each answer. */
final class Fetcher implements AutoCloseable {
    private static final long LAST_CALL_SECONDS = 5;

    private final Feed feed;
    private final Consumer<Event> events;
    private final ExecutorService thread =
            Executors.newSingleThreadExecutor(task -> new Thread(task, "tradeboard-fetch"));

    Fetcher(Feed feed, Consumer<Event> events) {
        this.feed = feed;
        this.events = events;
    }

    /** Asks for what the model wants to show. */
    void fetch(Model model) {
        long version = model.fetching().version();
        String followed = model.followed();
        ask(() -> {
            Standings standings = feed.standings(model.symbol(), model.day(), model.fetchDepth());
            if (standings.stale()) {
                return new Event.Loaded(version, standings, History.NONE, null);
            }
            Standings.Row row = followed == null ? null : row(standings, followed);
            return new Event.Loaded(version, standings, feed.history(standings.board()), row);
        });
    }

    private Standings.@Nullable Row row(Standings standings, String traderId) {
        for (Standings.Row row : standings.rows()) {
            if (row.traderId().equals(traderId)) {
                return row;
            }
        }
        return feed.row(standings.board(), traderId);
    }

    /** Looks for a trader on the whole board. */
    void find(long version, BoardId board, String part) {
        ask(() -> new Event.Found(version, feed.find(board, part)));
    }

    void hear() {
        ask(() -> {
            long asked = System.nanoTime();
            feed.ping();
            Duration latency = Duration.ofNanos(System.nanoTime() - asked);
            Heartbeat beat = feed.heartbeat();
            return new Event.Heard(beat, latency);
        });
    }

    private void ask(Supplier<Event> question) {
        thread.execute(() -> {
            Event answer;
            try {
                answer = question.get();
            } catch (RedisUnavailableException e) {
                answer = new Event.Unreachable(e.reason());
            } catch (RuntimeException e) {
                answer = new Event.Unreachable(String.valueOf(e.getMessage()));
            }
            events.accept(answer);
        });
    }

    /** Waits for the question under way, which the time-out of Redis bounds. */
    @Override
    public void close() throws IllegalStateException {
        thread.shutdownNow();
        try {
            if (!thread.awaitTermination(LAST_CALL_SECONDS, TimeUnit.SECONDS)) {
                throw new IllegalStateException("tradeboard-fetch did not end in " + LAST_CALL_SECONDS + " s");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
