package io.tradeboard.redis;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Where Redis is and how to sign in.
 *
 * <p>{@link #toString} names the server and never the password, so a settings object may be printed.
 *
 * @param database the number for SELECT
 * @param timeout bound of every connect, read and write
 * @param tls how to encrypt, or null for not at all
 */
public record RedisSettings(
        String host,
        int port,
        @Nullable String user,
        @Nullable String password,
        int database,
        Duration timeout,
        @Nullable Tls tls) {
    private static final int DEFAULT_PORT = 6379;
    private static final Duration LONGEST_TIMEOUT = Duration.ofDays(1);
    private static final String FORM =
            "Redis address is not host:port or redis://[user:password@]host:port/db, or rediss:// for TLS";

    public RedisSettings {
        if (host.isEmpty()) {
            throw new IllegalArgumentException("Redis address has no host");
        }
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException("Redis port " + port + " is not from 1 to 65535");
        }
        if (timeout.toMillis() < 1 || timeout.compareTo(LONGEST_TIMEOUT) > 0) {
            throw new IllegalArgumentException("the time-out must be from 1 ms to 1 day");
        }
    }

    /** Without TLS. */
    public RedisSettings(
            String host, int port, @Nullable String user, @Nullable String password, int database, Duration timeout) {
        this(host, port, user, password, database, timeout, null);
    }

    /**
     * Reads {@code host:port}, {@code host} or {@code redis://[user:password@]host[:port][/database]}; with
     * {@code rediss} it is TLS, and the authorities that this Java trusts vouch for the server.
     *
     * @param password of a password file; a password in the address is used only where this is null
     * @throws IllegalArgumentException with a message that does not repeat the address, which may hold a password
     */
    public static RedisSettings parse(String address, @Nullable String password, Duration timeout) {
        URI uri;
        try {
            uri = new URI(address.contains("://") ? address : "redis://" + address);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(FORM);
        }
        boolean tls = "rediss".equals(uri.getScheme());
        if (!(tls || "redis".equals(uri.getScheme()))
                || uri.getHost() == null
                || uri.getQuery() != null
                || uri.getFragment() != null) {
            throw new IllegalArgumentException(FORM);
        }
        String info = uri.getUserInfo();
        int colon = info == null ? -1 : info.indexOf(':');
        String user = info == null || colon == 0 ? null : colon < 0 ? info : info.substring(0, colon);
        String inline = info == null || colon < 0 ? null : info.substring(colon + 1);
        String host = uri.getHost().startsWith("[")
                ? uri.getHost().substring(1, uri.getHost().length() - 1)
                : uri.getHost();
        return new RedisSettings(
                host,
                uri.getPort() < 0 ? DEFAULT_PORT : uri.getPort(),
                user,
                password == null ? inline : password,
                database(uri.getPath()),
                timeout,
                tls ? Tls.ofThisJava() : null);
    }

    private static int database(@Nullable String path) {
        if (path == null || path.isEmpty() || path.equals("/")) {
            return 0;
        }
        if (!path.matches("/[0-9]{1,4}")) {
            throw new IllegalArgumentException("Redis address ends in a database that is not a number");
        }
        return Integer.parseInt(path.substring(1));
    }

    /** The same server, for which only these authorities vouch; without TLS nobody has to. */
    public RedisSettings trusting(Path authorities) throws IOException {
        return tls == null
                ? this
                : new RedisSettings(host, port, user, password, database, timeout, Tls.trusting(authorities));
    }

    /** {@code host:port}, as people write it. */
    public String address() {
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }

    @Override
    public String toString() {
        return (tls == null ? "redis://" : "rediss://") + (user == null ? "" : user + "@") + address() + "/" + database;
    }
}
