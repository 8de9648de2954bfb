package io.tradeboard.serve;

import io.tradeboard.format.TraderDocument;
import io.tradeboard.read.CachedBoards;
import io.tradeboard.redis.RedisConnection;
import io.tradeboard.redis.RedisSettings;
import io.tradeboard.run.Notices;
import io.tradeboard.run.Repeating;
import io.tradeboard.run.Runtime;
import io.tradeboard.trade.Symbols;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.jetty.server.RequestLog;
import org.jspecify.annotations.Nullable;

/** Serves boards over HTTP, from the start to {@link #close}. */
public final class WebService implements AutoCloseable {
    private static final Duration PROBE = Duration.ofSeconds(5);

    private final List<AutoCloseable> parts = new ArrayList<>();
    private final List<Route> routes = new ArrayList<>();
    private final Streams streams;
    private final WebServer server;
    private final Notices notices;
    private final boolean secure;
    private final AtomicReference<Symbols> symbols;
    private final Boards boards;
    private final AnswerCache answers;
    private final @Nullable MetricsServer metrics;
    private volatile boolean stopping;

    /**
     * Reads the boards once, and listens.
     *
     * @throws java.net.BindException if an address is in use
     * @throws IOException if it cannot listen, or a file cannot be read or written
     */
    public WebService(ServeConfig config, RedisSettings redis, Runtime runtime) throws IOException {
        ServeConfig.Boards kept = config.boards();
        ServeConfig.Http http = config.http();
        ServeConfig.Limits limits = config.limits();
        this.notices = runtime.notices();
        this.secure = http.certificate() != null;
        this.symbols = new AtomicReference<>(kept.symbols());
        this.answers = new AnswerCache(kept.refresh(), runtime.ticker());
        Site site = new Site(http.publicUrl(), symbols::get, kept.zone(), kept.refresh(), kept.depth(), config.build());
        try {
            Address metricsAddress = http.metrics();
            Metrics counted = metricsAddress == null ? null : new Metrics();
            Traffic traffic = counted == null ? Traffic.UNCOUNTED : counted;
            RequestLog log = accessLog(http.accessLog(), runtime);
            this.streams = keep(new Streams(limits.streams(), traffic, runtime.notices()));
            Encoders encoders = keep(new Encoders());
            RedisConnection connection = RedisConnection.forReads(redis);
            this.boards = keep(new Boards(
                    new CachedBoards(
                            connection,
                            new TraderDocument(),
                            symbols::get,
                            kept.zone(),
                            // These are kept as boards; a second cache would hold yesterday's beyond midnight.
                            Duration.ZERO,
                            runtime.clock()),
                    connection::close,
                    site,
                    encoders,
                    runtime,
                    streams::publish));
            Readers readers = keep(new Readers(() -> new Reader(redis, site, runtime.clock())));
            Assets assets = new Assets();
            Pages pages = new Pages(site, assets);
            Router.ProblemPages problems = new Problems(pages, boards);
            routes.addAll(new ApiRoutes(site, boards, streams).routes());
            routes.addAll(new PageRoutes(site, boards, streams, assets, pages).routes());
            routes.addAll(new HealthRoutes(boards, () -> stopping).routes());
            Router router = new Router(
                    routes,
                    new Router.Reads(
                            readers,
                            answers,
                            new RateLimit(limits.readsPerSecond(), runtime.ticker()),
                            boards::isReachable),
                    problems,
                    http.cors(),
                    traffic,
                    runtime);
            this.metrics = metricsAddress == null || counted == null
                    ? null
                    : metrics(metricsAddress, counted, boards, site.build());
            boards.start();
            this.server = keep(new WebServer(
                            new WebServer.Options(
                                    http.address(),
                                    http.certificate(),
                                    limits.connections(),
                                    http.publicUrl().startsWith("https:"),
                                    http.forwarded()),
                            router,
                            log)
                    .start());
            keep(new Repeating(
                            "http probe",
                            () -> PROBE,
                            stop -> server.probe(runtime.work()),
                            () -> {},
                            runtime.notices())
                    .start());
        } catch (IOException | RuntimeException e) {
            closeAll();
            throw e;
        }
    }

    private <T extends AutoCloseable> T keep(T part) {
        parts.add(part);
        return part;
    }

    private MetricsServer metrics(Address address, Metrics counted, Boards boards, ServeConfig.Build build)
            throws IOException {
        counted.watch(boards);
        return keep(MetricsServer.ofService(address, counted, build));
    }

    private @Nullable RequestLog accessLog(@Nullable Path file, Runtime runtime) throws IOException {
        if (file == null) {
            return null;
        }
        Writer out = keep(new OutputStreamWriter(
                Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND),
                StandardCharsets.UTF_8));
        return new AccessLog(out, runtime.clock(), runtime.notices());
    }

    /** Shows other symbols, and reads everything again: boards, results and traders. Any thread. */
    public void change(Symbols changed) {
        symbols.set(changed);
        boards.refreshAll();
        answers.clear();
    }

    /** What it answers. */
    List<Route> routes() {
        return routes;
    }

    /** Where it listens. */
    public Address address() {
        return server.address();
    }

    /** The address of the page, as it is on this machine. */
    public String url() {
        return (secure ? "https" : "http") + "://" + server.address() + "/";
    }

    /** Where the metrics are; null for nowhere. */
    public @Nullable String metricsUrl() {
        return metrics == null ? null : metrics.url();
    }

    /** Accepts no more requests, ends the streams, and lets requests in flight finish. */
    @Override
    public void close() {
        stopping = true;
        server.refuseMore();
        streams.close();
        closeAll();
    }

    private void closeAll() {
        for (int i = parts.size() - 1; i >= 0; i--) {
            try {
                parts.get(i).close();
            } catch (Exception e) {
                // The others are closed all the same.
                notices.warn("the server did not end in order: " + e);
            }
        }
        parts.clear();
    }
}
