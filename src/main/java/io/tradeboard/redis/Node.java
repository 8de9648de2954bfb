package io.tradeboard.redis;

import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.ClientSetInfoConfig;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Connection;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisDataException;

/**
 * One connection to one server. It connects when it is first needed, and again after it broke: whatever fails drops it, so
 * no reply can ever be taken for that of a later command. Replies come in the shapes of RESP2.
 */
final class Node implements AutoCloseable {
    private static final AtomicLong OPENED = new AtomicLong();

    private final Endpoint endpoint;
    private final RedisSettings settings;
    private final Queue<Integer> underWay = new ArrayDeque<>();
    private final Set<Script> scripts = new HashSet<>();
    private @Nullable Wire connection;
    private long number;
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

    /** @param settings how to sign in, and how long to wait */
    Node(Endpoint endpoint, RedisSettings settings) {
        this.endpoint = endpoint;
        this.settings = settings;
    }

    Endpoint endpoint() {
        return endpoint;
    }

    /** A number that no other connection has had, and this one until it is opened again. */
    long number() {
        return number;
    }

    boolean isOpen() {
        return connection != null;
    }

    /** The scripts that were given to the server over this connection. */
    Set<Script> scripts() {
        return scripts;
    }

    /** Sends the commands in one go and doesn't wait. */
    void send(List<CommandArguments> commands) {
        attempt(() -> {
            Wire open = open();
            commands.forEach(open::sendCommand);
            open.push();
            underWay.add(commands.size());
            return List.of();
        });
    }

    /** Waits for the replies to what was sent first of what is under way. Errors are elements, each an {@link ErrorReply}. */
    List<Object> receive() {
        List<Object> replies = attempt(() -> open().getMany(underWay.remove()));
        answered = true;
        ErrorReply.name(endpoint.toString(), settings.user(), replies);
        elsewhere |= replies.stream().anyMatch(ErrorReply::isElsewhere);
        if (elsewhere && underWay.isEmpty()) {
            close();
        }
        return replies;
    }

    /** Sends commands and waits for their replies; nothing may be under way. */
    List<Object> ask(List<CommandArguments> commands) {
        send(commands);
        return receive();
    }

    private List<Object> attempt(Supplier<List<Object>> exchange) {
        boolean complete = false;
        try {
            List<Object> replies = exchange.get();
            complete = true;
            return replies;
        } catch (JedisConnectionException e) {
            throw BrokenConnection.meaning(e, endpoint, settings.tls() != null, answered);
        } catch (JedisDataException e) {
            // Refused while it connects; errors of commands come back as elements.
            JedisDataException shown = new JedisDataException(withoutPassword(String.valueOf(e.getMessage())));
            throw new ErrorReply(endpoint.toString(), settings.user(), shown).meaning();
        } finally {
            if (!complete) {
                close();
            }
        }
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
            open = new Wire(new HostAndPort(endpoint.host(), endpoint.port()), config.build());
            connection = open;
            number = OPENED.incrementAndGet();
        }
        return open;
    }

    /** Drops the connection, and with it all replies under way; the next call opens a new one. */
    @Override
    public void close() {
        Connection open = connection;
        connection = null;
        answered = false;
        elsewhere = false;
        underWay.clear();
        scripts.clear();
        if (open != null) {
            try {
                open.disconnect();
            } catch (JedisConnectionException e) {
                // The socket is closed all the same; there is nothing left to lose on a connection being dropped.
            }
        }
    }
}
