package io.tradeboard.status;

import static io.tradeboard.redis.RedisConnection.checked;
import static io.tradeboard.redis.RedisConnection.command;
import static io.tradeboard.redis.RedisConnection.text;

import io.tradeboard.board.BoardKeys;
import io.tradeboard.redis.RedisConnection;
import io.tradeboard.redis.RedisRefusedException;
import io.tradeboard.redis.RedisTime;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Protocol.Command;

/**
 * The heartbeats of all daemons: a hash for each, kept for a day, and an index of those that were heard in the last day.
 *
 * <p>The index may lag behind the hashes, never the other way round; nothing is searched for. A daemon that was killed and
 * started again has a new writer: its earlier incarnation, heard no more since the new one was first heard, is left out.
 *
 * <p>Not thread-safe; confined to the thread that owns the connection.
 */
public final class Heartbeats {
    private static final Duration KEPT = Duration.ofDays(1);

    private final RedisConnection redis;

    public Heartbeats(RedisConnection redis) {
        this.redis = redis;
    }

    /** Now, by the clock of Redis. */
    public Instant time() {
        return redis.time();
    }

    /**
     * Publishes a heartbeat; its age is not kept.
     *
     * @throws io.tradeboard.redis.RedisUnavailableException if Redis cannot be reached or refuses writes now
     * @throws io.tradeboard.redis.RedisRefusedException if a key is of another type, or a right is missing
     */
    public void publish(Heartbeat beat) {
        String key = BoardKeys.daemon(beat.writer());
        long atMillis = beat.at().toEpochMilli();
        List<CommandArguments> report = List.of(
                command(Command.HSET, key).addObjects(HeartbeatFields.of(beat)),
                command(Command.HSETNX, key, HeartbeatFields.FIRST, atMillis),
                command(Command.EXPIRE, key, KEPT.toSeconds()));
        List<CommandArguments> index = List.of(
                command(Command.ZADD, BoardKeys.DAEMONS, atMillis, beat.writer()),
                command(Command.ZREMRANGEBYSCORE, BoardKeys.DAEMONS, "-inf", atMillis - KEPT.toMillis()));
        for (List<Object> replies : redis.transactions(Stream.of(report, index))) {
            replies.forEach(RedisConnection::checked);
        }
    }

    /** Removes the incarnations of logs that a newer one has taken the place of. */
    public void removeSuperseded() {
        List<Entry> entries = entries();
        for (Entry entry : entries) {
            String writer = entry.beat.writer();
            if (entry.isSuperseded(entries)) {
                remove(writer);
            }
        }
    }

    /** Removes the heartbeat of a daemon, as if it had never been heard. */
    public void remove(String writer) {
        redis.call(Command.ZREM, BoardKeys.DAEMONS, writer);
        redis.call(Command.DEL, BoardKeys.daemon(writer));
    }

    /** The daemons heard in the last day, the latest first; of each log the latest incarnation alone. */
    public List<Heartbeat> all() {
        List<Entry> entries = entries();
        return entries.stream()
                .filter(entry -> !entry.isSuperseded(entries))
                .map(Entry::beat)
                .sorted(Comparator.comparing(Heartbeat::at).reversed())
                .toList();
    }

    /** The same, but none where the index is something else, which spoils no board; {@code status} reports it. */
    public List<Heartbeat> ifReadable() {
        try {
            return all();
        } catch (RedisRefusedException e) {
            if (e.isOfRights()) {
                throw e;
            }
            return List.of();
        }
    }

    /** The latest heartbeat of any daemon, or null where none was heard in the last day. */
    public @Nullable Heartbeat newest() {
        List<Heartbeat> beats = all();
        return beats.isEmpty() ? null : beats.get(0);
    }

    /** A heartbeat, and when the daemon was heard for the first time. */
    private record Entry(Heartbeat beat, Instant first) {
        /** Whether one that has its records was heard for the first time after this one was heard for the last. */
        boolean isSuperseded(List<Entry> all) {
            return all.stream()
                    .anyMatch(other -> other.hasLogOf(beat.daemon())
                            && !other.first.isBefore(beat.at())
                            && other.beat.at().isAfter(beat.at()));
        }

        private boolean hasLogOf(DaemonId earlier) {
            boolean sameLog = !earlier.log().isEmpty() && beat.daemon().log().equals(earlier.log());
            return sameLog || beat.daemon().writers().contains(earlier.writer());
        }
    }

    private List<Entry> entries() {
        List<Object> replies = redis.pipeline(
                List.of(command(Command.TIME), command(Command.ZREVRANGE, BoardKeys.DAEMONS, 0, -1, "WITHSCORES")));
        Instant now = RedisTime.of(checked(replies.get(0)));
        List<?> index = (List<?>) checked(replies.get(1));
        List<CommandArguments> asked = new ArrayList<>();
        for (int i = 0; i < index.size(); i += 2) {
            asked.add(command(Command.HGETALL, BoardKeys.daemon(text(index.get(i)))));
        }
        List<Object> reports = asked.isEmpty() ? List.of() : redis.pipeline(asked);
        List<Entry> entries = new ArrayList<>();
        for (int i = 0; i < reports.size(); i++) {
            Instant at = Instant.ofEpochMilli(new BigDecimal(text(index.get(2 * i + 1))).longValue());
            Entry entry = entry(text(index.get(2 * i)), reports.get(i), at, now);
            if (entry != null) {
                entries.add(entry);
            }
        }
        return entries;
    }

    /** Null where the report has gone before the index could know. */
    private static @Nullable Entry entry(String writer, Object reply, Instant at, Instant now) {
        Duration age = Duration.between(at, now);
        String refusal = Replies.refusal(reply);
        if (refusal != null) {
            return new Entry(HeartbeatFields.unreadable(writer, refusal, at, age), at);
        }
        HeartbeatFields fields = HeartbeatFields.of((List<?>) reply);
        return fields.isEmpty() ? null : new Entry(fields.heartbeat(writer, at, age), fields.first(at));
    }
}
