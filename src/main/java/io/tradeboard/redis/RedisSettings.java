package io.tradeboard.redis;

import io.tradeboard.run.UsageException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Where Redis is and how to authenticate.
 *
 * <p>{@link #toString} names the servers and never the password, so a settings object may be printed.
 *
 * @param servers the server; of a cluster some of its nodes, of Sentinel some of the sentinels
 * @param master what the sentinels call the master; nothing elsewhere
 * @param database the number for SELECT
 * @param timeout of every connect, read and write
 * @param tls how to encrypt, or null for not at all
 */
public record RedisSettings(
        Kind kind,
        List<Endpoint> servers,
        String master,
        @Nullable String user,
        @Nullable String password,
        int database,
        Duration timeout,
        @Nullable Tls tls) {
    private static final Duration LONGEST_TIMEOUT = Duration.ofDays(1);

    /** How messages show where user and password stand. */
    public static final String CREDENTIALS_FORM = "[user:password@]";

    /** What is at the address. */
    public enum Kind {
        /** One server; if it turns out to be a node of a cluster, the cluster. */
        SINGLE("redis", 6379),
        /** Sentinels, which know the server. */
        SENTINEL("redis-sentinel", 26379),
        CLUSTER("redis-cluster", 6379);

        private final String scheme;
        private final int port;

        Kind(String scheme, int port) {
            this.scheme = scheme;
            this.port = port;
        }

        /** The scheme of its addresses without TLS. */
        String scheme() {
            return scheme;
        }

        /** With TLS there is an s behind redis. */
        String tlsScheme() {
            return "rediss" + scheme.substring("redis".length());
        }

        int usualPort() {
            return port;
        }
    }

    public RedisSettings {
        servers = List.copyOf(servers);
        if (timeout.toMillis() < 1 || timeout.compareTo(LONGEST_TIMEOUT) > 0) {
            throw new UsageException("the timeout must be from 1 ms to 1 day");
        }
    }

    /** One server, without TLS. */
    public RedisSettings(
            String host, int port, @Nullable String user, @Nullable String password, int database, Duration timeout) {
        this(Kind.SINGLE, List.of(new Endpoint(host, port)), "", user, password, database, timeout, null);
    }

    /**
     * Reads {@code host:port}, {@code host} or {@code redis://[user:password@]host[:port][/database]};
     * {@code redis-cluster://[user:password@]host[:port],...}; or
     * {@code redis-sentinel://[user:password@]host[:port],...[/database][#master]}, where the master is {@code mymaster} if it
     * is not named. With {@code rediss} it is TLS, and the authorities that this Java trusts verify the servers.
     *
     * @param password of a password file; a password in the address is used only where this is null
     * @throws UsageException with a message that does not repeat the address, which may hold a password
     */
    public static RedisSettings parse(String address, @Nullable String password, Duration timeout) {
        AddressParser parsed = new AddressParser(address);
        String inline = parsed.password();
        return new RedisSettings(
                parsed.kind(),
                parsed.servers(),
                parsed.master(),
                parsed.user(),
                password == null ? inline : password,
                parsed.database(),
                timeout,
                parsed.isTls() ? Tls.ofThisJava() : null);
    }

    /** The same servers, which only these authorities verify; without TLS nobody does. */
    public RedisSettings trusting(Path authorities) throws IOException {
        return tls == null
                ? this
                : new RedisSettings(
                        kind, servers, master, user, password, database, timeout, Tls.trusting(authorities));
    }

    /** The same with other servers, of a cluster. */
    RedisSettings cluster(Endpoint node) {
        return new RedisSettings(Kind.CLUSTER, List.of(node), "", user, password, database, timeout, tls);
    }

    /** The same user at another kind of server, which has no databases. */
    RedisSettings asking(Duration within, boolean signIn) {
        return new RedisSettings(kind, servers, master, signIn ? user : null, signIn ? password : null, 0, within, tls);
    }

    /** The port of the first server. */
    public int port() {
        return servers.get(0).port();
    }

    /** {@code host:port}, as people write it; several with commas, and with the name of the master that sentinels know. */
    public String address() {
        String all = servers.stream().map(Endpoint::toString).collect(Collectors.joining(","));
        return kind == Kind.SENTINEL ? master + " of Sentinel " + all : all;
    }

    @Override
    public String toString() {
        String all = servers.stream().map(Endpoint::toString).collect(Collectors.joining(","));
        return (tls == null ? kind.scheme() : kind.tlsScheme()) + "://" + (user == null ? "" : user + "@") + all + "/"
                + database + (kind == Kind.SENTINEL ? "#" + master : "");
    }
}
