package io.tradeboard.redis;

import io.tradeboard.run.UsageException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Where Redis is and how to authenticate.
 *
 * <p>{@link #toString} names the server and never the password, so a settings object may be printed.
 *
 * @param database the number for SELECT
 * @param timeout of every connect, read and write
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

    /** How messages show where user and password stand. */
    public static final String CREDENTIALS_FORM = "[user:password@]";

    public RedisSettings {
        if (port < 1 || port > 65_535) {
            throw new UsageException("Redis port " + port + " is not from 1 to 65535");
        }
        if (timeout.toMillis() < 1 || timeout.compareTo(LONGEST_TIMEOUT) > 0) {
            throw new UsageException("the timeout must be from 1 ms to 1 day");
        }
    }

    /** Without TLS. */
    public RedisSettings(
            String host, int port, @Nullable String user, @Nullable String password, int database, Duration timeout) {
        this(host, port, user, password, database, timeout, null);
    }

    /**
     * Reads {@code host:port}, {@code host} or {@code redis://[user:password@]host[:port][/database]}; with
     * {@code rediss} it is TLS, and the authorities that this Java trusts verify the server.
     *
     * @param password of a password file; a password in the address is used only where this is null
     * @throws UsageException with a message that does not repeat the address, which may hold a password
     */
    public static RedisSettings parse(String address, @Nullable String password, Duration timeout) {
        AddressParser parsed = new AddressParser(address);
        String inline = parsed.password();
        return new RedisSettings(
                parsed.host(),
                parsed.port(DEFAULT_PORT),
                parsed.user(),
                password == null ? inline : password,
                parsed.database(),
                timeout,
                parsed.isTls() ? Tls.ofThisJava() : null);
    }

    /** The same server, which only these authorities verify; without TLS nobody does. */
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
