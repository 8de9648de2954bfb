package io.tradeboard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradeboard.redis.RedisExtension;
import io.tradeboard.run.Latencies;
import io.tradeboard.status.Heartbeat;
import io.tradeboard.status.Heartbeats;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class StatusLagsTest {
    @RegisterExtension
    static final RedisExtension REDIS = new RedisExtension();

    @TempDir
    Path home;

    @Test
    void theTableTellsHowLongTradesTookFromArrivalToBoard() {
        publish(new Latencies(12_000, 512_345, 1_004_000, 1_090_000));

        assertThat(status().lines())
                .contains("          arrival to board, 12,000 trades of its last minute: "
                        + "p50 512.3 ms  p99 1,004.0 ms  max 1,090.0 ms");
    }

    @Test
    void jsonHasTheLagsInMilliseconds() {
        publish(new Latencies(12_000, 512_345, 1_004_000, 1_090_000));

        assertThat(status("-o", "json"))
                .contains("\"lagMs\":40,"
                        + "\"lags\":{\"trades\":12000,\"p50Ms\":512.345,\"p99Ms\":1004.0,\"maxMs\":1090.0},");
    }

    @Test
    void whereNoTradeReachedABoardNoLagIsTold() {
        publish(Latencies.NONE);

        assertThat(status()).contains("RUNNING").doesNotContain("arrival to board");
        assertThat(status("-o", "json")).contains("\"lags\":null,");
    }

    private static void publish(Latencies lags) {
        new Heartbeats(REDIS.connect())
                .publish(
                        new Heartbeat(
                                "w",
                                Instant.EPOCH,
                                Instant.EPOCH,
                                Duration.ZERO,
                                "RUNNING",
                                200,
                                40,
                                lags,
                                0,
                                0,
                                0,
                                4_096,
                                ""),
                        "log");
    }

    private String status(String... options) {
        String[] call = new String[options.length + 1];
        call[0] = "status";
        System.arraycopy(options, 0, call, 1, options.length);
        return new Cli(home, Map.of("REDIS_ADDRESS", REDIS.settings().address()))
                .run(call)
                .out();
    }
}
