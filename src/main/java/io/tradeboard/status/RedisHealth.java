package io.tradeboard.status;

import static io.tradeboard.redis.RedisConnection.checked;
import static io.tradeboard.redis.RedisConnection.command;
import static io.tradeboard.redis.RedisConnection.text;

import io.tradeboard.redis.RedisConnection;
import io.tradeboard.redis.RedisRefusedException;
import io.tradeboard.text.Sizes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Protocol.Command;

/**
 * Whether Redis takes writes and keeps what it is given, as far as INFO shows, and CONFIG where that may be called.
 *
 * @param version of the server, or {@code unknown}
 * @param uptime how long the server has been running, or null where unknown
 * @param refusal why it refuses writes, or null where it takes them
 * @param evicts why it throws boards away to make room, or null where it does not
 * @param warnings what may cost data or stop the daemons, in words for an operator
 */
public record RedisHealth(
        String version,
        @Nullable Duration uptime,
        @Nullable Refusal refusal,
        @Nullable String evicts,
        List<String> warnings) {
    public static final RedisHealth UNKNOWN = new RedisHealth("unknown", null, null, null, List.of());

    private static final String NO_EVICTION = "noeviction";

    /** A daemon tries at least so often to be heard. */
    private static final Duration JUST_STARTED = Duration.ofSeconds(2);

    private static final int NEARLY_FULL_PERCENT = 90;

    public RedisHealth {
        warnings = List.copyOf(warnings);
    }

    /**
     * A reason for which Redis refuses every write.
     *
     * @param code the word with which its error starts
     * @param reason with the remedy
     * @param isCertain whether nothing can be written to where readers look; a failed snapshot may be of no consequence,
     *     and a replica has a master
     */
    public record Refusal(Code code, String reason, boolean isCertain) {}

    /** The first word of an error with which Redis refuses writes. */
    public enum Code {
        LOADING,
        READONLY,
        OOM,
        /** The append-only file cannot be written, or, as far as INFO shows, the last snapshot failed. */
        MISCONF,
        /** Fewer replicas are there than min-replicas-to-write asks for. */
        NOREPLICAS;

        /** Whether an error of Redis starts with one of these. */
        public static boolean startsIn(String error) {
            for (Code code : values()) {
                if (error.startsWith(code.name())) {
                    return true;
                }
            }
            return false;
        }
    }

    /**
     * Asks Redis; of a cluster every master. Without the right to INFO its health is {@link #UNKNOWN}.
     *
     * @throws io.tradeboard.redis.RedisUnavailableException if Redis cannot be reached
     */
    public static RedisHealth read(RedisConnection redis) {
        return read(redis, Map.of());
    }

    /**
     * The same with a warning where a server keeps nothing on disk. That it makes no snapshots only CONFIG says, so it costs
     * another call, and without the right to that there is no such warning.
     *
     * @throws io.tradeboard.redis.RedisUnavailableException if Redis cannot be reached
     */
    public static RedisHealth inspect(RedisConnection redis) {
        return read(redis, redis.all(command(Command.CONFIG, "GET", "save")));
    }

    /** @param snapshots when each server makes some, by its address; an error where that may not be asked */
    private static RedisHealth read(RedisConnection redis, Map<String, Object> snapshots) {
        try {
            Map<String, RedisHealth> servers = new LinkedHashMap<>();
            List<String> away = new ArrayList<>();
            redis.all(command(Command.INFO)).forEach((address, reply) -> {
                if (RedisConnection.isAway(reply)) {
                    away.add(((Exception) reply).getMessage());
                } else {
                    Map<String, String> fields = fields(text(checked(reply)));
                    servers.put(address, of(fields, isVolatile(fields, snapshots.get(address))));
                }
            });
            return ClusterHealth.worst(servers, away);
        } catch (RedisRefusedException e) {
            if (e.isOfRights()) {
                return UNKNOWN;
            }
            throw e;
        }
    }

    private static boolean isVolatile(Map<String, String> fields, @Nullable Object snapshots) {
        return is(fields, "aof_enabled", "0")
                && !isReplica(fields)
                && snapshots instanceof List<?> nameAndValue
                && nameAndValue.size() == 2
                && text(nameAndValue.get(1)).isEmpty();
    }

    /** Reads the reply of INFO. What is missing or cannot be read says nothing. */
    public static RedisHealth parse(String info) {
        return of(fields(info), false);
    }

    private static Map<String, String> fields(String info) {
        Map<String, String> fields = new HashMap<>();
        info.lines().forEach(line -> {
            int colon = line.indexOf(':');
            if (colon > 0 && line.charAt(0) != '#') {
                fields.put(line.substring(0, colon), line.substring(colon + 1).strip());
            }
        });
        return fields;
    }

    private static RedisHealth of(Map<String, String> fields, boolean keepsNothing) {
        OptionalLong uptime = number(fields, "uptime_in_seconds");
        return new RedisHealth(
                version(fields),
                uptime.isPresent() ? Duration.ofSeconds(uptime.getAsLong()) : null,
                refusal(fields),
                evicts(fields),
                warnings(fields, keepsNothing));
    }

    /** Whether Redis has been running for so short a time that a daemon which is there need not have been heard yet. */
    public boolean hasJustStarted() {
        return uptime != null && uptime.compareTo(JUST_STARTED) < 0;
    }

    /** Valkey calls itself the version of Redis that it is compatible with, and has its own beside that. */
    private static String version(Map<String, String> fields) {
        String valkey = fields.get("valkey_version");
        return fields.getOrDefault("redis_version", "unknown") + (valkey == null ? "" : " (Valkey " + valkey + ")");
    }

    private static @Nullable Refusal refusal(Map<String, String> fields) {
        if (is(fields, "loading", "1")) {
            return new Refusal(Code.LOADING, "Redis is loading its data", true);
        }
        if (isReplica(fields) && !is(fields, "slave_read_only", "0")) {
            return new Refusal(
                    Code.READONLY,
                    "Redis is a read-only replica of " + fields.getOrDefault("master_host", "another server")
                            + "; connect to its master, or promote it",
                    false);
        }
        if (is(fields, "aof_enabled", "1") && is(fields, "aof_last_write_status", "err")) {
            return new Refusal(Code.MISCONF, "Redis cannot write its append-only file; look at its disk", true);
        }
        long limit = number(fields, "maxmemory").orElse(0);
        long used = used(fields);
        boolean keepsAll = is(fields, "maxmemory_policy", NO_EVICTION);
        if (limit > 0 && used >= limit && (keepsAll || policy(fields).startsWith("volatile"))) {
            return new Refusal(
                    Code.OOM,
                    "Redis is out of memory (" + Sizes.bytes(used) + " used, maxmemory " + Sizes.bytes(limit)
                            + "); raise maxmemory",
                    keepsAll);
        }
        if (is(fields, "min_slaves_good_slaves", "0")) {
            return new Refusal(
                    Code.NOREPLICAS,
                    "Redis has too few replicas to write (min-replicas-to-write); bring them back",
                    true);
        }
        if (is(fields, "rdb_last_bgsave_status", "err")) {
            return new Refusal(
                    Code.MISCONF,
                    "the last snapshot of Redis failed, after which it refuses writes (stop-writes-on-bgsave-error);"
                            + " look at its disk and its memory",
                    false);
        }
        return null;
    }

    /** It does where it has done so, and is still as full as it may be. */
    private static @Nullable String evicts(Map<String, String> fields) {
        long limit = number(fields, "maxmemory").orElse(0);
        boolean full = limit > 0 && used(fields) >= limit / 100 * NEARLY_FULL_PERCENT;
        return full
                        && !policy(fields).equals(NO_EVICTION)
                        && number(fields, "evicted_keys").orElse(0) > 0
                ? "Redis is full (maxmemory " + Sizes.bytes(limit) + ") and evicts keys by maxmemory-policy "
                        + policy(fields) + "; set it to " + NO_EVICTION + ", and raise maxmemory"
                : null;
    }

    private static List<String> warnings(Map<String, String> fields, boolean keepsNothing) {
        List<String> warnings = new ArrayList<>();
        long limit = number(fields, "maxmemory").orElse(0);
        String policy = policy(fields);
        if (limit > 0 && !policy.equals(NO_EVICTION)) {
            warnings.add("maxmemory-policy is " + policy + ": Redis may evict "
                    + (policy.startsWith("volatile") ? "boards" : "boards and unread trades")
                    + " when memory is short; set it to noeviction");
        } else if (limit > 0 && used(fields) < limit && used(fields) >= limit / 100 * NEARLY_FULL_PERCENT) {
            warnings.add("the memory of Redis is nearly used up (" + Sizes.bytes(used(fields)) + " of "
                    + Sizes.bytes(limit) + "), after which it refuses writes; raise maxmemory");
        }
        if (isReplica(fields) && is(fields, "slave_read_only", "0")) {
            warnings.add("Redis is a writable replica: what is written to it vanishes at its next resync;"
                    + " connect to its master");
        }
        if (keepsNothing) {
            warnings.add("Redis keeps nothing on disk (appendonly and save are off): when it restarts, trades unread"
                    + " in the stream, the traders directory and results are lost; set appendonly to yes");
        }
        return warnings;
    }

    private static String policy(Map<String, String> fields) {
        return fields.getOrDefault("maxmemory_policy", NO_EVICTION);
    }

    /** The memory that counts for the limit, which is without the buffers for replicas and the append-only file. */
    private static long used(Map<String, String> fields) {
        return number(fields, "used_memory").orElse(0)
                - number(fields, "mem_not_counted_for_evict").orElse(0);
    }

    private static boolean isReplica(Map<String, String> fields) {
        return is(fields, "role", "slave") || is(fields, "role", "replica");
    }

    private static boolean is(Map<String, String> fields, String name, String value) {
        return value.equals(fields.get(name));
    }

    private static OptionalLong number(Map<String, String> fields, String name) {
        String text = fields.getOrDefault(name, "");
        return text.matches("[0-9]{1,18}") ? OptionalLong.of(Long.parseLong(text)) : OptionalLong.empty();
    }
}
