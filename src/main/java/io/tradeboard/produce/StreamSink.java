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
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.exceptions.JedisDataException;

/**
 * Appends trades to the Redis stream: many at once as packed entries, a single one as an entry of its own. It waits while
 * too many trades are unread, and, once Redis has answered, while Redis is unreachable or full.
 *
 * <p>One batch may be under way while the next one is made. Entries whose reply was lost are sent again; since each trade
 * has an id, and a repeated id counts once, that is safe.
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
    private final List<Batch> batches = new ArrayList<>();

    /** How many trades each of the last entries holds that were sent here, as many entries as the stream has at most. */
    private final Deque<Integer> recent = new ArrayDeque<>();

    private long recentTrades;
    private long unread;
    private boolean reached;

    /** What goes together, as far as Redis has not confirmed it; it may be nothing but the question for the backlog. */
    private static final class Batch {
        private final List<StreamEntry.Adding> unconfirmed = new ArrayList<>();
        private boolean underWay;
    }

    /**
     * @param maxBacklog how many trades may be unread before this waits. Redis counts entries; this knows the trades in
     *     its own, and takes those of others to hold as many. So it is exact where nobody else sends, and else an estimate
     */
    public StreamSink(RedisConnection redis, long maxBacklog, Notices notices) {
        this.redis = redis;
        this.maxBacklog = maxBacklog;
        this.notices = notices;
    }

    /**
     * Sends the trades at once, and waits until all that were sent before are in the stream; then, where the backlog is full,
     * until it is not.
     *
     * @throws RedisUnavailableException if Redis cannot be reached and never was, so that nothing was sent
     */
    @Override
    public void send(List<Trade> given) throws InterruptedException {
        if (!reached) {
            reach();
        }
        batches.add(batchOf(given));
        settle(1);
        while (unread >= maxBacklog) {
            notices.remind(
                    BACKLOG,
                    "about " + unread + " trades are unread in the stream; waiting for the daemon (tradeboard ingest)");
            Thread.sleep(BACKLOG_PAUSE.toMillis());
            batches.add(new Batch());
            settle(0);
        }
        notices.end(BACKLOG, "the daemon reads the stream again");
    }

    /** Waits until all trades are in the stream. */
    @Override
    public void flush() throws InterruptedException {
        settle(0);
    }

    private Batch batchOf(List<Trade> given) {
        Batch batch = new Batch();
        int packed = 0;
        while (packed < given.size()) {
            StreamEntry.Adding adding = StreamEntry.adding(given.subList(packed, given.size()));
            batch.unconfirmed.add(adding);
            packed += adding.trades();
        }
        return batch;
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

    /** Sends what is unsent until Redis has confirmed all but the last so many batches. */
    private void settle(int most) throws InterruptedException {
        while (true) {
            try {
                attempt(most);
                notices.end(AWAY, "Redis is back");
                return;
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

    private void attempt(int most) {
        Object refusal = null;
        boolean complete = false;
        try {
            for (Batch batch : batches) {
                if (!batch.underWay) {
                    send(batch);
                }
            }
            Iterator<Batch> oldest = batches.iterator();
            for (int left = batches.size(); left > most || (refusal != null && left > 0); left--) {
                Batch batch = oldest.next();
                Object refused = receive(batch);
                refusal = refusal == null ? refused : refusal;
                if (batch.unconfirmed.isEmpty()) {
                    oldest.remove();
                }
            }
            complete = true;
        } finally {
            if (!complete) {
                batches.forEach(batch -> batch.underWay = false);
            }
        }
        if (refusal != null) {
            checked(refusal);
        }
    }

    private void send(Batch batch) {
        List<CommandArguments> commands = new ArrayList<>(batch.unconfirmed.size() + 1);
        batch.unconfirmed.forEach(adding -> commands.add(adding.command()));
        commands.add(command(Command.XLEN, StreamSource.STREAM));
        redis.send(commands);
        batch.underWay = true;
    }

    /** Leaves what was refused in the batch: a full Redis may take some and refuse others. Returns the first refusal. */
    private @Nullable Object receive(Batch batch) {
        List<Object> replies = redis.receive();
        batch.underWay = false;
        List<StreamEntry.Adding> refused = new ArrayList<>();
        Object refusal = null;
        for (int i = 0; i < batch.unconfirmed.size(); i++) {
            StreamEntry.Adding adding = batch.unconfirmed.get(i);
            if (replies.get(i) instanceof JedisDataException) {
                refusal = refusal == null ? replies.get(i) : refusal;
                refused.add(adding);
            } else {
                recent.add(adding.trades());
                recentTrades += adding.trades();
            }
        }
        batch.unconfirmed.clear();
        batch.unconfirmed.addAll(refused);
        Object length = replies.get(replies.size() - 1);
        if (length instanceof Long entries) {
            unread = trades(entries);
            return refusal;
        }
        return refusal == null ? length : refusal;
    }

    /** How many trades the stream holds: what was read is deleted from it. */
    private long trades(long entries) {
        while (recent.size() > entries) {
            recentTrades -= recent.remove();
        }
        return recent.isEmpty() ? entries : recentTrades * entries / recent.size();
    }
}
