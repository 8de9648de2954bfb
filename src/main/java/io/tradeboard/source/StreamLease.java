package io.tradeboard.source;

import static io.tradeboard.redis.RedisConnection.checked;
import static io.tradeboard.redis.RedisConnection.command;
import static io.tradeboard.redis.RedisConnection.text;

import io.tradeboard.redis.RedisConnection;
import io.tradeboard.redis.RedisTime;
import io.tradeboard.redis.Script;
import io.tradeboard.run.Runtime;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Protocol.Command;

/**
 * The right to read the stream, which one daemon has at a time: a hash beside the stream.
 *
 * <pre>
 *  reader, consumer          the writer that reads, and its consumer name; absent where nobody reads
 *  until                     when that ends unless it is renewed, in milliseconds by the clock of Redis
 *  since, host, pid, machine who that is
 *  consumer:NAME             the writer that was the last to read under that consumer name
 *  position:NAME             how far it had read when it last acknowledged entries
 * </pre>
 *
 * <p>Entries that were delivered to a consumer and not acknowledged are delivered to it again, so a name belongs to one
 * log. Whoever takes the lease swaps the last writer of its name from one that its own log holds. A copy of the
 * directory, or an older state of it, does not hold that writer or is behind its position, and reads under a new name. One
 * thing escapes this: a copy that is missing nothing but what the original had logged and not yet acknowledged.
 *
 * <p>{@link #take} is for the thread that reads; the rest for any.
 */
final class StreamLease {
    /** In the slot of the stream, so that what is read and whether it counts are of one moment. */
    static final String KEY = "tradeboard:lease:{" + StreamSource.STREAM + "}";

    /** How long it lasts without being renewed. */
    static final Duration LENGTH = Duration.ofSeconds(15);

    static final String CONSUMER = "consumer:";
    private static final String POSITION = "position:";
    private static final int ATTEMPTS = 3;
    private static final Script TAKE = Script.of(StreamLease.class, "take-lease.lua");
    private static final Script RELEASE = Script.of(StreamLease.class, "release-lease.lua");

    private final StreamLog log;
    private final Runtime runtime;
    private final LeaseHolder self;
    private @Nullable StreamMemory memory;
    private @Nullable LeaseHolder seen;
    private long seenNanos;
    private volatile String consumer = "";
    private volatile boolean held;

    StreamLease(StreamLog log, Runtime runtime) {
        this.log = log;
        this.runtime = runtime;
        this.self = LeaseHolder.here(log.writer(), runtime.clock().instant());
    }

    /** Whether this reads, as far as is known. */
    boolean isHeld() {
        return held;
    }

    /** The consumer name; empty before the lease was taken for the first time. */
    String consumer() {
        return consumer;
    }

    /**
     * Takes the lease if nobody else has it.
     *
     * @return who has it; null where it was taken
     * @throws IOException if the directory cannot keep what it must remember
     */
    @Nullable
    LeaseHolder take(RedisConnection redis) throws IOException {
        LeaseHolder holder = null;
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            List<Object> replies = redis.pipeline(List.of(command(Command.HGETALL, KEY), command(Command.TIME)));
            Map<String, String> lease = fields(checked(replies.get(0)));
            long now = RedisTime.of(checked(replies.get(1))).toEpochMilli();
            holder = LeaseHolder.of(lease);
            boolean free = holder.writer().isEmpty() || holder.writer().equals(log.writer());
            boolean dead = !free && isDead(holder);
            if (!free && !dead && now < number(holder.until())) {
                return holder;
            }
            if (takeAs(redis, lease, dead ? holder.writer() : "")) {
                return null;
            }
        }
        return holder;
    }

    private boolean takeAs(RedisConnection redis, Map<String, String> lease, String dead) throws IOException {
        StreamMemory mine = memory == null ? StreamMemory.of(log) : memory;
        if (consumer.isEmpty()) {
            mine = adopted(mine, lease);
        }
        boolean own = isOwn(mine, lease);
        StreamMemory named = own ? mine : mine.renamed();
        Set<String> writers = new HashSet<>(named.writers());
        writers.add(log.writer());
        // First, as afterwards nobody could know that this writer, too, was one of this directory.
        memory = named.keep(log.memory(), named.position(), writers);
        List<Object> arguments = new ArrayList<>(List.of(
                log.writer(),
                named.consumer(),
                lease.getOrDefault(CONSUMER + named.consumer(), ""),
                LENGTH.toMillis(),
                dead));
        arguments.addAll(self.namesAndValues());
        if (!isTaken(call(redis, TAKE, arguments))) {
            return false;
        }
        memory = named.keep(log.memory(), named.position(), Set.of(log.writer()));
        consumer = named.consumer();
        self.reads(true);
        held = true;
        if (!own) {
            runtime.notices()
                    .warn(
                            "this log directory is a copy, or an older state, of the one that last read the stream as consumer "
                                    + mine.consumer() + "; it reads as " + named.consumer());
        }
        return true;
    }

    /** Where the directory has forgotten its name, that under which one of its writers was the last to read. */
    private StreamMemory adopted(StreamMemory mine, Map<String, String> lease) throws IOException {
        if (log.memory().recall() != null) {
            return mine;
        }
        for (Map.Entry<String, String> field : lease.entrySet()) {
            if (field.getKey().startsWith(CONSUMER) && mine.writers().contains(field.getValue())) {
                return new StreamMemory(
                        field.getKey().substring(CONSUMER.length()), mine.position(), mine.writers(), false);
            }
        }
        return mine;
    }

    /** Whether this log holds all that was read under its name, as far as Redis knows. */
    private boolean isOwn(StreamMemory mine, Map<String, String> lease) {
        String last = lease.get(CONSUMER + mine.consumer());
        String reached = lease.get(POSITION + mine.consumer());
        if (last == null || last.equals(log.writer())) {
            return true;
        }
        if (mine.moved() && last.equals(lease.get("reader"))) {
            // It did not end in order, perhaps not at all: what it has logged since this may be a copy of, nobody
            // knows.
            return false;
        }
        StreamPosition position = mine.position() == null ? StreamPosition.NONE : mine.position();
        return mine.writers().contains(last) && (reached == null || !position.isBehind(StreamPosition.parse(reached)));
    }

    /** Whether nobody has to wait for the end of this lease: its holder has ended, or has not renewed it for so long. */
    private boolean isDead(LeaseHolder holder) {
        long now = runtime.ticker().getAsLong();
        if (!holder.equals(seen)) {
            seen = holder;
            seenNanos = now;
        }
        return holder.isDead() || now - seenNanos >= LENGTH.toNanos();
    }

    /** Whether a holder is an earlier run of this log, which does not need to be waited out if it has ended. */
    boolean isEarlierRun(LeaseHolder holder) {
        StreamMemory known = memory;
        return log.writers().contains(holder.writer())
                || (known != null && known.writers().contains(holder.writer()));
    }

    /** Makes it last longer; where it is somebody else's, or its name is, it is not held any more. */
    void renew(RedisConnection redis) {
        List<Object> arguments = new ArrayList<>(List.of(log.writer(), consumer, log.writer(), LENGTH.toMillis(), ""));
        arguments.addAll(self.namesAndValues());
        if (!isTaken(call(redis, TAKE, arguments))) {
            lose();
        }
    }

    /** Takes down that it is lost; what was read before counts. */
    void lose() {
        held = false;
    }

    /** What to ask with everything that is read, for {@link #confirm}. */
    static CommandArguments question() {
        return command(Command.HGET, KEY, "reader");
    }

    /** Learns from the reply whether what was read with it counts. */
    boolean confirm(@Nullable Object reply) {
        boolean confirmed = reply instanceof byte[] && text(reply).equals(log.writer());
        if (!confirmed) {
            lose();
        }
        return confirmed;
    }

    /** What to send with an acknowledgement: how far this log has got, by which a later start knows an older copy of it. */
    CommandArguments reached(StreamPosition position) {
        return command(Command.HSET, KEY, POSITION + consumer, position.toString());
    }

    /** Whether anybody has read under that name. */
    boolean knows(RedisConnection redis, String other) {
        return redis.call(Command.HGET, KEY, CONSUMER + other) != null;
    }

    /** Makes this writer the last one to read under the name of another consumer, which then cannot use it any more. */
    void claim(RedisConnection redis, String other) {
        redis.call(Command.HSET, KEY, CONSUMER + other, log.writer());
    }

    /** Ends the lease where it is held, so that the next one can take it at once. */
    void release(RedisConnection redis) {
        held = false;
        List<Object> arguments = new ArrayList<>(List.of(log.writer()));
        arguments.addAll(LeaseHolder.FIELDS);
        call(redis, RELEASE, arguments);
    }

    /** Remembers how far this log has got, which it may not know itself when its records have expired. */
    void close(StreamPosition reached) throws IOException {
        held = false;
        self.reads(false);
        StreamMemory known = memory;
        if (known != null) {
            memory = known.keep(log.memory(), reached, known.writers());
        }
    }

    private static Object call(RedisConnection redis, Script script, List<Object> arguments) {
        return checked(redis.pipeline(List.of(script.call(List.of(KEY), arguments.toArray())))
                .get(0));
    }

    static Map<String, String> fields(Object reply) {
        Map<String, String> fields = new HashMap<>();
        List<?> namesAndValues = (List<?>) reply;
        for (int i = 0; i < namesAndValues.size(); i += 2) {
            fields.put(text(namesAndValues.get(i)), text(namesAndValues.get(i + 1)));
        }
        return fields;
    }

    private static boolean isTaken(Object reply) {
        return text(((List<?>) reply).get(0)).equals("TAKEN");
    }

    private static long number(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            return 0;
        }
    }
}
