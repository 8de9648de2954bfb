package io.tradeboard.redis;

import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.exceptions.JedisDataException;

/** An error that a server replied, with the server, so that whoever throws it can name that. */
final class ErrorReply extends JedisDataException {
    /** The server answers, and cannot serve this now. */
    private static final Set<String> RETRYABLE = Set.of(
            "LOADING",
            "BUSY",
            "OOM",
            "MISCONF",
            "NOREPLICAS",
            "TRYAGAIN",
            "MASTERDOWN",
            "UNBLOCKED",
            "READONLY",
            "MOVED",
            "ASK",
            "CLUSTERDOWN");

    /** What only a node of a cluster answers. */
    private static final Set<String> OF_CLUSTER = Set.of("MOVED", "ASK", "CROSSSLOT", "CLUSTERDOWN");

    /** How a node answers a script whose keys it has not. */
    private static final String NOT_ITS_KEY = "access a non local key in a cluster node";

    private static final String OUT_OF_MEMORY = "OOM";
    private static final String NO_SCRIPT = "NOSCRIPT";
    private static final String READ_ONLY = "READONLY";
    private static final String TOO_MANY = "max number of clients reached";

    /** How Redis 6 wraps an error of a command that a script calls. */
    private static final Pattern IN_SCRIPT =
            Pattern.compile("ERR Error running script [^:]*: @user_script:[0-9]+: @user_script: ?[0-9]+: -(.*)");

    private final String address;
    private final String user;
    private final @Nullable RedisUnavailableException away;

    /** @param user who was to sign in, or null for the default one */
    ErrorReply(String address, @Nullable String user, JedisDataException error) {
        super(String.valueOf(error.getMessage()), error);
        this.address = address;
        this.user = user == null ? "default" : user;
        this.away = null;
    }

    /** Stands for the reply of a server that could not be reached while others could. */
    ErrorReply(RedisUnavailableException away) {
        super(away.sentence(), away);
        this.address = away.subject();
        this.user = "";
        this.away = away.ofOneMaster();
    }

    /** Names the server in each reply that is an error, and in those that EXEC returned. */
    @SuppressWarnings("unchecked") // Replies are lists of objects.
    static void name(String address, @Nullable String user, List<Object> replies) {
        for (int i = 0; i < replies.size(); i++) {
            Object reply = replies.get(i);
            if (reply instanceof JedisDataException error) {
                replies.set(i, new ErrorReply(address, user, error));
            } else if (reply instanceof List<?> results
                    && results.stream().anyMatch(JedisDataException.class::isInstance)) {
                name(address, user, (List<Object>) results);
            }
        }
    }

    /** Of the server. */
    String host() {
        return Endpoint.parse(address, "").host().replaceAll("[\\[\\]]", "");
    }

    /** The exception for a caller that cannot continue after this reply. */
    RuntimeException meaning() {
        if (away != null) {
            return away;
        }
        String reply = reply();
        if (RedisClusterException.isSaidBy(reply)) {
            return new RedisClusterException(address, this);
        }
        return RETRYABLE.contains(code()) || reply.contains(TOO_MANY)
                ? new RedisUnavailableException(address, reply, true, this)
                : new RedisRefusedException(address, user, reply, this);
    }

    /** Whether it may be another server by now that takes the command: the name has to be looked up again. */
    private boolean isElsewhere() {
        return code().equals(READ_ONLY);
    }

    static boolean isElsewhere(@Nullable Object reply) {
        if (reply instanceof List<?> results) {
            return results.stream().anyMatch(ErrorReply::isElsewhere);
        }
        return reply instanceof ErrorReply error && error.isElsewhere();
    }

    /** Whether only a node of a cluster answers so, which has other keys than those that it was asked for. */
    static boolean isOfCluster(@Nullable Object reply) {
        if (reply instanceof List<?> results) {
            return results.stream().anyMatch(ErrorReply::isOfCluster);
        }
        return reply instanceof ErrorReply error
                && (OF_CLUSTER.contains(error.code()) || error.reply().contains(NOT_ITS_KEY));
    }

    /** Whether the server does not hold the script that was to be called. */
    static boolean isNoScript(@Nullable Object reply) {
        return reply instanceof ErrorReply error && error.code().equals(NO_SCRIPT);
    }

    /** Whether it stands for the reply of a server that could not be reached. */
    static boolean isAway(@Nullable Object reply) {
        return reply instanceof ErrorReply error && error.away != null;
    }

    /** Whether the same may succeed later, or at another server. */
    static boolean isRetryable(@Nullable Object reply) {
        return reply instanceof ErrorReply error
                && error.away == null
                && error.meaning() instanceof RedisUnavailableException;
    }

    /** Whether it is an error that starts with that word. */
    static boolean is(@Nullable Object reply, String code) {
        return reply instanceof ErrorReply error
                && error.away == null
                && error.code().equals(code);
    }

    static boolean isOutOfMemory(@Nullable Object reply) {
        return reply instanceof ErrorReply error && error.code().equals(OUT_OF_MEMORY);
    }

    /** What the command says that failed, also where a script called it. */
    String reply() {
        String message = String.valueOf(getMessage());
        Matcher inScript = IN_SCRIPT.matcher(message);
        return inScript.matches() ? inScript.group(1) : message;
    }

    /** The first word. */
    String code() {
        String reply = reply();
        int space = reply.indexOf(' ');
        return space < 0 ? reply : reply.substring(0, space);
    }
}
