package io.tradeboard.serve;

import io.tradeboard.format.Documents;
import io.tradeboard.run.Work;
import java.io.IOException;
import java.net.BindException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.alpn.server.ALPNServerConnectionFactory;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.http2.server.HTTP2CServerConnectionFactory;
import org.eclipse.jetty.http2.server.HTTP2ServerConnectionFactory;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.ForwardedRequestCustomizer;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.RequestLog;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.jspecify.annotations.Nullable;

/**
 * A server for one address: HTTP/1.1 and HTTP/2, with or without TLS, and with limits that keep bad clients from hurting
 * good ones.
 */
final class WebServer implements AutoCloseable {
    private static final String WORK = "http";
    private static final int MOST_THREADS = 64;
    /** With Java's default of 50, clients that connect in a burst wait a second for the retransmission of a SYN. */
    private static final int MOST_UNACCEPTED = 1_024;

    private static final int MOST_HEADER_BYTES = 8 * 1024;
    private static final Duration IDLE = Duration.ofSeconds(30);
    private static final long STRICT_TRANSPORT_SECONDS = Duration.ofDays(365).toSeconds();
    private static final long LAST_REQUESTS_MILLIS = 2_000;

    private final QueuedThreadPool threads;
    private final AtomicBoolean probing = new AtomicBoolean();
    private final Server server;
    private final ServerConnector connector;
    private final Address address;

    /**
     * How a server listens.
     *
     * @param certificate null for no TLS
     * @param mostConnections how many may be open
     * @param strict whether clients must use TLS for a year once they have used it (RFC 6797)
     * @param forwarded whether a proxy in front reports the address of the client, by {@code Forwarded} or {@code
     *     X-Forwarded-For}
     */
    record Options(
            Address address,
            @Nullable Certificate certificate,
            int mostConnections,
            boolean strict,
            boolean forwarded) {
        static Options plain(Address address) {
            return new Options(address, null, 1_000, false, false);
        }
    }

    WebServer(Options options, Handler handler, @Nullable RequestLog log) throws IOException {
        this.address = options.address();
        this.threads = new QueuedThreadPool(MOST_THREADS, 2);
        threads.setName("tradeboard-http");
        threads.setDaemon(true);
        this.server = new Server(threads);
        HttpConfiguration http = configuration(options);
        this.connector = new ServerConnector(server, 1, 1, factories(options, http));
        connector.setHost(address.host());
        connector.setPort(address.port());
        connector.setIdleTimeout(IDLE.toMillis());
        connector.setAcceptQueueSize(MOST_UNACCEPTED);
        connector.addBean(new SlowHeaders(server.getScheduler()));
        server.addConnector(connector);
        server.addBean(new NetworkConnectionLimit(options.mostConnections(), connector));
        server.setHandler(handler);
        server.setErrorHandler(WebServer::refuse);
        server.setRequestLog(log);
        server.setStopTimeout(LAST_REQUESTS_MILLIS);
    }

    private static HttpConfiguration configuration(Options options) {
        HttpConfiguration http = new HttpConfiguration();
        http.setSendServerVersion(false);
        http.setRequestHeaderSize(MOST_HEADER_BYTES);
        // The cache costs each connection a hundred kilobytes.
        http.setHeaderCacheSize(0);
        if (options.forwarded()) {
            http.addCustomizer(new ForwardedRequestCustomizer());
        }
        if (options.certificate() != null) {
            http.addCustomizer(
                    new SecureRequestCustomizer(false, options.strict() ? STRICT_TRANSPORT_SECONDS : -1, false));
        }
        return http;
    }

    private static ConnectionFactory[] factories(Options options, HttpConfiguration http) throws IOException {
        HttpConnectionFactory first = new HttpConnectionFactory(http);
        Certificate certificate = options.certificate();
        if (certificate == null) {
            return new ConnectionFactory[] {first, new HTTP2CServerConnectionFactory(http)};
        }
        String password = UUID.randomUUID().toString();
        SslContextFactory.Server tls = new SslContextFactory.Server();
        tls.setKeyStore(certificate.load(password.toCharArray()));
        tls.setKeyStorePassword(password);
        ALPNServerConnectionFactory choice = new ALPNServerConnectionFactory();
        choice.setDefaultProtocol(first.getProtocol());
        return new ConnectionFactory[] {
            new SslConnectionFactory(tls, choice.getProtocol()), choice, new HTTP2ServerConnectionFactory(http), first
        };
    }

    /**
     * Listens.
     *
     * @throws BindException if the address is in use
     * @throws IOException if it cannot
     */
    WebServer start() throws IOException {
        try {
            server.start();
            return this;
        } catch (Exception e) {
            stop();
            if (isTaken(e)) {
                throw new BindException(
                        "address " + address + " is in use, or not one of this machine; choose another --http");
            }
            throw new IOException("cannot serve at " + address + ": " + e.getMessage(), e);
        }
    }

    private static boolean isTaken(Throwable e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof BindException) {
                return true;
            }
        }
        return false;
    }

    /** Where it listens. */
    Address address() {
        return new Address(address.host(), connector.getLocalPort());
    }

    /** Announces, until it is over, that a thread is asked for, as each request does: it is stuck where none is ever free. */
    void probe(Work work) {
        if (!probing.getAndSet(true)) {
            work.begin(WORK);
            threads.execute(() -> {
                work.end(WORK);
                probing.set(false);
            });
        }
    }

    /** Accepts no more connections; open ones continue. */
    void refuseMore() {
        connector.close();
    }

    private void stop() {
        try {
            server.stop();
        } catch (Exception e) {
            // It ends with the process.
            server.setStopAtShutdown(false);
        }
    }

    @Override
    public void close() {
        stop();
    }

    /** Answers requests that never reached a handler, or failed there. */
    private static boolean refuse(Request request, Response response, Callback callback) {
        int status = Math.max(400, response.getStatus());
        Headers.secure(response.getHeaders(), Answer.Frames.NOBODY);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/problem+json");
        response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
        boolean ours = status >= 500;
        String path = String.valueOf(request.getHttpURI().getPath());
        String why = path.toLowerCase(Locale.ROOT).contains("%2f")
                ? "a symbol or trader with a slash goes into the query: ?symbol=A%2FB"
                : "the request is not valid HTTP or exceeds a limit";
        String body = Documents.problem(
                "about:blank", HttpStatus.getMessage(status), status, ours ? "the request failed" : why, path);
        response.write(true, ByteBuffer.wrap(body.getBytes(StandardCharsets.UTF_8)), callback);
        return true;
    }
}
