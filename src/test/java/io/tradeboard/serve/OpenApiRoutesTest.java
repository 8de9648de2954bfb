package io.tradeboard.serve;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradeboard.board.Moves;
import io.tradeboard.board.RedisBoards;
import io.tradeboard.redis.RedisConnection;
import io.tradeboard.redis.RedisExtension;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class OpenApiRoutesTest {
    @RegisterExtension
    static final RedisExtension REDIS = new RedisExtension();

    private final RedisConnection redis = REDIS.connect();

    /** Path and concrete targets whose answers are compared with the document. */
    private static final Map<String, List<String>> TARGETS = Map.ofEntries(
            Map.entry("/api/v1/symbols", List.of("/api/v1/symbols")),
            Map.entry(
                    "/api/v1/boards/{symbol}",
                    List.of(
                            "/api/v1/boards/BTC?depth=3",
                            "/api/v1/boards/ETH",
                            "/api/v1/boards/NOSUCH",
                            "/api/v1/boards/%21")),
            Map.entry("/api/v1/boards", List.of("/api/v1/boards?symbol=BTC&day=today", "/api/v1/boards")),
            Map.entry("/api/v1/csv", List.of("/api/v1/csv?symbol=BTC", "/api/v1/csv?symbol=BTC&depth=x")),
            Map.entry(
                    "/api/v1/boards/{symbol}/traders/{trader}",
                    List.of("/api/v1/boards/BTC/traders/trader-1?around=2", "/api/v1/boards/BTC/traders/nobody")),
            Map.entry("/api/v1/rank", List.of("/api/v1/rank?symbol=BTC&trader=trader-2", "/api/v1/rank?symbol=BTC")),
            Map.entry(
                    "/api/v1/boards/{symbol}/traders",
                    List.of("/api/v1/boards/BTC/traders?query=trader", "/api/v1/boards/BTC/traders?query=x")),
            Map.entry("/api/v1/search", List.of("/api/v1/search?symbol=BTC&query=der-1&limit=2")),
            Map.entry("/api/v1/boards/{symbol}/history", List.of("/api/v1/boards/BTC/history")),
            Map.entry("/api/v1/history", List.of("/api/v1/history?symbol=BTC")),
            Map.entry("/api/v1/results", List.of("/api/v1/results", "/api/v1/results?day=2020-01-01")),
            Map.entry("/api/v1/status", List.of("/api/v1/status")),
            Map.entry("/api/v1/version", List.of("/api/v1/version")),
            Map.entry("/leaderboard/{symbol}", List.of("/leaderboard/BTC", "/leaderboard/NOSUCH")),
            Map.entry("/symbols", List.of("/symbols")),
            Map.entry("/version", List.of("/version")),
            Map.entry("/healthz", List.of("/healthz")),
            Map.entry("/readyz", List.of("/readyz")),
            Map.entry("/openapi.json", List.of("/openapi.json")));

    private void trade() {
        Moves.assertApplied(
                new RedisBoards(redis, Moves.DAYS),
                Moves.WRITER,
                List.of(Moves.move(Moves.today(redis, "BTC"), 0, 20, Moves.traders(20))));
    }

    @Test
    void everyAnswerIsAsTheDocumentSays() throws Exception {
        trade();
        OpenApi document = OpenApi.load();
        try (ServedRedis served = new ServedRedis(redis.settings())) {
            for (Map.Entry<String, List<String>> path : TARGETS.entrySet()) {
                for (String target : path.getValue()) {
                    HttpResponse<String> answer = served.get(target);
                    document.validate(
                            path.getKey(),
                            answer.statusCode(),
                            answer.headers().firstValue("Content-Type").orElse(""),
                            answer.body());
                }
            }
        }
    }

    @Test
    void everyRouteOfTheApiIsInTheDocumentAndNoOther() throws Exception {
        try (ServedRedis served = new ServedRedis(redis.settings())) {
            Set<String> routes = served.service.routes().stream()
                    .filter(route -> route.kind() == Route.Kind.API)
                    .map(Route::pattern)
                    .collect(Collectors.toCollection(TreeSet::new));
            assertThat(new TreeSet<>(OpenApi.load().paths())).isEqualTo(routes);
        }
    }

    @Test
    void everyDescribedPathIsTried() throws Exception {
        Set<String> streams = Set.of("/api/v1/stream", "/api/v1/stream/{symbol}");
        Set<String> described = new TreeSet<>(OpenApi.load().paths());
        described.removeAll(streams);
        assertThat(new TreeSet<>(TARGETS.keySet())).isEqualTo(described);
    }
}
