package io.tradeboard.cli;

import io.tradeboard.run.UsageException;
import io.tradeboard.serve.Address;
import io.tradeboard.serve.Certificate;
import io.tradeboard.serve.ServeConfig;
import io.tradeboard.text.Printable;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where boards are served over HTTP, and for whom. */
final class ServeOptions {
    static final String TITLE = "HTTP";

    @Option(
            names = "--http",
            paramLabel = "HOST:PORT",
            defaultValue = "127.0.0.1:8080",
            description = "address to listen on; 0.0.0.0:8080 is every interface (127.0.0.1:8080)")
    String http = "";

    @Option(
            names = "--public-url",
            paramLabel = "URL",
            description = "public address for links that leave the page, such as https://example.com")
    @Nullable
    String publicUrl;

    @Option(
            names = "--cors",
            paramLabel = "ORIGIN",
            defaultValue = "*",
            description = "origin whose pages may read the API; * for any, or none (*)")
    String cors = "";

    @Option(
            names = "--tls-cert",
            paramLabel = "FILE",
            description = "PEM file of the certificate and its chain; serves HTTPS")
    @Nullable
    Path tlsCert;

    @Option(
            names = "--tls-key",
            paramLabel = "FILE",
            description = "PEM file of its private key, PKCS #8 without a password")
    @Nullable
    Path tlsKey;

    @Option(names = "--forwarded", description = "trust Forwarded and X-Forwarded-For, which a proxy in front must set")
    boolean forwarded;

    @Option(names = "--access-log", paramLabel = "FILE", description = "append a line of JSON for each request")
    @Nullable
    Path accessLog;

    @Option(
            names = "--metrics",
            paramLabel = "HOST:PORT",
            description = "listen here for Prometheus, at /metrics (off)")
    @Nullable
    String metrics;

    @Option(
            names = "--max-streams",
            paramLabel = "N",
            defaultValue = "2000",
            description = "number of open live streams; further pages poll each minute (2000)")
    int maxStreams;

    @Option(
            names = "--max-reads",
            paramLabel = "N",
            defaultValue = "20",
            description = "requests a second from one address for ranks, searches and past days; 0 is no limit (20)")
    int maxReads;

    /** What an HTTP server has to know, but for the boards. */
    ServeConfig config(ServeConfig.Boards boards) throws IOException {
        if ((tlsCert == null) != (tlsKey == null)) {
            throw new UsageException("--tls-cert and --tls-key go together");
        }
        if (maxStreams < 0 || maxReads < 0) {
            throw new UsageException("--max-streams and --max-reads must not be negative");
        }
        Certificate certificate = tlsCert == null || tlsKey == null ? null : new Certificate(tlsCert, tlsKey);
        return new ServeConfig(
                boards,
                new ServeConfig.Http(
                        Address.parse(http),
                        metrics == null ? null : Address.parse(metrics),
                        publicUrl(),
                        origin(),
                        certificate,
                        forwarded,
                        accessLog),
                new ServeConfig.Limits(ServeConfig.Limits.USUAL.connections(), maxStreams, maxReads),
                Version.served());
    }

    private String publicUrl() {
        if (publicUrl == null) {
            return "";
        }
        try {
            URI uri = new URI(publicUrl);
            boolean web = "https".equals(uri.getScheme()) || "http".equals(uri.getScheme());
            if (web && uri.getHost() != null && uri.getQuery() == null && uri.getFragment() == null) {
                return publicUrl.replaceAll("/+$", "");
            }
        } catch (URISyntaxException e) {
            // Reported below.
        }
        throw new UsageException("--public-url " + Printable.quote(publicUrl) + " is not like https://example.com");
    }

    private String origin() {
        if (cors.equals("none")) {
            return "";
        }
        if (cors.equals("*") || cors.matches("https?://[A-Za-z0-9.\\-\\[\\]:]+")) {
            return cors;
        }
        throw new UsageException("--cors " + Printable.quote(cors) + " is none of *, none and an origin such as"
                + " https://example.com");
    }
}
