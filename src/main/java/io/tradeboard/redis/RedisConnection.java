package io.tradeboard.redis;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.ClientSetInfoConfig;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Connection;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.JedisClientConfig;
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
    /** Calls commands one after the other. Arguments: for each the number of its parts, then the parts. */
    private static final String READS = """
            local replies = {}
            local at = 1
            while at <= #ARGV do
              local parts = tonumber(ARGV[at])
              replies[#replies + 1] = redis.pcall(unpack(ARGV, at + 1, at + parts))
              at = at + parts + 1
            end
            return replies
            """;

    private final RedisSettings settings;
    private final boolean repeats;
    private final Queue<Integer> underWay = new ArrayDeque<>();
    private @Nullable Wire connection;
    private boolean answered;
    private boolean elsewhere;

    /** A connection that can send what it has without waiting for a reply. */
    private static final class Wire extends Connection {
        Wire(HostAndPort server, JedisClientConfig config) {
            super(server, config);
        }

        void push() {
            flush();
        }
    }

    public RedisConnection(RedisSettings settings) {
        this(settings, false);
    }

    private RedisConnection(RedisSettings settings, boolean repeats) {
        this.settings = settings;
        this.repeats = repeats;
    }

    /**
     * A connection for commands that change nothing. If the server has closed it since it was last used, as one that was
     * restarted has, the commands are sent once more over a new connection.
     */
    public static RedisConnection forReads(RedisSettings settings) {
        return new RedisConnection(settings, true);
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
     * @throws RedisUntrustedException if the server cannot show that it is the one that is meant
     * @throws RedisClusterException if the server is a node of a cluster
     * @throws RedisRefusedException if Redis answers with any other error
     */
    public Object call(ProtocolCommand command, Object... arguments) {
        return checked(pipeline(List.of(command(command, arguments))).get(0));
    }

    /** Checks that Redis answers, and throws as {@link #call} does where there is none. */
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
        boolean mayBeClosed = repeats && connection != null;
        try {
            return pipelines(Stream.of(commands)).get(0);
        } catch (RedisUnavailableException e) {
            if (mayBeClosed && BrokenConnection.isClosed(e)) {
                return pipelines(Stream.of(commands)).get(0);
            }
            throw e;
        }
    }

    /** The same with one after the other: each is made and sent while Redis has the one before, so two are under way at most. */
    private List<List<Object>> pipelines(Stream<List<CommandArguments>> pipelines) {
        if (!underWay.isEmpty()) {
            throw new IllegalStateException("replies are under way that were not received");
        }
        List<List<Object>> replies = new ArrayList<>();
        boolean complete = false;
        try {
            for (List<CommandArguments> commands : (Iterable<List<CommandArguments>>) pipelines::iterator) {
                send(commands);
                if (underWay.size() > 1) {
                    replies.add(receive());
                }
            }
            while (!underWay.isEmpty()) {
                replies.add(receive());
            }
            complete = true;
            return replies;
        } finally {
            if (!complete) {
                close();
            }
        }
    }

    /**
     * Sends the commands in one go and doesn't wait: {@link #receive} returns their replies. Nothing else may be called
     * until it has. If either fails, the outcome of all commands under way is unknown, and their replies never come.
     */
    public void send(List<CommandArguments> commands) {
        attempt(() -> {
            Wire open = open();
            commands.forEach(open::sendCommand);
            open.push();
            underWay.add(commands.size());
            return List.of();
        });
    }

    /** Waits for the replies to the commands that were sent first of those under way; as {@link #pipeline} returns them. */
    public List<Object> receive() {
        List<Object> replies = attempt(() -> open().getMany(underWay.remove()));
        answered = true;
        ErrorReply.name(settings, replies);
        elsewhere |= replies.stream().anyMatch(ErrorReply::isElsewhere);
        if (elsewhere && underWay.isEmpty()) {
            close();
        }
        return replies;
    }

    private List<Object> attempt(Supplier<List<Object>> exchange) {
        boolean complete = false;
        try {
            List<Object> replies = exchange.get();
            complete = true;
            return replies;
        } catch (JedisConnectionException e) {
            throw BrokenConnection.meaning(e, settings, answered);
        } catch (JedisDataException e) {
            // Refused while it connects; errors of commands come back as elements.
            throw ErrorReply.meaning(settings, new JedisDataException(withoutPassword(String.valueOf(e.getMessage()))));
        } finally {
            if (!complete) {
                close();
            }
        }
    }

    /**
     * Carries the commands out as one transaction, in one round trip.
     *
     * @return the replies of the commands; run-time errors are elements, as in {@link #pipeline}
     */
    public List<Object> transaction(List<CommandArguments> commands) {
        return results(pipeline(multi(commands)));
    }

    /**
     * Carries out one transaction after the other. Each is made and sent while Redis works on the one before, and none
     * is held back where one before it fails.
     *
     * @return the replies for each
     */
    public List<List<Object>> transactions(Stream<List<CommandArguments>> transactions) {
        return pipelines(transactions.map(RedisConnection::multi)).stream()
                .map(RedisConnection::results)
                .toList();
    }

    /**
     * Reads in one atomic step, in one round trip, also from a server that is out of memory: that queues no command for
     * a transaction, not even one that reads, and lets a script read, where the user may call EVAL.
     *
     * @param reads commands that change nothing
     * @return the replies of the commands; run-time errors are elements, as in {@link #pipeline}
     */
    public List<Object> snapshot(List<CommandArguments> reads) {
        List<Object> replies = pipeline(multi(reads));
        if (replies.stream().anyMatch(ErrorReply::isOutOfMemory)
                && pipeline(List.of(script(reads))).get(0) instanceof List<?> read) {
            return new ArrayList<>(read);
        }
        return results(replies);
    }

    private static CommandArguments script(List<CommandArguments> reads) {
        List<Object> arguments = new ArrayList<>(List.of(READS, 0));
        for (CommandArguments read : reads) {
            arguments.add(read.size());
            read.forEach(part -> arguments.add(part.getRaw()));
        }
        return command(Command.EVAL, arguments.toArray());
    }

    private static List<CommandArguments> multi(List<CommandArguments> commands) {
        List<CommandArguments> all = new ArrayList<>(commands.size() + 2);
        all.add(command(Command.MULTI));
        all.addAll(commands);
        all.add(command(Command.EXEC));
        return all;
    }

    private static List<Object> results(List<Object> replies) {
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
        if (reply instanceof ErrorReply error) {
            throw error.meaning();
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

    /** A server may repeat what it was sent. */
    private String withoutPassword(String message) {
        String password = settings.password();
        return password == null || password.isEmpty() ? message : message.replace(password, "***");
    }

    private Wire open() {
        Wire open = connection;
        if (open == null) {
            int millis = Math.toIntExact(settings.timeout().toMillis());
            DefaultJedisClientConfig.Builder config = DefaultJedisClientConfig.builder()
                    .resp2()
                    .clientSetInfoConfig(ClientSetInfoConfig.DISABLED)
                    .connectionTimeoutMillis(millis)
                    .socketTimeoutMillis(millis)
                    .user(settings.user())
                    .password(settings.password())
                    .database(settings.database());
            Tls tls = settings.tls();
            if (tls != null) {
                config.sslOptions(tls.options());
            }
            open = new Wire(new HostAndPort(settings.host(), settings.port()), config.build());
            connection = open;
        }
        return open;
    }

    /** Drops the connection; the next call opens a new one. */
    @Override
    public void close() {
        Connection open = connection;
        connection = null;
        answered = false;
        elsewhere = false;
        underWay.clear();
        if (open != null) {
            try {
                open.disconnect();
            } catch (JedisConnectionException e) {
                // The socket is closed all the same; there is nothing left to lose on a connection being dropped.
            }
        }
    }
}
