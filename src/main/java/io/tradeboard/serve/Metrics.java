package io.tradeboard.serve;

import static io.tradeboard.serve.Families.named;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.prometheus.metrics.model.snapshots.Unit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The metrics of a server of boards: its requests, its streams, and how old the boards are that it serves. Labels are
 * patterns of routes, statuses and at most {@link #MOST_SYMBOLS} symbols, so that no client decides how many series there
 * are; no trader is ever a label. Thread-safe.
 */
final class Metrics implements Traffic {
    /** How many symbols have a label of their own. */
    static final int MOST_SYMBOLS = 100;

    private static final double NANOS_A_SECOND = TimeUnit.SECONDS.toNanos(1);

    /** Most answers are bytes in memory, some ask Redis, and a few wait for it. */
    private static final double[] BUCKETS = {0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5};

    private final PrometheusRegistry registry = new PrometheusRegistry();
    private final Counter requests;
    private final Histogram seconds;
    private final Gauge streams;
    private final Counter refusedStreams;
    private final Counter sentEvents;
    private final Counter droppedEvents;

    Metrics() {
        this.requests = Counter.builder()
                .name("tradeboard_http_requests_total")
                .help("Requests by route pattern and status; a stream counts when it ends.")
                .labelNames("route", "status")
                .withoutExemplars()
                .register(registry);
        this.seconds = Histogram.builder()
                .name("tradeboard_http_request_seconds")
                .help("Time from a request until its answer was sent, by route pattern; streams are left out.")
                .unit(Unit.SECONDS)
                .labelNames("route")
                .classicOnly()
                .classicUpperBounds(BUCKETS)
                .withoutExemplars()
                .register(registry);
        this.streams = Gauge.builder()
                .name("tradeboard_http_streams_open")
                .help("Live streams that are open.")
                .withoutExemplars()
                .register(registry);
        this.refusedStreams = counter(
                "tradeboard_http_streams_refused_total", "Live streams refused because as many were open as may be.");
        this.sentEvents = counter("tradeboard_http_events_sent_total", "Boards sent to live streams.");
        this.droppedEvents = counter(
                "tradeboard_http_events_dropped_total",
                "Boards that a live stream skipped because its reader was slower than they came.");
    }

    private Counter counter(String name, String help) {
        return Counter.builder().name(name).help(help).withoutExemplars().register(registry);
    }

    PrometheusRegistry registry() {
        return registry;
    }

    /** Shows from now on how old these boards are. */
    void watch(Boards boards) {
        registry.register(() -> boards(boards));
    }

    private static MetricSnapshots boards(Boards boards) {
        List<ServedBoard> all = boards.all();
        Map<String, Double> ages = new LinkedHashMap<>();
        for (ServedBoard board : all.subList(0, Math.min(MOST_SYMBOLS, all.size()))) {
            ages.put(board.facts().symbol(), boards.age(board).toNanos() / NANOS_A_SECOND);
        }
        return MetricSnapshots.of(
                Families.gauge(
                        named(
                                "tradeboard_board_age_seconds",
                                "Time since the board that is served was read from Redis, for the first " + MOST_SYMBOLS
                                        + " symbols: the configured ones, then others; the rest is not exported.",
                                Unit.SECONDS),
                        "symbol",
                        ages),
                Families.gauge(named("tradeboard_boards", "Boards in memory, ready to be served.", null), all.size()),
                Families.redisUp(boards.isReachable()));
    }

    @Override
    public void answered(String route, int status, long nanos) {
        requests.labelValues(route, status(status)).inc();
        seconds.labelValues(route).observe(nanos / NANOS_A_SECOND);
    }

    @Override
    public void streamEnded(String route, int status) {
        requests.labelValues(route, status(status)).inc();
    }

    /** The status as a label; a client that disconnected before there was one has none. */
    private static String status(int status) {
        return status < 100 || status > 599 ? "none" : Integer.toString(status);
    }

    @Override
    public void streams(int open) {
        streams.set(open);
    }

    @Override
    public void streamRefused() {
        refusedStreams.inc();
    }

    @Override
    public void eventSent() {
        sentEvents.inc();
    }

    @Override
    public void eventDropped() {
        droppedEvents.inc();
    }
}
