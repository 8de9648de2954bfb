package io.tradeboard.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Redis may go and come back: the log and the producer keep what it could not take. */
@Execution(ExecutionMode.CONCURRENT)
class RedisOutageIT {
    @AutoClose
    private final Deployment deployment;

    @AutoClose
    private final RedisProbe redis;

    RedisOutageIT(@TempDir Path directory) throws IOException {
        deployment = Deployment.withRedis(directory);
        redis = new RedisProbe(deployment);
    }

    @Test
    void redisStoppedAndStartedUnderLoadLosesAndDoublesNothing() throws Exception {
        Market market = Market.of(deployment, 60_000);
        Running daemon = deployment.startDaemon();
        Running producer = market.startSending(deployment, 10_000);
        redis.awaitCounted(10_000);
        deployment.stopRedis();
        daemon.awaitMessage("cannot reach Redis");
        producer.awaitMessage("Redis is away");

        deployment.startRedis();
        producer.join().expect(0);
        redis.awaitAllRead();
        daemon.terminate().expect(0);
        market.recount().assertShownBy(deployment);
    }

    @Test
    void daemonThatEndsWhileRedisIsAwaySaysWhatTheLogHolds() throws Exception {
        Market market = Market.of(deployment, 1_000);
        Running daemon = deployment.startDaemon("--buffer-capacity", "10000", "--flush-interval", "10m");
        market.send(deployment);
        redis.awaitAllRead();
        deployment.stopRedis();

        long startNanos = System.nanoTime();
        assertThat(daemon.terminate().expect(6).err())
                .contains("1,000 trades are in the log and will be applied at the next start");
        assertThat(Duration.ofNanos(System.nanoTime() - startNanos)).isLessThan(Duration.ofSeconds(15));

        deployment.startRedis();
        daemon = deployment.startDaemon();
        redis.awaitCounted(1_000);
        daemon.terminate().expect(0);
        market.recount().assertShownBy(deployment);
    }
}
