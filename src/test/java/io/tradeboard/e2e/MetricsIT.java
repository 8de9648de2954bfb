package io.tradeboard.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Processes that are scraped while they work, and end in order all the same. */
@Timeout(180)
class MetricsIT {
    private static final Pattern ADDRESS = Pattern.compile("metrics are at (http://127\\.0\\.0\\.1:[0-9]+/metrics)");

    private final Deployment deployment;

    MetricsIT(@TempDir Path directory) throws IOException {
        deployment = Deployment.withRedis(directory);
    }

    @AfterEach
    void end() {
        deployment.close();
    }

    @Test
    void aDaemonAndAServerAreScrapedUntilTheyStop() throws Exception {
        Running daemon = deployment.startDaemon("--metrics", "0");
        deployment.run("produce", "--count", "20").expect(0);
        await().atMost(Running.PATIENCE)
                .until(() -> scrape(daemon).contains("\ntradeboard_trades_applied_total 20.0\n"));
        assertThat(scrape(daemon)).contains("\ntradeboard_daemon_state{state=\"running\"} 1.0\n");

        Running server = deployment.start("serve", "--http", "0", "--metrics", "0");
        server.awaitMessage("metrics are at");
        assertThat(scrape(server)).contains("\ntradeboard_redis_up 1.0\n", "\ntradeboard_boards 5.0\n");

        server.terminate().expect(0);
        daemon.terminate().expect(0);
    }

    private static String scrape(Running process) throws IOException, InterruptedException {
        Matcher address = ADDRESS.matcher(process.printed());
        assertThat(address.find()).as(process.printed()).isTrue();
        HttpRequest request = HttpRequest.newBuilder(URI.create(address.group(1)))
                .timeout(Duration.ofSeconds(20))
                .build();
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.ofString())
                .body();
    }
}
