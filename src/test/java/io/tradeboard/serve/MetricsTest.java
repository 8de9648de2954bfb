package io.tradeboard.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.tradeboard.board.Moves;
import io.tradeboard.board.RedisBoards;
import io.tradeboard.redis.EmbeddedRedis;
import io.tradeboard.redis.RedisConnection;
import io.tradeboard.redis.RedisExtension;
import io.tradeboard.redis.RedisSettings;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What a server of boards exports, through HTTP. */
class MetricsTest {
    private static final String CANARY = "kanarie-Zw4rt";

    @RegisterExtension
    static final RedisExtension REDIS = new RedisExtension();

    @TempDir
    Path directory;

    private final RedisConnection redis = REDIS.connect();

    private void trade(String symbol, String trader) {
        Moves.assertApplied(
                new RedisBoards(redis, Moves.DAYS),
                Moves.WRITER,
                List.of(Moves.move(Moves.today(redis, symbol), 0, 1, Map.of(trader, 700L))));
    }

    static ServedRedis serve(RedisSettings redis, Address metrics) throws IOException {
        return new ServedRedis(redis, config -> {
            ServeConfig.Http http = config.http();
            return new ServeConfig(
                    config.boards(),
                    new ServeConfig.Http(http.address(), metrics, "", "*", null, false, null),
                    config.limits(),
                    config.build());
        });
    }

    private ServedRedis serve() throws IOException {
        return serve(redis.settings(), new Address("127.0.0.1", 0));
    }

    private static String url(ServedRedis served) {
        return Objects.requireNonNull(served.service.metricsUrl());
    }

    private static Map<String, Double> values(ServedRedis served) throws IOException, InterruptedException {
        return Scrape.of(url(served), Scrape.TEXT).values();
    }

    @Test
    void namesTypesAndHelpAreThoseOfTheGoldenFiles() throws Exception {
        trade("BTC", "ann");
        try (ServedRedis served = serve()) {
            served.get("/api/v1/boards/BTC");
            served.get("/api/v1/boards/NONE");
            await().until(() -> values(served)
                    .containsKey("tradeboard_http_requests_total{route=\"/api/v1/boards/{symbol}\",status=\"404\"}"));
            Scrape text = Scrape.of(url(served), Scrape.TEXT);
            Scrape openMetrics = Scrape.of(url(served), Scrape.OPEN_METRICS);

            assertThat(text.type()).isEqualTo("text/plain; version=0.0.4; charset=utf-8");
            assertThat(openMetrics.type()).isEqualTo("application/openmetrics-text; version=1.0.0; charset=utf-8");
            text.assertLike("metrics-serve.txt");
            openMetrics.assertLike("metrics-serve.openmetrics.txt");
            assertThat(openMetrics.text()).endsWith("# EOF\n");
            assertThat(text.names())
                    .contains("jvm_threads_current", "jvm_memory_used_bytes", "process_start_time_seconds");
        }
    }

    @Test
    void requestsAreCountedByPatternAndStatusAndNeverByPath() throws Exception {
        try (ServedRedis served = serve()) {
            for (int i = 0; i < 20; i++) {
                served.get("/api/v1/boards/" + CANARY + i);
                served.get("/" + CANARY + "/" + i + "/nowhere/at/all");
            }
            String boards = "tradeboard_http_requests_total{route=\"/api/v1/boards/{symbol}\",status=\"404\"}";
            await().until(() -> values(served).getOrDefault(boards, 0.0) == 20);
            Scrape scrape = Scrape.of(url(served), Scrape.TEXT);

            assertThat(scrape.values())
                    .containsEntry("tradeboard_http_requests_total{route=\"none\",status=\"404\"}", 20.0)
                    .containsEntry("tradeboard_http_request_seconds_count{route=\"none\"}", 20.0);
            assertThat(scrape.text()).doesNotContain(CANARY);
        }
    }

    @Test
    void noTraderIsInThem() throws Exception {
        trade("BTC", CANARY);
        try (ServedRedis served = serve()) {
            assertThat(served.get("/api/v1/boards/BTC").body()).contains(CANARY);
            served.get("/api/v1/boards/BTC/traders/" + CANARY);
            served.get("/api/v1/boards/BTC/traders?query=" + CANARY);
            await().until(() -> values(served).keySet().stream()
                            .filter(sample -> sample.startsWith("tradeboard_http_requests_total"))
                            .count()
                    == 3);

            assertThat(Scrape.of(url(served), Scrape.TEXT).text()).doesNotContain(CANARY);
            assertThat(Scrape.of(url(served), Scrape.OPEN_METRICS).text()).doesNotContain(CANARY);
        }
    }

    @Test
    void noMoreThanAHundredSymbolsAreLabelsAndTheConfiguredOnesAreAmongThem() throws Exception {
        for (int i = 0; i < 120; i++) {
            trade("S" + i, "ann");
        }
        try (ServedRedis served = serve()) {
            Map<String, Double> values = values(served);

            assertThat(values).containsEntry("tradeboard_boards", 123.0);
            assertThat(values.keySet().stream().filter(sample -> sample.startsWith("tradeboard_board_age_seconds")))
                    .hasSize(Metrics.MOST_SYMBOLS)
                    .contains(
                            "tradeboard_board_age_seconds{symbol=\"BTC\"}",
                            "tradeboard_board_age_seconds{symbol=\"A/B\"}");
        }
    }

    @Test
    void aStreamIsOpenUntilItsReaderGoesAndIsNoSlowRequest() throws Exception {
        trade("BTC", "ann");
        try (ServedRedis served = serve()) {
            HttpClient reader = HttpClient.newHttpClient();
            HttpResponse<InputStream> stream = reader.send(
                    HttpRequest.newBuilder(served.uri("/api/v1/stream/BTC")).build(),
                    HttpResponse.BodyHandlers.ofInputStream());
            assertThat(stream.statusCode()).isEqualTo(200);
            await().until(() -> values(served).getOrDefault("tradeboard_http_events_sent_total", 0.0) > 0);
            assertThat(values(served)).containsEntry("tradeboard_http_streams_open", 1.0);

            stream.body().close();
            await().until(() -> values(served).getOrDefault("tradeboard_http_streams_open", 1.0) == 0);
            String route = "route=\"/api/v1/stream/{symbol}\"";
            await().until(() ->
                    values(served).containsKey("tradeboard_http_requests_total{" + route + ",status=\"200\"}"));
            assertThat(values(served)).doesNotContainKey("tradeboard_http_request_seconds_count{" + route + "}");
        }
    }

    @Test
    void boardsGrowOldWhileRedisIsAway() throws Exception {
        EmbeddedRedis server = EmbeddedRedis.startAnywhere(directory.resolve("data"), directory);
        RedisSettings settings = new RedisSettings("127.0.0.1", server.port(), null, null, 0, Duration.ofSeconds(1));
        try (ServedRedis served = serve(settings, new Address("127.0.0.1", 0))) {
            String age = "tradeboard_board_age_seconds{symbol=\"BTC\"}";
            Map<String, Double> before = values(served);
            assertThat(before).containsEntry("tradeboard_redis_up", 1.0);
            assertThat(before.get(age)).isBetween(0.0, 30.0);

            server.close();
            await().until(() -> values(served).getOrDefault("tradeboard_redis_up", 1.0) == 0);
            assertThat(values(served).get(age)).isGreaterThan(before.get(age));
        } finally {
            server.close();
        }
    }

    @Test
    void onlyTheMetricsAreAtTheirAddressAndNeverAtThatOfThePage() throws Exception {
        try (ServedRedis served = serve()) {
            String base = url(served).replaceFirst("/metrics$", "");
            assertThat(Scrape.send("GET", base + "/").statusCode()).isEqualTo(404);
            assertThat(Scrape.send("GET", base + "/api/v1/boards/BTC").statusCode())
                    .isEqualTo(404);
            assertThat(Scrape.send("POST", base + "/metrics").statusCode()).isEqualTo(405);
            HttpResponse<String> head = Scrape.send("HEAD", base + "/metrics");
            assertThat(head.statusCode()).isEqualTo(200);
            assertThat(head.body()).isEmpty();
            HttpResponse<String> page = served.get("/metrics");
            assertThat(page.statusCode()).isEqualTo(404);
            assertThat(page.body()).doesNotContain("tradeboard_");
        }
    }

    @Test
    void whoeverTakesGzipGetsThemPacked() throws Exception {
        try (ServedRedis served = serve()) {
            HttpResponse<byte[]> packed = HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(URI.create(url(served)))
                                    .header("Accept-Encoding", "gzip")
                                    .build(),
                            HttpResponse.BodyHandlers.ofByteArray());
            assertThat(packed.headers().firstValue("Content-Encoding")).hasValue("gzip");
            byte[] text = new GZIPInputStream(new ByteArrayInputStream(packed.body())).readAllBytes();
            assertThat(new String(text, StandardCharsets.UTF_8)).contains("tradeboard_build_info{");
        }
    }

    @Test
    void aTakenAddressIsNamedWithItsOption() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Address address = new Address("127.0.0.1", taken.getLocalPort());
            assertThatThrownBy(() -> serve(redis.settings(), address).close())
                    .isInstanceOf(BindException.class)
                    .hasMessage("the address " + address
                            + " for the metrics is in use, or not one of this machine; choose another --metrics");
        }
    }

    @Test
    void withoutAnAddressNothingIsCounted() throws Exception {
        try (ServedRedis served = new ServedRedis(redis.settings())) {
            assertThat(served.service.metricsUrl()).isNull();
            assertThat(served.get("/metrics").statusCode()).isEqualTo(404);
        }
    }
}
