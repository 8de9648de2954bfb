package io.tradeboard.produce;

import static io.tradeboard.redis.RedisConnection.checked;
import static io.tradeboard.redis.RedisConnection.command;

import io.tradeboard.redis.RedisConnection;
import io.tradeboard.redis.RedisUnavailableException;
import io.tradeboard.source.StreamEntry;
import io.tradeboard.source.StreamSource;
import io.tradeboard.trade.Trade;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Protocol.Command;

/**
 * The way into the Redis stream. It waits while too many entries are unread, and while Redis is away once it was there.
 *
 * <p>Trades whose reply was lost are sent again; since each has an id, and a repeated id counts once, that is safe.
 *
 * <p>Not thread-safe; confined to the thread that owns the connection.
 */
public final class StreamSink implements TradeSink {
    private static final Duration BACKLOG_PAUSE = Duration.ofMillis(50);
    private static final Duration RETRY_PAUSE = Duration.ofMillis(250);

    private final RedisConnection redis;
    private final long maxBacklog;
    private final Consumer<String> notices;
    private boolean reached;
    private boolean full;

    /**
     * @param maxBacklog how many entries may be unread before this waits
     * @param notices takes messages for a person
     */
    public StreamSink(RedisConnection redis, long maxBacklog, Consumer<String> notices) {
        this.redis = redis;
        this.maxBacklog = maxBacklog;
        this.notices = notices;
    }

    /**
     * Appends the trades in one round trip; then, where the backlog is full, waits until it is not.
     *
     * @throws RedisUnavailableException if Redis cannot be reached and never was
     */
    @Override
    public void send(List<Trade> trades) throws InterruptedException {
        long unread = retried(() -> append(trades));
        while (unread >= maxBacklog) {
            if (!full) {
                full = true;
                notices.accept(
                        unread + " entries of the stream are unread; waiting for the daemon (tradeboard ingest)");
            }
            Thread.sleep(BACKLOG_PAUSE.toMillis());
            unread = retried(() -> append(List.of()));
        }
        full = false;
    }

    /** Appends and returns how many entries are unread: what was read is deleted from the stream. */
    private long append(List<Trade> trades) {
        List<CommandArguments> commands = new ArrayList<>(trades.size() + 1);
        for (Trade trade : trades) {
            CommandArguments add = command(Command.XADD, StreamSource.STREAM, "*");
            StreamEntry.encode(trade, add);
            commands.add(add);
        }
        commands.add(command(Command.XLEN, StreamSource.STREAM));
        List<Object> replies = redis.pipeline(commands);
        for (Object reply : replies) {
            checked(reply);
        }
        return (Long) replies.get(trades.size());
    }

    private interface Call {
        long run();
    }

    private long retried(Call call) throws InterruptedException {
        boolean told = false;
        while (true) {
            try {
                long result = call.run();
                reached = true;
                if (told) {
                    notices.accept("Redis is back");
                }
                return result;
            } catch (RedisUnavailableException e) {
                if (!reached) {
                    throw e;
                }
                if (!told) {
                    told = true;
                    notices.accept("Redis is away: " + e.reason() + "; trying again until it is back");
                }
                Thread.sleep(RETRY_PAUSE.toMillis());
            }
        }
    }
}
