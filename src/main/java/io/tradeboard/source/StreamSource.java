package io.tradeboard.source;

import static io.tradeboard.redis.RedisConnection.checked;
import static io.tradeboard.redis.RedisConnection.command;
import static io.tradeboard.redis.RedisConnection.text;

import io.tradeboard.redis.RedisConnection;
import io.tradeboard.redis.RedisRefusedException;
import io.tradeboard.redis.RedisUnavailableException;
import io.tradeboard.redis.RedisUntrustedException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.exceptions.JedisDataException;

/**
 * Trades from the Redis stream, read as a consumer of the group {@code tradeboard}.
 *
 * <p>The position is the id of the last entry read. At the start and after every failure the consumer's own pending
 * entries are read to their end before new ones: a reply may have been lost on the way, and an acknowledgement too.
 * Entries up to the position are never delivered twice; once the position is durable they are acknowledged and deleted.
 * Nobody claims another consumer's entries. A stream whose last id is below the position, and whose group
 * does not know the consumer, is a new one and read from its start; one whose group does has lost its latest entries.
 */
public final class StreamSource implements Source {
    static final String STREAM = "tradeboard:trades";

    private static final String GROUP = "tradeboard";
    private static final String NAME = "redis:" + STREAM;
    private static final int ENTRIES_A_POLL = 5_000;
    private static final Duration LONGEST_BLOCK = Duration.ofMillis(100);

    private final RedisConnection redis;
    private final String consumer;
    private final Deque<StreamId> unacknowledged = new ArrayDeque<>();
    private StreamId read;
    private volatile StreamId committed;
    private @Nullable String pendingFrom;
    private boolean ready;

    /**
     * @param redis owned by the source, and closed with it
     * @param consumer a name that only this log directory uses
     * @param positions of all sources that the log knows, by name
     */
    public StreamSource(RedisConnection redis, String consumer, Map<String, String> positions) {
        this.redis = redis;
        this.consumer = consumer;
        this.read = StreamId.parse(positions.getOrDefault(NAME, StreamId.ZERO.toString()));
        this.committed = read;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String label() {
        return STREAM;
    }

    @Override
    public Polled poll(Duration atMost) {
        try {
            if (!ready) {
                if (!prepare()) {
                    return Polled.NOTHING;
                }
            }
            acknowledge();
            return pendingFrom != null ? pending(pendingFrom) : fresh(atMost);
        } catch (RedisUnavailableException e) {
            ready = false;
            throw e;
        } catch (RedisRefusedException e) {
            if (!String.valueOf(e.getMessage()).startsWith("NOGROUP")) {
                throw e;
            }
            ready = false;
            return Polled.NOTHING;
        }
    }

    /**
     * Learns how stream and group stand, or makes them where they are not: the stream may go at any moment. It asks without
     * a transaction, which a Redis that is out of memory refuses: one that its unread entries filled would never be read.
     *
     * @return whether there is something to read from
     */
    private boolean prepare() {
        List<Object> replies = standing();
        if (replies.stream().anyMatch(StreamSource::isMissing)) {
            makeGroup();
            replies = standing();
        }
        if (replies.stream().anyMatch(StreamSource::isMissing)) {
            return false;
        }
        StreamId last = lastId((List<?>) checked(replies.get(0)));
        if (last.compareTo(read) < 0 && !isKnown((List<?>) checked(replies.get(1)))) {
            read = StreamId.ZERO;
            committed = StreamId.ZERO;
            unacknowledged.clear();
        }
        pendingFrom = StreamId.ZERO.toString();
        ready = true;
        return true;
    }

    private List<Object> standing() {
        return redis.pipeline(
                List.of(command(Command.XINFO, "STREAM", STREAM), command(Command.XINFO, "CONSUMERS", STREAM, GROUP)));
    }

    private static boolean isMissing(Object reply) {
        String message = reply instanceof JedisDataException error ? String.valueOf(error.getMessage()) : "";
        return message.startsWith("ERR no such key") || message.startsWith("NOGROUP");
    }

    private void makeGroup() {
        try {
            redis.call(Command.XGROUP, "CREATE", STREAM, GROUP, "0", "MKSTREAM");
        } catch (RedisRefusedException e) {
            if (!String.valueOf(e.getMessage()).startsWith("BUSYGROUP")) {
                throw e;
            }
        }
    }

    /** Whether the group knows this consumer: then the stream is the one that was read, and lost its latest entries. */
    private boolean isKnown(List<?> consumers) {
        for (Object known : consumers) {
            List<?> fields = (List<?>) known;
            if (text(fields.get(0)).equals("name") && text(fields.get(1)).equals(consumer)) {
                return true;
            }
        }
        return false;
    }

    private static StreamId lastId(List<?> stream) {
        for (int i = 0; i < stream.size(); i += 2) {
            if (text(stream.get(i)).equals("last-generated-id")) {
                return StreamId.parse(text(stream.get(i + 1)));
            }
        }
        throw new IllegalStateException("XINFO STREAM names no last-generated-id");
    }

    private Polled pending(String from) {
        List<?> entries = entries(redis.call(
                Command.XREADGROUP, "GROUP", GROUP, consumer, "COUNT", ENTRIES_A_POLL, "STREAMS", STREAM, from));
        pendingFrom =
                entries.isEmpty() ? null : idOf(entries.get(entries.size() - 1)).toString();
        return deliver(entries);
    }

    /**
     * Reads new entries. A read that was sent on an earlier connection, and broke with it, may still be carried out by
     * the server: what it takes would be passed unseen. So each read asks what is the first entry that the group gave
     * this consumer behind the position; where the reply does not hold it, all of them are read as pending ones.
     */
    private Polled fresh(Duration atMost) {
        CommandArguments fresh = command(Command.XREADGROUP, "GROUP", GROUP, consumer, "COUNT", ENTRIES_A_POLL);
        if (!atMost.isZero()) {
            fresh.add("BLOCK").add(blockMillis(atMost));
        }
        fresh.add("STREAMS").add(STREAM).add(">");
        List<Object> replies =
                redis.pipeline(List.of(fresh, command(Command.XPENDING, STREAM, GROUP, "(" + read, "+", 1, consumer)));
        Object reply = replies.get(0);
        List<?> entries = reply == null ? List.of() : entries(checked(reply));
        List<?> given = (List<?>) checked(replies.get(1));
        for (Object first : given) {
            if (entries.stream().noneMatch(entry -> idOf(entry).equals(idOf(first)))) {
                pendingFrom = read.toString();
                return Polled.NOTHING;
            }
        }
        return deliver(entries);
    }

    /** Well within the time-out of the connection, as Redis may answer 100 ms late; and never 0, which is for ever. */
    private long blockMillis(Duration atMost) {
        return Math.max(
                1,
                Math.min(
                        Math.min(atMost.toMillis(), LONGEST_BLOCK.toMillis()),
                        redis.settings().timeout().toMillis() / 2));
    }

    private Polled deliver(List<?> entries) {
        List<Arrival> arrivals = new ArrayList<>(entries.size());
        for (Object entry : entries) {
            StreamId id = idOf(entry);
            Object fields = ((List<?>) entry).get(1);
            if (id.compareTo(read) > 0) {
                read = id;
                unacknowledged.add(id);
                if (fields != null) {
                    arrivals.add(StreamEntry.arrival(id, (List<?>) fields));
                }
            } else if (id.compareTo(committed) <= 0) {
                unacknowledged.addFirst(id);
            }
        }
        return entries.isEmpty() ? Polled.NOTHING : new Polled(arrivals, read.toString(), false);
    }

    @Override
    public void committed(String position) {
        committed = StreamId.parse(position);
    }

    private void acknowledge() {
        StreamId durable = committed;
        List<StreamId> ids = new ArrayList<>();
        for (StreamId id : unacknowledged) {
            if (id.compareTo(durable) > 0 || ids.size() == ENTRIES_A_POLL) {
                break;
            }
            ids.add(id);
        }
        if (ids.isEmpty()) {
            return;
        }
        CommandArguments acknowledge = command(Command.XACK, STREAM, GROUP);
        CommandArguments delete = command(Command.XDEL, STREAM);
        for (StreamId id : ids) {
            acknowledge.add(id.toString());
            delete.add(id.toString());
        }
        // One after the other: what is acknowledged and not deleted would count as unread for ever; what is deleted and
        // not acknowledged comes again as pending. And not as a transaction: a Redis that is out of memory refuses it,
        // though it is just this that frees some.
        checked(redis.pipeline(List.of(delete)).get(0));
        checked(redis.pipeline(List.of(acknowledge)).get(0));
        ids.forEach(id -> unacknowledged.removeFirst());
    }

    /** Acknowledges what is durable. If Redis is away that is done by the next run, which knows the position. */
    @Override
    public void close() {
        try {
            while (!unacknowledged.isEmpty() && ready) {
                int before = unacknowledged.size();
                acknowledge();
                if (unacknowledged.size() == before) {
                    break;
                }
            }
        } catch (RedisUnavailableException | RedisUntrustedException | RedisRefusedException e) {
            ready = false;
        } finally {
            redis.close();
        }
    }

    private static StreamId idOf(Object entry) {
        return StreamId.parse(text(((List<?>) entry).get(0)));
    }

    private static List<?> entries(@Nullable Object reply) {
        return reply == null ? List.of() : (List<?>) ((List<?>) ((List<?>) reply).get(0)).get(1);
    }
}
