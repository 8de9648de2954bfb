package io.tradeboard.serve;

import io.prometheus.metrics.core.metrics.Info;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.net.BindException;

/** Serves the metrics of a process at {@code /metrics} at an address of its own, and nothing else. */
public final class MetricsServer implements AutoCloseable {
    private final WebServer server;

    private MetricsServer(Address address, PrometheusRegistry registry, ServeConfig.Build build) throws IOException {
        Info.builder()
                .name("tradeboard_build_info")
                .help("Version and commit of the program.")
                .labelNames("version", "commit")
                .register(registry)
                .addLabelValues(build.version(), build.commit());
        try {
            this.server = new WebServer(WebServer.Options.plain(address), new Exposition(registry), null).start();
        } catch (BindException e) {
            BindException taken = new BindException("the address " + address
                    + " for the metrics is in use, or not one of this machine; choose another --metrics");
            taken.initCause(e);
            throw taken;
        }
    }

    /**
     * Serves the metrics of a daemon.
     *
     * @throws BindException if the address is in use
     * @throws IOException if it cannot listen
     */
    public static MetricsServer ofDaemon(Address address, DaemonView daemon, ServeConfig.Build build)
            throws IOException {
        PrometheusRegistry registry = new PrometheusRegistry();
        registry.register(new DaemonMetrics(daemon));
        return new MetricsServer(address, registry, build);
    }

    /** Serves the metrics of a server of boards. */
    static MetricsServer ofService(Address address, Metrics metrics, ServeConfig.Build build) throws IOException {
        return new MetricsServer(address, metrics.registry(), build);
    }

    /** Where the metrics are. */
    public String url() {
        return "http://" + server.address() + Exposition.PATH;
    }

    @Override
    public void close() {
        server.close();
    }
}
