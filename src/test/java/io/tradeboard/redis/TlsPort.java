package io.tradeboard.redis;

import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import redis.clients.jedis.Protocol.Command;

/** A port on which the Redis of the tests speaks TLS, where its build can. */
public final class TlsPort implements AutoCloseable {
    private final RedisConnection redis;
    private final int port;

    public TlsPort(RedisExtension extension, Authority.Server server) throws IOException {
        redis = new RedisConnection(extension.settings());
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        assumeThat((List<?>) redis.call(Command.CONFIG, "GET", "tls-port"))
                .as("this build of Redis speaks TLS")
                .isNotEmpty();
        set("tls-auth-clients", "no");
        use(server);
    }

    public int port() {
        return port;
    }

    /** From now on the server shows this certificate. */
    void use(Authority.Server server) {
        // A certificate goes only with its key, so the pair is changed while there is none.
        set("tls-port", "0");
        set("tls-cert-file", server.certificate().toString());
        set("tls-key-file", server.key().toString());
        set("tls-port", Integer.toString(port));
    }

    void set(String option, String value) {
        redis.call(Command.CONFIG, "SET", option, value);
    }

    RedisSettings at(String host, String password, Duration timeout) {
        return RedisSettings.parse("rediss://" + host + ":" + port, password.isEmpty() ? null : password, timeout);
    }

    @Override
    public void close() {
        set("tls-port", "0");
        redis.close();
    }
}
