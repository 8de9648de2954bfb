package io.tradeboard.serve;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradeboard.board.Moves;
import io.tradeboard.board.RedisBoards;
import io.tradeboard.format.TraderDocument;
import io.tradeboard.read.DirectoryEditor;
import io.tradeboard.read.TraderEntry;
import io.tradeboard.redis.RedisConnection;
import io.tradeboard.redis.RedisExtension;
import java.net.http.HttpResponse;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class HiddenNamesTest {
    private static final String CANARY = "canary-7c1f";

    @RegisterExtension
    static final RedisExtension REDIS = new RedisExtension();

    private final RedisConnection redis = REDIS.connect();

    private String hide() throws Exception {
        Moves.assertApplied(
                new RedisBoards(redis, Moves.DAYS),
                Moves.WRITER,
                List.of(Moves.move(Moves.today(redis, "BTC"), 0, 2, Map.of(CANARY, 900L, "ann", 700L))));
        return new DirectoryEditor(redis, new TraderDocument(), new SecureRandom())
                .change(Map.of(CANARY, TraderEntry::asHidden))
                .name(CANARY);
    }

    /** Every route, with what a stranger who suspects the name would ask. */
    private static final List<String> TARGETS = List.of(
            "/",
            "/BTC",
            "/BTC?find=anar",
            "/BTC?find=Trader",
            "/trader?symbol=BTC&trader=",
            "/BTC/traders/",
            "/results",
            "/embed/BTC",
            "/badge/BTC.svg",
            "/api/v1/symbols",
            "/api/v1/boards/BTC",
            "/api/v1/csv?symbol=BTC",
            "/api/v1/rank?symbol=BTC&trader=",
            "/api/v1/boards/BTC/traders/",
            "/api/v1/boards/BTC/traders?query=anar",
            "/api/v1/search?symbol=BTC&query=Trader",
            "/api/v1/boards/BTC/history",
            "/api/v1/results",
            "/api/v1/status",
            "/leaderboard/BTC",
            "/symbols");

    @Test
    void noRouteRevealsTheNameOfAHiddenTrader() throws Exception {
        String shown = hide();
        try (ServedRedis served = new ServedRedis(redis.settings())) {
            for (String target : TARGETS) {
                boolean named = target.endsWith("=") || target.endsWith("/traders/");
                HttpResponse<String> answer = served.get(named ? target + shown.replace(" ", "%20") : target);
                assertThat(answer.body()).as(target).doesNotContain(CANARY);
                assertThat(answer.headers().toString()).as(target).doesNotContain(CANARY);
            }
            assertThat(served.get("/api/v1/boards/BTC").body()).contains("\"traderId\":\"" + shown + "\"");
            assertThat(served.notices).noneMatch(notice -> notice.contains(CANARY));
        }
    }

    @Test
    void whoAsksForTheNameLearnsNoMoreThanForOneThatIsOnNoBoard() throws Exception {
        hide();
        try (ServedRedis served = new ServedRedis(redis.settings())) {
            for (String target : List.of("/api/v1/rank?symbol=BTC&trader=", "/trader?symbol=BTC&trader=")) {
                HttpResponse<String> hidden = served.get(target + CANARY);
                HttpResponse<String> nobody = served.get(target + "nobody-7c1f");
                assertThat(hidden.statusCode()).isEqualTo(404);
                assertThat(hidden.body().replace(CANARY, "*"))
                        .isEqualTo(nobody.body().replace("nobody-7c1f", "*"));
            }
            assertThat(served.get("/api/v1/search?symbol=BTC&query=canary").body())
                    .contains("\"rows\":[]");
        }
    }
}
