package io.tradeboard.screen;

import io.tradeboard.board.Heartbeat;
import io.tradeboard.board.StandingsReader;
import io.tradeboard.redis.RedisUnavailableException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Asks Redis, on a thread of its own, and makes an event of each answer. */
final class Fetcher implements AutoCloseable {
    private static final long LAST_CALL_SECONDS = 5;

    private final StandingsReader reader;
    private final Supplier<@Nullable Heartbeat> newestHeartbeat;
    private final Consumer<Event> events;
    private final ExecutorService thread =
            Executors.newSingleThreadExecutor(task -> new Thread(task, "tradeboard-fetch"));

    Fetcher(StandingsReader reader, Supplier<@Nullable Heartbeat> newestHeartbeat, Consumer<Event> events) {
        this.reader = reader;
        this.newestHeartbeat = newestHeartbeat;
        this.events = events;
    }

    void fetch(long version, String symbol, int depth) {
        ask(() -> new Event.Loaded(version, reader.read(symbol, null, depth)));
    }

    void hear() {
        ask(() -> new Event.Heard(newestHeartbeat.get()));
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
