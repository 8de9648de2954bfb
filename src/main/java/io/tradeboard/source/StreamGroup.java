package io.tradeboard.source;

import static io.tradeboard.redis.RedisConnection.checked;
import static io.tradeboard.redis.RedisConnection.command;
import static io.tradeboard.redis.RedisConnection.text;

import io.tradeboard.redis.RedisConnection;
import io.tradeboard.redis.RedisRefusedException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.exceptions.JedisDataException;

/**
 * The stream in Redis with its consumer group {@code tradeboard}: one method for each question and command. None has more
 * than 3,900 arguments, which some servers limit.
 *
 * <p>Not thread-safe; confined to the thread that owns the connection.
 */
public final class StreamGroup {
    static final int MOST_IDS = 3_800;

    private static final int SAMPLED_ENTRIES = 10;

    private static final String STREAM = StreamSource.STREAM;
    private static final String GROUP = "tradeboard";

    private final RedisConnection redis;

    /** Whether other consumers have entries pending, which keep the stream from being trimmed; true until it is known. */
    private boolean shared = true;

    public StreamGroup(RedisConnection redis) {
        this.redis = redis;
    }

    /**
     * Entries that were delivered to a consumer and not acknowledged. Those of the one that reads are on their way; others
     * wait for the return of their consumer, or for {@code ingest --claim}.
     *
     * @param lastWriter the writer that was the last to read under that name, or null where it is not known
     * @param reads whether that is the one that reads now
     */
    public record Pending(
            String consumer, long entries, @Nullable String lastWriter, boolean reads) {}

    /** How stream and group stand: the highest id that the stream has had, and the highest that the group was given. */
    record Standing(StreamId lastGenerated, StreamId lastDelivered) {}

    /** The standing; null where there is no stream, or no group. */
    @Nullable
    Standing standing() {
        List<Object> replies = redis.pipeline(
                List.of(command(Command.XINFO, "STREAM", STREAM), command(Command.XINFO, "GROUPS", STREAM)));
        if (replies.stream().anyMatch(StreamGroup::isMissing)) {
            return null;
        }
        List<?> group = group((List<?>) checked(replies.get(1)));
        return group == null
                ? null
                : new Standing(
                        StreamId.parse(text(field((List<?>) checked(replies.get(0)), "last-generated-id"))),
                        StreamId.parse(text(field(group, "last-delivered-id"))));
    }

    /** Makes the group, and the stream where there is none, so that all entries are unread. */
    void create() {
        try {
            redis.call(Command.XGROUP, "CREATE", STREAM, GROUP, "0", "MKSTREAM");
        } catch (RedisRefusedException e) {
            if (!String.valueOf(e.getMessage()).startsWith("BUSYGROUP")) {
                throw e;
            }
        }
    }

    static CommandArguments readPending(String consumer, StreamId after, int most) {
        return command(
                Command.XREADGROUP, "GROUP", GROUP, consumer, "COUNT", most, "STREAMS", STREAM, after.toString());
    }

    /** @param blockMillis how long to wait for entries; 0 for not at all */
    static CommandArguments readNew(String consumer, int most, long blockMillis) {
        CommandArguments read = command(Command.XREADGROUP, "GROUP", GROUP, consumer, "COUNT", most);
        if (blockMillis > 0) {
            read.add("BLOCK").add(blockMillis);
        }
        return read.add("STREAMS").add(STREAM).add(">");
    }

    /** Asks for the first entry behind that id which is pending for the consumer. */
    static CommandArguments firstPending(String consumer, StreamId after) {
        return command(Command.XPENDING, STREAM, GROUP, "(" + after, "+", 1, consumer);
    }

    /** The entries of a reply to a read. */
    static List<?> entries(@Nullable Object reply) {
        return reply == null ? List.of() : (List<?>) ((List<?>) ((List<?>) checked(reply)).get(0)).get(1);
    }

    static StreamId id(Object entry) {
        return StreamId.parse(text(((List<?>) entry).get(0)));
    }

    /** Names and values in turn; null where the entry was deleted. */
    @SuppressWarnings("unchecked") // a reply of Redis has no other texts
    static @Nullable List<byte[]> fields(Object entry) {
        return (List<byte[]>) ((List<?>) entry).get(1);
    }

    /**
     * Acknowledges these entries and deletes them. None of it is a transaction, which a Redis that is out of memory
     * refuses, though it is just this that frees some.
     *
     * @param ids at most {@link #MOST_IDS}
     * @param note a command to send with it, whose success is not needed
     */
    void acknowledge(List<StreamId> ids, CommandArguments note) {
        CommandArguments acknowledge = command(Command.XACK, STREAM, GROUP);
        CommandArguments delete = command(Command.XDEL, STREAM);
        for (StreamId id : ids) {
            acknowledge.add(id.toString());
            delete.add(id.toString());
        }
        if (shared) {
            // First: what is deleted and not acknowledged is delivered again as pending, but what is acknowledged and
            // not deleted may count as unread for ever.
            checked(redis.pipeline(List.of(delete)).get(0));
        }
        checked(redis.pipeline(List.of(acknowledge, note)).get(0));
    }

    /**
     * Cuts off the begin of the stream, with which every consumer of the group is done; to delete so many entries one by one
     * costs Redis ten times as much. What was delivered last is asked first, so what has been delivered since is beyond it.
     *
     * @param consumer the one that reads
     */
    void trim(String consumer) {
        List<Object> replies = redis.pipeline(
                List.of(command(Command.XINFO, "GROUPS", STREAM), command(Command.XPENDING, STREAM, GROUP)));
        if (replies.stream().anyMatch(StreamGroup::isMissing)) {
            return;
        }
        List<?> group = group((List<?>) checked(replies.get(0)));
        if (group == null) {
            return;
        }
        StreamId done = StreamId.parse(text(field(group, "last-delivered-id"))).next();
        List<?> pending = (List<?>) checked(replies.get(1));
        shared = consumers(pending).keySet().stream().anyMatch(other -> !other.equals(consumer));
        Object firstPending = pending.get(1);
        if (firstPending != null && StreamId.parse(text(firstPending)).compareTo(done) < 0) {
            done = StreamId.parse(text(firstPending));
        }
        redis.call(Command.XTRIM, STREAM, "MINID", done.toString());
    }

    /** The consumers that have entries pending; none where there is no stream. */
    public List<Pending> pending() {
        List<Object> replies = redis.pipeline(
                List.of(command(Command.XPENDING, STREAM, GROUP), command(Command.HGETALL, StreamLease.KEY)));
        if (isMissing(replies.get(0))) {
            return List.of();
        }
        Map<String, String> lease = StreamLease.fields(checked(replies.get(1)));
        List<Pending> pending = new ArrayList<>();
        consumers((List<?>) checked(replies.get(0)))
                .forEach((name, entries) -> pending.add(new Pending(
                        name, entries, lease.get(StreamLease.CONSUMER + name), name.equals(lease.get("consumer")))));
        return pending;
    }

    /** How many entries are pending for which consumer, from the reply to XPENDING. */
    private static Map<String, Long> consumers(List<?> pending) {
        Map<String, Long> entries = new LinkedHashMap<>();
        List<?> consumers = (List<?>) pending.get(3);
        for (Object consumer : consumers == null ? List.of() : consumers) {
            List<?> nameAndCount = (List<?>) consumer;
            entries.put(text(nameAndCount.get(0)), Long.parseLong(text(nameAndCount.get(1))));
        }
        return entries;
    }

    /**
     * How many trades nobody has read; -1 where there is no stream. Redis counts entries, and each may hold many trades: all
     * of them are taken to hold as many as the next ten. So it is exact where ten are unread at most, or where all hold
     * equally many, and else an estimate.
     */
    public long unread() {
        List<Object> replies =
                redis.pipeline(List.of(command(Command.XINFO, "GROUPS", STREAM), command(Command.XLEN, STREAM)));
        if (isMissing(replies.get(0))) {
            return -1;
        }
        List<?> group = group((List<?>) checked(replies.get(0)));
        long entries = (Long) checked(replies.get(1));
        if (group == null) {
            return trades(entries, StreamId.ZERO);
        }
        // Redis 6.2 does not know the lag, nor does a later one that had entries deleted which nobody had read.
        long unread =
                find(group, "lag") instanceof Long lag ? lag : Math.max(0, entries - (Long) field(group, "pending"));
        return trades(unread, StreamId.parse(text(field(group, "last-delivered-id"))));
    }

    /** How many trades so many entries hold, to judge by the next ones behind that id. */
    private long trades(long entries, StreamId delivered) {
        if (entries == 0) {
            return 0;
        }
        List<?> sample = (List<?>)
                redis.call(Command.XRANGE, STREAM, delivered.next().toString(), "+", "COUNT", SAMPLED_ENTRIES);
        long lines = 0;
        for (Object entry : sample) {
            List<byte[]> fields = fields(entry);
            lines += fields == null ? 0 : PackedEntry.lines(fields);
        }
        return sample.isEmpty() ? entries : entries * lines / sample.size();
    }

    /** What is under the name of the stream: {@code stream}, {@code string}, {@code none} ... */
    static String typeOf(RedisConnection redis, String key) {
        return String.valueOf(text(redis.call(Command.TYPE, key)));
    }

    static boolean isMissing(Object reply) {
        return reply instanceof JedisDataException error && isMissing(String.valueOf(error.getMessage()));
    }

    /** Whether an error says that the stream or its group is gone. */
    static boolean isMissing(String error) {
        return error.startsWith("ERR no such key") || error.startsWith("NOGROUP") || error.startsWith("UNBLOCKED");
    }

    private static @Nullable List<?> group(List<?> groups) {
        for (Object group : groups) {
            if (GROUP.equals(text(field((List<?>) group, "name")))) {
                return (List<?>) group;
            }
        }
        return null;
    }

    /** A field of the reply of XINFO: names and values in turn. */
    private static Object field(List<?> namesAndValues, String name) {
        Object value = find(namesAndValues, name);
        if (value == null) {
            throw new IllegalStateException("XINFO names no " + name);
        }
        return value;
    }

    private static @Nullable Object find(List<?> namesAndValues, String name) {
        for (int i = 0; i + 1 < namesAndValues.size(); i += 2) {
            if (text(namesAndValues.get(i)).equals(name)) {
                return namesAndValues.get(i + 1);
            }
        }
        return null;
    }
}
