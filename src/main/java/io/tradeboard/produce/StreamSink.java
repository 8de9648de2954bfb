package io.tradeboard.produce;

import static io.tradeboard.redis.RedisConnection.checked;
import static io.tradeboard.redis.RedisConnection.command;

import io.tradeboard.redis.RedisConnection;
import io.tradeboard.redis.RedisRefusedException;
import io.tradeboard.redis.RedisUnavailableException;
import io.tradeboard.run.Notices;
import io.tradeboard.source.StreamEntry;
import io.tradeboard.source.StreamSource;
import io.tradeboard.trade.Trade;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.exceptions.JedisDataException;

/**
 * Appends trades to the Redis stream. It waits while too many entries are unread, and, once Redis has answered, while
 * Redis is unreachable or full.
 *
 * <p>Trades whose reply was lost are sent again; since each has an id, and a repeated id counts once, that is safe.
 *
 * <p>Not thread-safe; confined to the thread that owns the connection.
 */
public final class StreamSink implements TradeSink {
    private static final Duration BACKLOG_PAUSE = Duration.ofMillis(50);
    private static final Duration RETRY_PAUSE = Duration.ofMillis(250);
    private static final int FIRST_ATTEMPTS = 3;
    private static final String AWAY = "redis";
    private static final String BACKLOG = "backlog";

    private final RedisConnection redis;
    private final long maxBacklog;
    private final Notices notices;
    private boolean reached;

    /** @param maxBacklog how many entries may be unread before this waits */
    public StreamSink(RedisConnection redis, long maxBacklog, Notices notices) {
        this.redis = redis;
        this.maxBacklog = maxBacklog;
        this.notices = notices;
    }

    /**
     * Appends the trades in one round trip; then, where the backlog is full, waits until it is not.
     *
     * @throws RedisUnavailableException if Redis cannot be reached and never was, so that nothing was sent
     */
    @Override
    public void send(List<Trade> trades) throws InterruptedException {
        if (!reached) {
            reach();
        }
        List<Trade> unsent = new ArrayList<>(trades);
        long unread = append(unsent);
        while (unread >= maxBacklog) {
            notices.remind(
                    BACKLOG, unread + " entries are unread in the stream; waiting for the daemon (tradeboard ingest)");
            Thread.sleep(BACKLOG_PAUSE.toMillis());
            unread = append(unsent);
        }
        notices.end(BACKLOG, "the daemon reads the stream again");
    }

    /** Asked before anything is sent, so that a lost reply does not look like a Redis that was never there. */
    private void reach() throws InterruptedException {
        for (int attempt = 1; !reached; attempt++) {
            try {
                redis.ping();
                reached = true;
            } catch (RedisUnavailableException e) {
                // A Redis that answers why it cannot serve now is there.
                reached = e.getCause() instanceof JedisDataException;
                if (!reached && attempt == FIRST_ATTEMPTS) {
                    throw e;
                }
                Thread.sleep(RETRY_PAUSE.toMillis());
            }
        }
    }

    /**
     * Appends until Redis has accepted all.
     *
     * @param unsent is empty then
     * @return how many entries are unread: what was read is deleted from the stream
     */
    private long append(List<Trade> unsent) throws InterruptedException {
        while (true) {
            try {
                long unread = attempt(unsent);
                notices.end(AWAY, "Redis is back");
                return unread;
            } catch (RedisUnavailableException e) {
                notices.remind(
                        AWAY,
                        e.getCause() instanceof JedisDataException
                                ? "Redis takes no trades: " + e.reason() + "; retrying"
                                : e.sentence() + "; retrying until it is back");
                Thread.sleep(RETRY_PAUSE.toMillis());
            } catch (RedisRefusedException e) {
                if (String.valueOf(e.getMessage()).startsWith("WRONGTYPE")) {
                    throw new RedisRefusedException(
                            "the key " + StreamSource.STREAM + " is not a stream; rename or delete it", e);
                }
                throw e;
            }
        }
    }

    private long attempt(List<Trade> unsent) {
        List<CommandArguments> commands = new ArrayList<>(unsent.size() + 1);
        for (Trade trade : unsent) {
            CommandArguments add = command(Command.XADD, StreamSource.STREAM, "*");
            StreamEntry.encode(trade, add);
            commands.add(add);
        }
        commands.add(command(Command.XLEN, StreamSource.STREAM));
        List<Object> replies = redis.pipeline(commands);
        List<Trade> refused = new ArrayList<>();
        Object refusal = 0L;
        for (int i = 0; i < unsent.size(); i++) {
            if (replies.get(i) instanceof JedisDataException) {
                refusal = refused.isEmpty() ? replies.get(i) : refusal;
                refused.add(unsent.get(i));
            }
        }
        // A full Redis may take some and refuse others: only those are sent again.
        unsent.clear();
        unsent.addAll(refused);
        checked(refusal);
        return (Long) checked(replies.get(replies.size() - 1));
    }
}
