package io.tradeboard.status;

import static io.tradeboard.redis.RedisConnection.checked;
import static io.tradeboard.redis.RedisConnection.command;
import static io.tradeboard.redis.RedisConnection.text;

import io.tradeboard.board.BoardKeys;
import io.tradeboard.redis.RedisConnection;
import io.tradeboard.redis.RedisTime;
import io.tradeboard.run.Latencies;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Protocol.Command;

/**
 * What the daemons say of themselves, in one hash each that is kept for a day.
 *
 * <p>Not thread-safe; confined to the thread that owns the connection.
 */
public final class Heartbeats {
    private static final String LOG = "log";
    private static final long KEPT_SECONDS = 86_400;

    private final RedisConnection redis;

    public Heartbeats(RedisConnection redis) {
        this.redis = redis;
    }

    /**
     * Says how a daemon is; its {@code at} is replaced with the time of Redis, its {@code age} is not kept.
     *
     * @param log a name of the log directory, which has one daemon at a time
     */
    public void publish(Heartbeat beat, String log) {
        long atMillis = RedisTime.of(redis.call(Command.TIME)).toEpochMilli();
        String key = BoardKeys.DAEMON_PREFIX + beat.writer();
        CommandArguments set = command(
                Command.HSET,
                key,
                LOG,
                log,
                "since",
                beat.since().toEpochMilli(),
                "at",
                atMillis,
                "state",
                beat.state(),
                "tradesPerSecond",
                String.format(Locale.ROOT, "%.1f", beat.tradesPerSecond()),
                "lagMillis",
                beat.lagMillis(),
                "lagTrades",
                beat.lags().trades(),
                "lagP50Micros",
                beat.lags().p50Micros(),
                "lagP99Micros",
                beat.lags().p99Micros(),
                "lagMaxMicros",
                beat.lags().maxMicros(),
                "rejected",
                beat.rejected(),
                "late",
                beat.late(),
                "duplicates",
                beat.duplicates(),
                "logBytes",
                beat.logBytes(),
                "quarantined",
                beat.quarantined());
        for (Object reply : redis.transaction(List.of(set, command(Command.EXPIRE, key, KEPT_SECONDS)))) {
            checked(reply);
        }
    }

    /** The daemons heard in the last day, the latest first; of each log directory the latest alone. */
    public List<Heartbeat> all() {
        List<Heartbeat> beats = new ArrayList<>();
        Map<String, String> logs = new HashMap<>();
        Instant now = RedisTime.of(redis.call(Command.TIME));
        for (String key : keys()) {
            Map<String, String> fields = new HashMap<>();
            List<?> reply = (List<?>) redis.call(Command.HGETALL, key);
            for (int i = 0; i < reply.size(); i += 2) {
                fields.put(text(reply.get(i)), text(reply.get(i + 1)));
            }
            if (!fields.isEmpty()) {
                String writer = key.substring(BoardKeys.DAEMON_PREFIX.length());
                beats.add(heartbeat(writer, fields, now));
                logs.put(writer, fields.getOrDefault(LOG, writer));
            }
        }
        beats.sort(Comparator.comparing(Heartbeat::at).reversed());
        Set<String> taken = new HashSet<>();
        beats.removeIf(beat -> !taken.add(String.valueOf(logs.get(beat.writer()))));
        return beats;
    }

    /** The latest sign of life of any daemon, or null where none was heard in the last day. */
    public @Nullable Heartbeat newest() {
        List<Heartbeat> beats = all();
        return beats.isEmpty() ? null : beats.get(0);
    }

    private List<String> keys() {
        List<String> keys = new ArrayList<>();
        String cursor = "0";
        do {
            List<?> reply =
                    (List<?>) redis.call(Command.SCAN, cursor, "MATCH", BoardKeys.DAEMON_PREFIX + "*", "COUNT", 1_000);
            cursor = text(reply.get(0));
            for (Object key : (List<?>) reply.get(1)) {
                keys.add(text(key));
            }
        } while (!cursor.equals("0"));
        return keys.stream().distinct().toList();
    }

    private static Heartbeat heartbeat(String writer, Map<String, String> fields, Instant now) {
        Instant at = Instant.ofEpochMilli(number(fields, "at"));
        return new Heartbeat(
                writer,
                Instant.ofEpochMilli(number(fields, "since")),
                at,
                Duration.between(at, now),
                fields.getOrDefault("state", "UNKNOWN"),
                Double.parseDouble(fields.getOrDefault("tradesPerSecond", "0")),
                number(fields, "lagMillis"),
                lags(fields),
                number(fields, "rejected"),
                number(fields, "late"),
                number(fields, "duplicates"),
                number(fields, "logBytes"),
                fields.getOrDefault("quarantined", ""));
    }

    private static Latencies lags(Map<String, String> fields) {
        return new Latencies(
                number(fields, "lagTrades"),
                number(fields, "lagP50Micros"),
                number(fields, "lagP99Micros"),
                number(fields, "lagMaxMicros"));
    }

    private static long number(Map<String, String> fields, String name) {
        return Long.parseLong(fields.getOrDefault(name, "0"));
    }
}
