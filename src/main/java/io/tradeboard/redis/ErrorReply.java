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
            "LOADING", "BUSY", "OOM", "MISCONF", "NOREPLICAS", "TRYAGAIN", "MASTERDOWN", "UNBLOCKED", "READONLY");

    private static final String OUT_OF_MEMORY = "OOM";
    private static final String READ_ONLY = "READONLY";
    private static final String TOO_MANY = "max number of clients reached";

    /** How Redis 6 wraps an error of a command that a script calls. */
    private static final Pattern IN_SCRIPT =
            Pattern.compile("ERR Error running script [^:]*: @user_script:[0-9]+: @user_script: ?[0-9]+: -(.*)");

    private final String address;
    private final String user;

    private ErrorReply(RedisSettings server, JedisDataException error) {
        super(String.valueOf(error.getMessage()), error);
        String user = server.user();
        this.address = server.address();
        this.user = user == null ? "default" : user;
    }

    /** Names the server in each reply that is an error, and in those that EXEC returned. */
    static void name(RedisSettings server, List<Object> replies) {
        for (int i = 0; i < replies.size(); i++) {
            Object reply = replies.get(i);
            if (reply instanceof JedisDataException error) {
                replies.set(i, new ErrorReply(server, error));
            } else if (reply instanceof List<?> results) {
                nameResults(server, results);
            }
        }
    }

    @SuppressWarnings("unchecked") // Replies are lists of objects.
    private static void nameResults(RedisSettings server, List<?> results) {
        for (int i = 0; i < results.size(); i++) {
            if (results.get(i) instanceof JedisDataException error) {
                ((List<Object>) results).set(i, new ErrorReply(server, error));
            }
        }
    }

    /** The exception for a caller that cannot continue after this reply. */
    static RuntimeException meaning(RedisSettings server, JedisDataException error) {
        return new ErrorReply(server, error).meaning();
    }

    /** The exception for a caller that cannot continue after this reply. */
    RuntimeException meaning() {
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

    static boolean isOutOfMemory(@Nullable Object reply) {
        return reply instanceof ErrorReply error && error.code().equals(OUT_OF_MEMORY);
    }

    /** What the command says that failed, also where a script called it. */
    private String reply() {
        String message = String.valueOf(getMessage());
        Matcher inScript = IN_SCRIPT.matcher(message);
        return inScript.matches() ? inScript.group(1) : message;
    }

    private String code() {
        String reply = reply();
        int space = reply.indexOf(' ');
        return space < 0 ? reply : reply.substring(0, space);
    }
}
