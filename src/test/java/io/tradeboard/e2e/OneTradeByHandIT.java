package io.tradeboard.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A trade typed at the prompt takes the way of all others. */
@Execution(ExecutionMode.CONCURRENT)
class OneTradeByHandIT {
    @AutoClose
    private final Deployment deployment;

    OneTradeByHandIT(@TempDir Path directory) throws IOException {
        deployment = Deployment.withRedis(directory);
    }

    @Test
    void tradeByHandLandsOnTheBoard() throws Exception {
        Running daemon = deployment.startDaemon();
        Instant before = Instant.now();
        deployment
                .run("produce", "--trader", "東京トレーダー", "--symbol", "SOL", "--quantity", "12.5")
                .expect(0);
        try (RedisProbe redis = new RedisProbe(deployment)) {
            redis.awaitCounted(1);
        }
        daemon.terminate().expect(0);

        Recount expected = new Recount();
        expected.add(before, "東京トレーダー", "SOL", new BigDecimal("12.5"));
        expected.assertShownBy(deployment);
    }

    @Test
    void nameThatStartsWithAnAtIsANameAndNoFile() throws Exception {
        Files.writeString(deployment.file("moon"), "--help");
        assertThat(deployment
                        .run("produce", "--to", "-", "--trader", "@moon", "--symbol", "SOL", "--quantity", "1")
                        .expect(0)
                        .out())
                .contains("\"traderId\":\"@moon\"");
    }

    @Test
    void badQuantityIsRefusedWithAReason() throws Exception {
        assertThat(deployment
                        .run("produce", "--trader", "kestrel", "--symbol", "SOL", "--quantity", "-12.5")
                        .expect(7)
                        .err())
                .isEqualTo("tradeboard: quantity \"-12.5\" must be > 0\n");
    }
}
