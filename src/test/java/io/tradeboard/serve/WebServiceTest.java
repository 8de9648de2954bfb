package io.tradeboard.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tradeboard.board.Moves;
import io.tradeboard.board.RedisBoards;
import io.tradeboard.redis.RedisConnection;
import io.tradeboard.redis.RedisExtension;
import io.tradeboard.redis.RedisSettings;
import io.tradeboard.trade.Symbols;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.Protocol.Command;

class WebServiceTest {
    @RegisterExtension
    static final RedisExtension REDIS = new RedisExtension();

    private final RedisConnection redis = REDIS.connect();

    private void trade(String symbol, Map<String, Long> volumes) {
        Moves.assertApplied(
                new RedisBoards(redis, Moves.DAYS),
                Moves.WRITER,
                List.of(Moves.move(Moves.today(redis, symbol), 0, volumes.size(), volumes)));
    }

    private ServedRedis serve() throws IOException {
        return new ServedRedis(redis.settings());
    }

    @Test
    void aBoardIsServedWithItsTagAndALifeToTheSecond() throws Exception {
        trade("BTC", Map.of("ann", 700L, "bob", 900L));
        try (ServedRedis served = serve()) {
            HttpResponse<String> answer = served.get("/api/v1/boards/BTC");
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/json");
            assertThat(answer.headers().firstValue("ETag").orElseThrow()).matches("\"[0-9a-f]{16}\"");
            assertThat(answer.headers().firstValue("Cache-Control").orElseThrow())
                    .matches("public, max-age=(60|5[0-9]), s-maxage=(60|5[0-9]), .*");
            assertThat(answer.headers().firstValue("Access-Control-Allow-Origin"))
                    .hasValue("*");
            assertThat(answer.body()).contains("\"traderId\":\"bob\"").contains("\"volume\":\"0.00000900\"");
        }
    }

    @Test
    void aReaderWhoHasTheBoardGetsNoBody() throws Exception {
        trade("BTC", Map.of("ann", 700L));
        try (ServedRedis served = serve()) {
            String tag = served.get("/api/v1/boards/BTC")
                    .headers()
                    .firstValue("ETag")
                    .orElseThrow();
            for (String sent : List.of(tag, "W/" + tag, "\"other\", " + tag, "*")) {
                HttpResponse<String> again = served.get("/api/v1/boards/BTC", "If-None-Match", sent);
                assertThat(again.statusCode()).as(sent).isEqualTo(304);
                assertThat(again.body()).isEmpty();
                assertThat(again.headers().firstValue("ETag")).hasValue(tag);
            }
            assertThat(served.get("/api/v1/boards/BTC", "If-None-Match", "\"other\"")
                            .statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void whoeverTakesGzipGetsTheSameBoardPacked() throws Exception {
        trade("BTC", Moves.traders(10));
        try (ServedRedis served = serve()) {
            HttpResponse<byte[]> packed = HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(served.uri("/api/v1/boards/BTC"))
                                    .header("Accept-Encoding", "gzip")
                                    .build(),
                            HttpResponse.BodyHandlers.ofByteArray());
            assertThat(packed.headers().firstValue("Content-Encoding")).hasValue("gzip");
            assertThat(packed.headers().firstValue("Vary")).hasValue("Accept-Encoding");
            assertThat(packed.headers().firstValue("ETag").orElseThrow()).endsWith("-gzip\"");
            String text = new String(
                    new GZIPInputStream(new ByteArrayInputStream(packed.body())).readAllBytes(),
                    StandardCharsets.UTF_8);
            assertThat(text).isEqualTo(served.get("/api/v1/boards/BTC").body());
            for (String refusal : List.of("gzip;q=0", "gzip;q=0, *")) {
                assertThat(served.get("/api/v1/boards/BTC", "Accept-Encoding", refusal)
                                .headers()
                                .firstValue("Content-Encoding"))
                        .as(refusal)
                        .isEmpty();
            }
        }
    }

    @Test
    void headHasTheHeadersOfGetAndNoBody() throws Exception {
        trade("BTC", Map.of("ann", 700L));
        try (ServedRedis served = serve()) {
            HttpResponse<String> get = served.get("/api/v1/boards/BTC");
            HttpResponse<String> head = served.send("HEAD", "/api/v1/boards/BTC");
            assertThat(head.statusCode()).isEqualTo(200);
            assertThat(head.body()).isEmpty();
            assertThat(head.headers().firstValue("ETag"))
                    .isEqualTo(get.headers().firstValue("ETag"));
            assertThat(head.headers().firstValue("Content-Length"))
                    .hasValue(String.valueOf(get.body().getBytes(StandardCharsets.UTF_8).length));
        }
    }

    @Test
    void headOfAStreamIsRefusedAsTheStreamIs() throws Exception {
        try (ServedRedis served = serve()) {
            HttpResponse<String> head = served.send("HEAD", "/api/v1/stream/BTC");
            assertThat(head.statusCode()).isEqualTo(200);
            assertThat(head.headers().firstValue("Content-Type")).hasValue("text/event-stream");
            assertThat(served.send("HEAD", "/api/v1/stream/NOSUCH").statusCode())
                    .isEqualTo(404);
        }
    }

    @Test
    void optionsListsWhatIsAllowedAndAnswersAPreflight() throws Exception {
        try (ServedRedis served = serve()) {
            HttpResponse<String> options = served.send(
                    "OPTIONS",
                    "/api/v1/symbols",
                    "Origin",
                    "https://a.example",
                    "Access-Control-Request-Method",
                    "GET");
            assertThat(options.statusCode()).isEqualTo(204);
            assertThat(options.headers().firstValue("Allow")).hasValue("GET, HEAD, OPTIONS");
            assertThat(options.headers().firstValue("Access-Control-Allow-Methods"))
                    .hasValue("GET, HEAD, OPTIONS");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "DELETE", "TRACE", "PATCH", "NONSENSE"})
    void otherMethodsAreNotAllowed(String method) throws Exception {
        try (ServedRedis served = serve()) {
            HttpResponse<String> answer = served.send(method, "/api/v1/symbols");
            assertThat(answer.statusCode()).isEqualTo(405);
            assertThat(answer.headers().firstValue("Allow")).hasValue("GET, HEAD, OPTIONS");
            assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "/api/v1/boards/NOSUCH, 404",
        "/api/v1/boards/%21, 400",
        "/api/v1/boards, 400",
        "/api/v1/boards/BTC?depth=0, 400",
        "/api/v1/boards/BTC?depth=101, 400",
        "/api/v1/boards/BTC?depth=ten, 400",
        "/api/v1/boards/BTC?depth=%2B5, 400",
        "/api/v1/boards/BTC?depth=%D9%A5, 400",
        "/api/v1/boards/BTC?day=2026-13-01, 400",
        "/api/v1/boards/BTC?day=, 400",
        "/api/v1/boards/BTC?day=2026-11-31, 404",
        "/api/v1/results?day=2026-02-29, 404",
        "/api/v1/boards/BTC?day=2020-01-01, 404",
        "/api/v1/boards/BTC?day=0000-01-01, 404",
        "/api/v1/boards/BTC?day=-999999999-01-01, 400",
        "/api/v1/boards/BTC?day=%2B999999999-12-31, 400",
        "/api/v1/boards/%13, 400",
        "/api/v1/boards/BTC/traders/nobody, 404",
        "/api/v1/boards/BTC/traders/a%E2%80%AEb, 404",
        "/api/v1/rank?symbol=BTC&trader=a%00b, 400",
        "/api/v1/boards/BTC/traders?query=a, 400",
        "/api/v1/boards/BTC/traders?query=ab%C2%9B, 400",
        "/api/v1/nothing, 404"
    })
    void whatCannotBeAnsweredIsAProblemDocument(String target, int status) throws Exception {
        trade("BTC", Map.of("ann", 700L));
        try (ServedRedis served = serve()) {
            HttpResponse<String> answer = served.get(target);
            assertThat(answer.statusCode()).isEqualTo(status);
            assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
            assertThat(answer.headers().firstValue("Cache-Control")).hasValue("no-store");
            assertThat(answer.body()).contains("\"status\":" + status).contains("\"detail\":\"");
        }
    }

    @Test
    void aSymbolWithASlashIsAskedForByParameter() throws Exception {
        trade("A/B", Map.of("ann", 700L));
        try (ServedRedis served = serve()) {
            assertThat(served.get("/api/v1/boards?symbol=A%2FB").body()).contains("\"traderId\":\"ann\"");
            assertThat(served.get("/api/v1/rank?symbol=A%2FB&trader=ann").statusCode())
                    .isEqualTo(200);
            assertThat(served.get("/api/v1/search?symbol=A%2FB&query=an").body())
                    .contains("\"traderId\":\"ann\"");
            assertThat(served.get("/api/v1/history?symbol=A%2FB").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void ranksSearchesAndResultsAreReadFromRedis() throws Exception {
        trade("BTC", Moves.traders(200));
        try (ServedRedis served = serve()) {
            assertThat(served.get("/api/v1/boards/BTC/traders/trader-1").body())
                    .contains("\"rank\":200")
                    .contains("\"traderId\":\"trader-4\"");
            assertThat(served.get("/api/v1/boards/BTC/traders?query=DER-19&limit=3")
                            .body())
                    .contains("trader-199", "trader-198", "trader-197")
                    .doesNotContain("trader-196");
            assertThat(served.get("/api/v1/results").statusCode()).isEqualTo(200);
            assertThat(served.get("/api/v1/status").body()).contains("tradeboard.status/1");
        }
    }

    @Test
    void theAnswerToARankIsKeptUntilTheNextBoard() throws Exception {
        trade("BTC", Map.of("ann", 700L, "bob", 900L));
        try (ServedRedis served = serve()) {
            String first = served.get("/api/v1/boards/BTC/traders/ann").body();
            Moves.assertApplied(
                    new RedisBoards(redis, Moves.DAYS),
                    Moves.WRITER,
                    List.of(Moves.move(Moves.today(redis, "BTC"), 2, 3, Map.of("ann", 1L))));
            assertThat(served.get("/api/v1/boards/BTC/traders/ann").body()).isEqualTo(first);
        }
    }

    @Test
    void thePathsOfTheApiBeforeAnswerInItsShape() throws Exception {
        trade("BTC", Map.of("ann", 700L));
        try (ServedRedis served = serve()) {
            assertThat(served.get("/leaderboard/BTC").body()).startsWith("[{").contains("\"traderId\":\"ann\"");
            assertThat(served.get("/symbols").body()).contains("BTC");
            assertThat(served.get("/version").body()).contains("1.2.3");
        }
    }

    @Test
    void everyAnswerIsSecure() throws Exception {
        try (ServedRedis served = serve()) {
            for (String target : List.of("/", "/api/v1/symbols", "/api/v1/nothing", "/nothing", "/healthz")) {
                HttpResponse<String> answer = served.get(target);
                assertThat(answer.headers()
                                .firstValue("Content-Security-Policy")
                                .orElseThrow())
                        .as(target)
                        .startsWith("default-src 'none'; script-src 'self'; style-src 'self';")
                        .endsWith("frame-ancestors 'none'");
                assertThat(answer.headers().firstValue("X-Content-Type-Options"))
                        .hasValue("nosniff");
                assertThat(answer.headers().firstValue("Referrer-Policy")).hasValue("no-referrer");
                assertThat(answer.headers().firstValue("Server")).isEmpty();
            }
        }
    }

    @Test
    void moreReadsThanAnAddressMayMakeGetRetryAfter() throws Exception {
        trade("BTC", Map.of("ann", 700L));
        try (ServedRedis served = new ServedRedis(
                redis.settings(),
                config -> new ServeConfig(
                        config.boards(), config.http(), new ServeConfig.Limits(100, 10, 1), config.build()))) {
            HttpResponse<String> last = served.get("/api/v1/boards/BTC/traders?query=an");
            for (int i = 0; i < 10; i++) {
                last = served.get("/api/v1/boards/BTC/traders?query=an" + i);
            }
            assertThat(last.statusCode()).isEqualTo(429);
            assertThat(last.headers().firstValue("Retry-After")).hasValue("1");
            assertThat(served.get("/api/v1/boards/BTC").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void theBoardOfTheNewDayIsServedFromMidnightOn() throws Exception {
        int untilMidnight = (int) Duration.ofDays(1).toSeconds()
                - 3
                - LocalTime.now(ZoneOffset.UTC).toSecondOfDay();
        int most = ZoneOffset.MAX.getTotalSeconds();
        ZoneOffset zone = ZoneOffset.ofTotalSeconds(
                untilMidnight > most ? untilMidnight - (int) Duration.ofDays(1).toSeconds() : untilMidnight);
        String day = "\"day\":\"" + LocalDate.now(zone).plusDays(1) + '"';
        try (ServedRedis served = new ServedRedis(
                redis.settings(),
                config -> new ServeConfig(
                        new ServeConfig.Boards(config.boards().symbols(), zone, Duration.ofSeconds(60), 10),
                        config.http(),
                        config.limits(),
                        config.build()))) {
            long began = System.nanoTime();
            String body = "";
            while (!body.contains(day)
                    && System.nanoTime() - began < Duration.ofSeconds(20).toNanos()) {
                body = served.get("/api/v1/boards/BTC").body();
            }
            assertThat(body).contains(day);
        }
    }

    @Test
    void aConnectionThatRedisHasClosedCostsNobodyAnAnswer() throws Exception {
        trade("BTC", Map.of("ann", 700L));
        try (ServedRedis served = new ServedRedis(redis.settings())) {
            for (int i = 0; i < 12; i++) {
                // Of four readers some have a connection by now.
                assertThat(served.get("/api/v1/boards/BTC/traders/ann?around=" + i)
                                .statusCode())
                        .isEqualTo(200);
                redis.call(Command.CLIENT, "KILL", "TYPE", "normal", "SKIPME", "yes");
            }
        }
    }

    @Test
    void nobodyWaitsForARedisThatDoesNotAnswer() throws Exception {
        RedisSettings impatient = new RedisSettings("127.0.0.1", REDIS.port(), null, null, 0, Duration.ofMillis(500));
        trade("BTC", Map.of("ann", 700L));
        try (ServedRedis served = new ServedRedis(impatient)) {
            redis.call(Command.CLIENT, "PAUSE", 6_000);
            String body = "";
            while (!body.contains("REDIS_DOWN")) {
                body = served.get("/api/v1/boards/BTC").body();
            }
            assertThat(body).contains("\"stale\":true");
            assertThat(served.get("/BTC/traders/ann").body()).contains("#1", "REDIS DOWN");
            assertThat(served.get("/BTC?find=an").body()).contains("1 trader of Bitcoin");
            long began = System.nanoTime();
            for (int i = 0; i < 8; i++) {
                assertThat(served.get("/api/v1/boards/BTC/traders/ann" + i).statusCode())
                        .isEqualTo(503);
            }
            // Each would wait for half a second, and all of them for four.
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(3));
        }
    }

    @Test
    void symbolsAndTheirTitlesMayChangeWhileItServes() throws Exception {
        trade("BTC", Map.of("ann", 700L));
        try (ServedRedis served = serve()) {
            assertThat(served.get("/BTC").body()).contains("Bitcoin");
            assertThat(served.get("/XRP").statusCode()).isEqualTo(404);

            served.service.change(Symbols.parse("XRP:2:Ripple,BTC:8:Digital gold", 8, false));
            await().until(() -> served.get("/BTC").body().contains("Digital gold"));
            assertThat(served.get("/").body()).contains("Ripple").doesNotContain("Ethereum");
            assertThat(served.get("/api/v1/boards/XRP").body()).contains("\"totalVolume\":\"0.00\"");
        }
    }

    @Test
    void withoutRedisAndWithoutABoardNothingIsReady() throws Exception {
        RedisSettings nowhere = new RedisSettings("127.0.0.1", 1, null, null, 0, Duration.ofSeconds(1));
        try (ServedRedis served = new ServedRedis(nowhere)) {
            assertThat(served.get("/healthz").statusCode()).isEqualTo(200);
            assertThat(served.get("/readyz").statusCode()).isEqualTo(503);
            HttpResponse<String> board = served.get("/api/v1/boards/BTC");
            assertThat(board.statusCode()).isEqualTo(503);
            assertThat(board.headers().firstValue("Retry-After")).isPresent();
            assertThat(served.get("/api/v1/boards/BTC/traders/ann").statusCode())
                    .isEqualTo(503);
            assertThat(served.notices).anyMatch(notice -> notice.startsWith("cannot reach Redis at "));
        }
    }
}
