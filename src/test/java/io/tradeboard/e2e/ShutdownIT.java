package io.tradeboard.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A daemon that is asked to end leaves nothing in its memory. */
@Execution(ExecutionMode.CONCURRENT)
class ShutdownIT {
    @AutoClose
    private final Deployment deployment;

    @AutoClose
    private final RedisProbe redis;

    ShutdownIT(@TempDir Path directory) throws IOException {
        deployment = Deployment.withRedis(directory);
        redis = new RedisProbe(deployment);
    }

    @ParameterizedTest
    @ValueSource(strings = {"TERM", "INT"})
    void whatIsInTheBufferIsOnTheBoardAfterTheSignal(String signal) throws Exception {
        Signal.assumeHeard(signal);
        Running daemon = deployment.startDaemon("--buffer-capacity", "1000", "--flush-interval", "10m");
        Market seven = Market.of(deployment, 7);
        seven.send(deployment);
        redis.awaitAllRead();
        assertThat(redis.counted()).isZero();

        daemon.signal(signal);
        daemon.join().expect(0);
        seven.recount().assertShownBy(deployment);
    }

    @Test
    void daemonThatEndsWhileMuchIsUnreadLosesNothing() throws Exception {
        Market market = Market.of(deployment, 120_000);
        // For seconds, so that it is not all sent when the daemon ends.
        Running producer = market.startSending(deployment, 20_000);

        Running daemon = deployment.startDaemon();
        redis.awaitCounted(1);
        daemon.terminate().expect(0);
        producer.join().expect(0);
        assertThat(redis.unread()).as("trades left unread").isPositive();

        daemon = deployment.startDaemon();
        redis.awaitAllRead();
        daemon.terminate().expect(0);
        market.recount().assertShownBy(deployment);
    }
}
