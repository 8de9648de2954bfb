package io.tradeboard.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.Protocol.Command;

/** What Redis loses of boards on which nobody trades is back within seconds. */
@Order(1)
@Execution(ExecutionMode.CONCURRENT)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HealIT {
    private static final Duration HEALED = Duration.ofSeconds(30);
    private static final int TIMES = 3;

    @AutoClose
    private final Deployment deployment;

    @AutoClose
    private final KillableRedis redis;

    @AutoClose
    private final RedisProbe probe;

    private final Random random = new Random(9);
    private final Tape tape = Tape.random(random, "quiet", 20_000);

    HealIT(@TempDir Path directory) throws IOException {
        deployment = new Deployment(directory);
        deployment.set("TRADEBOARD_BOARD_SHARDS", "BTC:6,SOL:2");
        redis = new KillableRedis(deployment.port(), deployment.file("redis"));
        probe = new RedisProbe(deployment);
    }

    @BeforeAll
    void countAll() throws Exception {
        deployment.startDaemon();
        Path input = Files.write(deployment.file("quiet.ndjson"), tape.ndjson());
        deployment.run("produce", input.toString()).expect(0);
        awaitHealed(Running.PATIENCE);
    }

    @Test
    @Execution(ExecutionMode.SAME_THREAD)
    void everythingFlushed() throws Exception {
        assertHealed(() -> redis.call(Command.FLUSHALL));
    }

    @ParameterizedTest
    @ValueSource(strings = {"volumes", "ledger"})
    @Execution(ExecutionMode.SAME_THREAD)
    void halfABoardDeleted(String half) throws Exception {
        List<String> keys =
                redis.boardKeys().stream().filter(key -> key.endsWith(half)).toList();
        assertHealed(() -> {
            String key = keys.get(random.nextInt(keys.size()));
            assertThat(redis.call(Command.DEL, key)).as("DEL %s", key).isEqualTo(1L);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"allkeys-lru", "allkeys-random", "volatile-ttl"})
    @Execution(ExecutionMode.SAME_THREAD)
    void boardsEvicted(String policy) throws Exception {
        assertHealed(() -> redis.evictBoards(policy));
    }

    private interface Loss {
        void strike();
    }

    private void assertHealed(Loss loss) {
        for (int i = 0; i < TIMES; i++) {
            loss.strike();
            awaitHealed(HEALED);
        }
    }

    private void awaitHealed(Duration within) {
        await().alias("every trader on every board is exact")
                .atMost(within)
                .pollInterval(Duration.ofMillis(20))
                .untilAsserted(
                        () -> assertThat(tape.recount().differences(probe)).isEmpty());
    }
}
