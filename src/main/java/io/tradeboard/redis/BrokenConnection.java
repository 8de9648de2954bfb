package io.tradeboard.redis;

import java.io.EOFException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.exceptions.JedisConnectionException;

/** What it means that a connection could not be opened, or broke. */
final class BrokenConnection {
    private static final String NEEDS_TLS = " (a port that speaks TLS needs a rediss:// address)";
    private static final String NEEDS_NO_TLS = " (a port without TLS needs a redis:// address)";

    private final List<Throwable> causes = new ArrayList<>();
    private final JedisConnectionException failure;

    private BrokenConnection(JedisConnectionException failure) {
        this.failure = failure;
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            causes.addAll(List.of(cause.getSuppressed()));
            causes.add(cause);
        }
    }

    /**
     * The exception for a caller.
     *
     * @param server what was to be reached
     * @param tls whether by TLS
     * @param answered whether the server had answered on this connection before
     */
    static RuntimeException meaning(JedisConnectionException failure, Endpoint server, boolean tls, boolean answered) {
        BrokenConnection broken = new BrokenConnection(failure);
        String untrusted = broken.untrusted();
        if (untrusted != null) {
            return new RedisUntrustedException(server.toString(), untrusted, failure);
        }
        String hint = answered ? "" : tls ? NEEDS_NO_TLS : NEEDS_TLS;
        return new RedisUnavailableException(server.toString(), broken.reason(hint, tls), false, failure);
    }

    /** Whether a call failed because its connection was closed, and not because the server was slow or refused. */
    static boolean isClosed(RedisUnavailableException unavailable) {
        return unavailable.getCause() instanceof JedisConnectionException failure
                && new BrokenConnection(failure).find(SocketTimeoutException.class) == null;
    }

    /** Why the server is not to be trusted, or null where that is not what happened. */
    private @Nullable String untrusted() {
        SSLHandshakeException handshake = find(SSLHandshakeException.class);
        if (handshake == null) {
            return null;
        }
        GeneralSecurityException certificate = find(GeneralSecurityException.class);
        if (certificate != null) {
            return "its certificate is not accepted: " + lower(innermost(certificate));
        }
        // A server that went away in the middle of a handshake may come back.
        boolean cut = find(EOFException.class) != null || find(SocketException.class) != null;
        return cut ? null : "TLS handshake failed: " + lower(handshake);
    }

    /** @param hint what may be wrong where there was a connection, and nothing or nonsense came through it */
    private String reason(String hint, boolean tls) {
        if (find(ConnectException.class) != null) {
            return "connection refused";
        }
        if (find(UnknownHostException.class) != null) {
            return "unknown host";
        }
        SocketTimeoutException timeout = find(SocketTimeoutException.class);
        if (timeout != null) {
            return "timed out" + (tls && !lower(timeout).startsWith("connect") ? hint : "");
        }
        SSLException noTls = find(SSLException.class);
        if (noTls != null) {
            return lower(noTls) + hint;
        }
        SocketException socket = find(SocketException.class);
        if (socket != null) {
            return lower(socket) + hint;
        }
        String message = lower(failure);
        if (message.startsWith("unknown reply")) {
            return "the server there is not Redis" + hint;
        }
        return message.contains("unexpected end of stream") ? "connection closed" + hint : message;
    }

    private <T extends Throwable> @Nullable T find(Class<T> type) {
        return causes.stream()
                .filter(type::isInstance)
                .map(type::cast)
                .findFirst()
                .orElse(null);
    }

    private static Throwable innermost(Throwable failure) {
        Throwable innermost = failure;
        while (innermost.getCause() != null) {
            innermost = innermost.getCause();
        }
        return innermost;
    }

    private static String lower(Throwable failure) {
        return String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT);
    }
}
