package io.tradeboard.serve;

import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.expositionformats.OpenMetricsTextFormatWriter;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.instrumentation.jvm.JvmMetrics;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPOutputStream;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Answers scrapes: OpenMetrics 1.0 if the scraper accepts it, else the text format of Prometheus; compressed if it
 * accepts that.
 *
 * <p>The metrics of the Java machine are there from the first scrape on: registering them costs a quarter of a second,
 * which a process that is never scraped saves.
 */
final class Exposition extends Handler.Abstract {
    static final String PATH = "/metrics";

    private final PrometheusRegistry registry;
    private final ExpositionFormatWriter text = PrometheusTextFormatWriter.create();
    private final ExpositionFormatWriter openMetrics = OpenMetricsTextFormatWriter.create();
    private boolean hasMachine;

    Exposition(PrometheusRegistry registry) {
        this.registry = registry;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws IOException {
        HttpFields.Mutable headers = response.getHeaders();
        Headers.secure(headers, Answer.Frames.NOBODY);
        headers.put(HttpHeader.CACHE_CONTROL, "no-store");
        String method = request.getMethod();
        if (!PATH.equals(request.getHttpURI().getPath())) {
            plain(404, "the metrics are at " + PATH + "\n", request, response, callback);
        } else if (method.equals("GET") || method.equals("HEAD")) {
            scrape(request, response, callback);
        } else {
            headers.put(HttpHeader.ALLOW, "GET, HEAD");
            plain(405, "only GET and HEAD are answered\n", request, response, callback);
        }
        return true;
    }

    private void scrape(Request request, Response response, Callback callback) throws IOException {
        registerMachine();
        HttpFields.Mutable headers = response.getHeaders();
        String accept = request.getHeaders().get(HttpHeader.ACCEPT);
        ExpositionFormatWriter writer = openMetrics.accepts(accept) ? openMetrics : text;
        boolean pack =
                request.getHeaders().getQualityCSV(HttpHeader.ACCEPT_ENCODING).contains("gzip");
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        try (OutputStream out = pack ? new GZIPOutputStream(body) : body) {
            writer.write(out, registry.scrape());
        }
        headers.put(HttpHeader.VARY, "Accept, Accept-Encoding");
        headers.put(HttpHeader.CONTENT_TYPE, writer.getContentType());
        if (pack) {
            headers.put(HttpHeader.CONTENT_ENCODING, "gzip");
        }
        send(body.toByteArray(), request, response, callback);
    }

    private synchronized void registerMachine() {
        if (!hasMachine) {
            JvmMetrics.builder().register(registry);
            hasMachine = true;
        }
    }

    private static void plain(int status, String words, Request request, Response response, Callback callback) {
        response.setStatus(status);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "text/plain; charset=utf-8");
        send(words.getBytes(StandardCharsets.UTF_8), request, response, callback);
    }

    private static void send(byte[] body, Request request, Response response, Callback callback) {
        response.getHeaders().put(HttpHeader.CONTENT_LENGTH, body.length);
        boolean head = request.getMethod().equals("HEAD");
        response.write(true, head ? ByteBuffer.allocate(0) : ByteBuffer.wrap(body), callback);
    }
}
