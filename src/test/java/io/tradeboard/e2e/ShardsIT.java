package io.tradeboard.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Boards that are spread over shards say the same as boards that are not. */
@Execution(ExecutionMode.CONCURRENT)
class ShardsIT {
    private static final int TRADES = 20_000;

    /** What says when a board was read, by whom it was counted, and over how many shards it is spread. */
    private static final Set<String> OF_READING = Set.of("asOf", "ageMs", "reason", "daemons", "audit", "shards");

    @AutoClose
    private final Deployment deployment;

    ShardsIT(@TempDir Path directory) throws IOException {
        deployment = Deployment.withRedis(directory);
    }

    @Test
    void whatWasKilledAndLostAShardShowsWhatABoardWithOneShardShows() throws Exception {
        Market market = Market.of(deployment, TRADES);
        deployment.set("TRADEBOARD_BOARD_SHARDS", "BTC:6");
        Path half = Files.write(deployment.file("half.ndjson"), market.lines().subList(0, TRADES / 2));
        try (RedisProbe redis = new RedisProbe(deployment)) {
            Running daemon = deployment.startDaemon();
            Running producer = new Market(half, TRADES / 2).startSending(deployment, 8_000);
            redis.awaitCounted(1 + new Random().nextInt(TRADES / 4));
            daemon.kill();
            redis.deleteShard("BTC", 1 + new Random().nextInt(5));
            daemon = deployment.startDaemon();
            producer.join().expect(0);
            redis.deleteShard("BTC", 0);
            market.send(deployment);
            redis.awaitAllRead();
            redis.awaitCounted(TRADES);
            deployment.run("audit").expect(0);
            daemon.terminate().expect(0);
        }
        market.recount().assertShownBy(deployment);
        List<Map<String, Object>> sharded = shown();
        assertThat(sharded.get(0)).containsEntry("shards", "6");

        deployment.set("TRADEBOARD_BOARD_SHARDS", "");
        deployment.set("REDIS_ADDRESS", "127.0.0.1:" + deployment.port() + "/1");
        String log = deployment.file("one").toString();
        deployment.run("ingest", market.file().toString(), "--log-dir", log).expect(0);
        List<Map<String, Object>> one = shown();
        assertThat(one.get(0)).containsEntry("shards", "1");
        for (List<Map<String, Object>> each : List.of(sharded, one)) {
            each.forEach(document -> document.keySet().removeAll(OF_READING));
        }
        assertThat(sharded).isEqualTo(one);
    }

    /** The board, the places around a trader of it, and another board. */
    private List<Map<String, Object>> shown() throws IOException, InterruptedException {
        Map<String, Object> top = shown("show", "BTC", "--depth", "1000");
        String trader = (String)
                Objects.requireNonNull(Json.objects(top, "rows").get(40).get("traderId"));
        return List.of(top, shown("rank", trader, "BTC", "--around", "20"), shown("show", "ETH"));
    }

    private Map<String, Object> shown(String... command) throws IOException, InterruptedException {
        List<String> all = new ArrayList<>(List.of(command));
        all.addAll(List.of("-o", "json"));
        return Json.object(deployment.run(all.toArray(String[]::new)).expect(0).out());
    }
}
