package io.tradeboard.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tradeboard.board.BoardUpdate;
import io.tradeboard.board.Mark;
import io.tradeboard.board.RedisBoards;
import io.tradeboard.read.History;
import io.tradeboard.read.Samples;
import io.tradeboard.read.TradersDirectory;
import io.tradeboard.redis.RedisConnection;
import io.tradeboard.redis.RedisExtension;
import io.tradeboard.redis.RedisSettings;
import io.tradeboard.run.Meters.Local;
import io.tradeboard.run.Notices;
import io.tradeboard.run.Runtime;
import io.tradeboard.trade.BoardDelta;
import io.tradeboard.trade.BoardId;
import io.tradeboard.trade.TradingDays;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import redis.clients.jedis.Protocol.Command;

class SamplerTest {
    @RegisterExtension
    static final RedisExtension REDIS = new RedisExtension();

    /** Stands shortly before a full minute, so that the next one always begins at once. */
    private static final Clock ALMOST = Clock.fixed(Instant.parse("2026-11-22T10:00:59.990Z"), ZoneOffset.UTC);

    private final TradingDays days = TradingDays.of(ZoneId.of("UTC"));
    private final RedisConnection redis = REDIS.connect();
    private final Samples samples = new Samples(redis, days, TradersDirectory::none);
    private final Queue<String> said = new ConcurrentLinkedQueue<>();
    private final Runtime runtime = new Runtime(ALMOST, new Notices(said::add));
    private final RedisBoards boards = new RedisBoards(redis, days);
    private final BoardId btc = new BoardId("BTC", days.dayOf(boards.timeMillis()));

    private Sampler sampler(RedisSettings settings) {
        return new Sampler(settings, days, History.USUAL_STEP, runtime);
    }

    private void trade() {
        BoardDelta share = new BoardDelta(btc, 0, 1, boards.timeMillis(), Map.of("ann", 5L));
        boards.apply("a-writer", List.of(new BoardUpdate(share, Mark.ZERO, 1)));
    }

    @Test
    void samplesAreTakenUntilItIsClosed() {
        try (Sampler sampler = sampler(REDIS.settings())) {
            sampler.start();
            trade();
            await().until(() -> samples.read(btc).first() != null);
        }
        redis.call(Command.FLUSHALL);
        trade();
        assertThat(samples.read(btc).samples()).isEmpty();
        assertThat(said).isEmpty();
    }

    @Test
    void noneIsTakenWhileBoardsAreHealed() {
        runtime.meters().set(Local.HEALING, 1);
        trade();
        try (Sampler sampler = sampler(REDIS.settings())) {
            sampler.start();
            await().during(Duration.ofMillis(200))
                    .until(() -> samples.read(btc).samples().isEmpty());
            runtime.meters().set(Local.HEALING, 0);
            await().until(() -> samples.read(btc).first() != null);
        }
    }

    @Test
    void redisThatIsAwayIsLeftToOthersToReport() {
        RedisSettings nobody = new RedisSettings("127.0.0.1", 1, null, null, 0, Duration.ofMillis(200));
        try (Sampler sampler = sampler(nobody)) {
            sampler.start();
        }
        assertThat(said).isEmpty();
    }

    @Test
    void boardThatIsNoneIsReportedOnce() {
        trade();
        redis.call(Command.SADD, "tradeboard:symbols:" + btc.day(), "ETH");
        redis.call(Command.SET, "tradeboard:{ETH:" + btc.day() + "}:volumes", "mine");
        try (Sampler sampler = sampler(REDIS.settings())) {
            sampler.start();
            await().until(() -> !said.isEmpty() && samples.read(btc).first() != null);
        }
        assertThat(said)
                .singleElement()
                .asString()
                .startsWith("no history of ETH")
                .contains("WRONGTYPE");
    }
}
