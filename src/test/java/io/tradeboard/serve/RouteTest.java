package io.tradeboard.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RouteTest {
    private static @Nullable Map<String, String> match(String pattern, String path) {
        return Route.ready(pattern, Route.Kind.API, ask -> {
                    throw Problem.notFound("");
                })
                .match(Route.segments(path));
    }

    @Test
    void segmentsInBracesAreParameters() {
        assertThat(match("/api/v1/boards/{symbol}/traders/{trader}", "/api/v1/boards/BTC/traders/mira%20k"))
                .isEqualTo(Map.of("symbol", "BTC", "trader", "mira%20k"));
    }

    @Test
    void whatStandsBehindAParameterMustBeThere() {
        assertThat(match("/badge/{symbol}.svg", "/badge/BTC.svg")).isEqualTo(Map.of("symbol", "BTC"));
        assertThat(match("/badge/{symbol}.svg", "/badge/.svg")).isNull();
        assertThat(match("/badge/{symbol}.svg", "/badge/BTC")).isNull();
    }

    @Test
    void anotherPathIsNotTaken() {
        assertThat(match("/api/v1/boards/{symbol}", "/api/v1/boards/BTC/")).isNull();
        assertThat(match("/api/v1/boards/{symbol}", "/api/v1/boards/")).isNull();
        assertThat(match("/api/v1/boards/{symbol}", "/api/v1/other/BTC")).isNull();
    }
}
