package io.tradeboard.redis;

import java.net.ConnectException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.ClientSetInfoConfig;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Connection;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.commands.ProtocolCommand;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisDataException;

/**
 * One connection to Redis that connects when it is first needed, and again after it broke.
 *
 * <p>Every call is bounded by the time-out of the settings. After a failure the connection is dropped, so no reply can
 * ever be taken for that of a later command. Replies come in the shapes of RESP2.
 *
 * <p>Not thread-safe: each thread owns its own.
 */
public final class RedisConnection implements AutoCloseable {
    private static final Set<String> RETRYABLE = Set.of(
            "LOADING",
            "BUSY",
            "OOM",
            "MISCONF",
            "NOREPLICAS",
            "CLUSTERDOWN",
            "TRYAGAIN",
            "MASTERDOWN",
            "READONLY",
            "UNBLOCKED");

    private final RedisSettings settings;
    private @Nullable Connection connection;

    public RedisConnection(RedisSettings settings) {
        this.settings = settings;
    }

    public RedisSettings settings() {
        return settings;
    }

    /** A command and its arguments, each a {@code String}, a {@code byte[]} or a number. */
    public static CommandArguments command(ProtocolCommand command, Object... arguments) {
        return new CommandArguments(command).addObjects(arguments);
    }

    /**
     * Sends one command and returns its reply.
     *
     * @throws RedisUnavailableException if Redis cannot be reached or cannot serve now
     * @throws RedisRefusedException if Redis answers with any other error
     */
    public Object call(ProtocolCommand command, Object... arguments) {
        return checked(pipeline(List.of(command(command, arguments))).get(0));
    }

    /** Asks for a sign of life, and throws as {@link #call} does where there is none. */
    public void ping() {
        call(Command.PING);
    }

    /** The version of the server. */
    public String version() {
        String text = text(call(Command.INFO, "server"));
        int at = text.indexOf("redis_version:");
        return at < 0
                ? "unknown"
                : text.substring(at + "redis_version:".length())
                        .lines()
                        .findFirst()
                        .orElse("unknown");
    }

    /**
     * Sends the commands in one go and returns their replies in order. A reply that is an error is returned as a
     * {@link JedisDataException}; give each to {@link #checked}.
     */
    public List<Object> pipeline(List<CommandArguments> commands) {
        try {
            Connection open = open();
            for (CommandArguments command : commands) {
                open.sendCommand(command);
            }
            return open.getMany(commands.size());
        } catch (JedisConnectionException e) {
            close();
            throw new RedisUnavailableException(reason(e), e);
        } catch (JedisDataException e) {
            // A refused sign-in; errors of commands come back as elements.
            close();
            throw translated(e);
        }
    }

    /**
     * Carries the commands out as one transaction, in one round trip.
     *
     * @return the replies of the commands; run-time errors are elements, as in {@link #pipeline}
     */
    public List<Object> transaction(List<CommandArguments> commands) {
        List<CommandArguments> all = new ArrayList<>(commands.size() + 2);
        all.add(command(Command.MULTI));
        all.addAll(commands);
        all.add(command(Command.EXEC));
        List<Object> replies = pipeline(all);
        for (Object queued : replies.subList(0, replies.size() - 1)) {
            checked(queued);
        }
        if (checked(replies.get(replies.size() - 1)) instanceof List<?> results) {
            return new ArrayList<>(results);
        }
        throw new IllegalStateException("EXEC returned no list");
    }

    /** The reply, unless it is an error: then it is thrown as what it means. */
    public static Object checked(Object reply) {
        if (reply instanceof JedisDataException error) {
            throw translated(error);
        }
        return reply;
    }

    /** The text of a reply, or of a part of one, that must be there. */
    public static String text(@Nullable Object bytes) {
        if (bytes instanceof byte[] some) {
            return new String(some, StandardCharsets.UTF_8);
        }
        throw new IllegalStateException("Redis left out a text that it must hold");
    }

    /** The error that an error reply stands for. */
    private static RuntimeException translated(JedisDataException error) {
        String message = String.valueOf(error.getMessage());
        int space = message.indexOf(' ');
        String code = space < 0 ? message : message.substring(0, space);
        if (RETRYABLE.contains(code) || message.contains("max number of clients reached")) {
            return new RedisUnavailableException(message, error);
        }
        return new RedisRefusedException(message, error);
    }

    private Connection open() {
        Connection open = connection;
        if (open == null) {
            int millis = Math.toIntExact(settings.timeout().toMillis());
            open = new Connection(
                    new HostAndPort(settings.host(), settings.port()),
                    DefaultJedisClientConfig.builder()
                            .resp2()
                            .clientSetInfoConfig(ClientSetInfoConfig.DISABLED)
                            .connectionTimeoutMillis(millis)
                            .socketTimeoutMillis(millis)
                            .user(settings.user())
                            .password(settings.password())
                            .database(settings.database())
                            .build());
            connection = open;
        }
        return open;
    }

    private static String reason(JedisConnectionException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            for (Throwable deep : withSuppressed(cause)) {
                if (deep instanceof ConnectException) {
                    return "connection refused";
                }
                if (deep instanceof SocketTimeoutException) {
                    return "timed out";
                }
                if (deep instanceof UnknownHostException) {
                    return "unknown host";
                }
                if (deep instanceof SocketException && deep.getMessage() != null) {
                    return deep.getMessage().toLowerCase(Locale.ROOT);
                }
            }
        }
        String message = String.valueOf(failure.getMessage());
        return message.contains("Unexpected end of stream") ? "connection closed" : message.toLowerCase(Locale.ROOT);
    }

    private static List<Throwable> withSuppressed(Throwable cause) {
        List<Throwable> all = new ArrayList<>(List.of(cause.getSuppressed()));
        all.add(cause);
        return all;
    }

    /** Drops the connection; the next call opens a new one. */
    @Override
    public void close() {
        Connection open = connection;
        connection = null;
        if (open != null) {
            try {
                open.disconnect();
            } catch (JedisConnectionException e) {
                // The socket is closed all the same; there is nothing left to lose on a connection being dropped.
            }
        }
    }
}
