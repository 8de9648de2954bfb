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
    public static final String STREAM = "tradeboard:trades";

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
    private boolean trimmed;

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
    public PollResult poll(Duration atMost) {
        try {
            if (!ready) {
                if (!prepare()) {
                    return PollResult.NOTHING;
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
            return PollResult.NOTHING;
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
        StreamId last = StreamId.parse(text(field((List<?>) checked(replies.get(0)), "last-generated-id")));
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
            if (text(field((List<?>) known, "name")).equals(consumer)) {
                return true;
            }
        }
        return false;
    }

    private PollResult pending(String from) {
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
    private PollResult fresh(Duration atMost) {
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
                return PollResult.NOTHING;
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

    private PollResult deliver(List<?> entries) {
        List<InboundTrade> arrivals = new ArrayList<>(entries.size());
        for (Object entry : entries) {
            StreamId id = idOf(entry);
            List<byte[]> fields = fields(entry);
            if (id.compareTo(read) > 0) {
                read = id;
                unacknowledged.add(id);
                if (fields != null) {
                    arrivals.add(new StreamEntry(id, fields));
                }
            } else if (id.compareTo(committed) <= 0) {
                unacknowledged.addFirst(id);
            }
        }
        return entries.isEmpty() ? PollResult.NOTHING : new PollResult(arrivals, read.toString(), false);
    }

    @Override
    public void committed(String position) {
        committed = StreamId.parse(position);
    }

    /**
     * Acknowledges what is durable, and deletes it. None of it is a transaction, which a Redis that is out of memory
     * refuses, though it is just this that frees some.
     */
    private void acknowledge() {
        StreamId durable = committed;
        List<StreamId> ids = new ArrayList<>();
        for (StreamId id : unacknowledged) {
            if (id.compareTo(durable) > 0 || ids.size() == ENTRIES_A_POLL) {
                break;
            }
            ids.add(id);
        }
        if (ids.isEmpty() && trimmed) {
            return;
        }
        trimmed = false;
        CommandArguments acknowledge = command(Command.XACK, STREAM, GROUP);
        CommandArguments delete = command(Command.XDEL, STREAM);
        for (StreamId id : ids) {
            acknowledge.add(id.toString());
            delete.add(id.toString());
        }
        if (!ids.isEmpty()) {
            if (!isAlone()) {
                // First, as what is acknowledged and not deleted may count as unread for ever; what is deleted and not
                // acknowledged comes again as pending.
                checked(redis.pipeline(List.of(delete)).get(0));
            }
            checked(redis.pipeline(List.of(acknowledge)).get(0));
        }
        trim();
        trimmed = true;
        ids.forEach(id -> unacknowledged.removeFirst());
    }

    /** Whether no other consumer has entries to acknowledge. */
    private boolean isAlone() {
        List<?> consumers = (List<?>) ((List<?>) redis.call(Command.XPENDING, STREAM, GROUP)).get(3);
        return consumers == null
                || consumers.stream().allMatch(of -> text(((List<?>) of).get(0)).equals(consumer));
    }

    /**
     * Cuts off the begin of the stream, with which every consumer of the group is done; to delete so many entries one by one
     * costs Redis ten times as much. What was delivered last is asked first, so what has been delivered since is beyond it.
     */
    private void trim() {
        List<Object> replies = redis.pipeline(
                List.of(command(Command.XINFO, "GROUPS", STREAM), command(Command.XPENDING, STREAM, GROUP)));
        if (replies.stream().anyMatch(StreamSource::isMissing)) {
            return;
        }
        StreamId done = lastDelivered((List<?>) checked(replies.get(0))).next();
        Object firstPending = ((List<?>) checked(replies.get(1))).get(1);
        if (firstPending != null && StreamId.parse(text(firstPending)).compareTo(done) < 0) {
            done = StreamId.parse(text(firstPending));
        }
        redis.call(Command.XTRIM, STREAM, "MINID", done.toString());
    }

    private static StreamId lastDelivered(List<?> groups) {
        for (Object group : groups) {
            List<?> fields = (List<?>) group;
            if (GROUP.equals(text(field(fields, "name")))) {
                return StreamId.parse(text(field(fields, "last-delivered-id")));
            }
        }
        return StreamId.ZERO;
    }

    /** A field of what XINFO tells: names and values in turn. */
    private static Object field(List<?> namesAndValues, String name) {
        for (int i = 0; i + 1 < namesAndValues.size(); i += 2) {
            if (text(namesAndValues.get(i)).equals(name)) {
                return namesAndValues.get(i + 1);
            }
        }
        throw new IllegalStateException("XINFO names no " + name);
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

    /** Names and values in turn; null where the entry was deleted. */
    @SuppressWarnings("unchecked") // a reply of Redis has no other texts
    private static @Nullable List<byte[]> fields(Object entry) {
        return (List<byte[]>) ((List<?>) entry).get(1);
    }

    private static StreamId idOf(Object entry) {
        return StreamId.parse(text(((List<?>) entry).get(0)));
    }

    private static List<?> entries(@Nullable Object reply) {
        return reply == null ? List.of() : (List<?>) ((List<?>) ((List<?>) reply).get(0)).get(1);
    }
}
