package io.tradeboard.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** HUP has a daemon read its settings again. */
@Execution(ExecutionMode.CONCURRENT)
class ReloadIT {
    private static final String STRICT = "TRADEBOARD_STRICT_SYMBOLS=true\n";

    @AutoClose
    private final Deployment deployment;

    @AutoClose
    private final RedisProbe redis;

    private final Path settings;

    ReloadIT(@TempDir Path directory) throws IOException {
        deployment = Deployment.withRedis(directory);
        redis = new RedisProbe(deployment);
        settings = deployment.file("empty.env");
    }

    @Test
    void symbolThatIsAddedToTheFileIsCountedAfterHup() throws Exception {
        Signal.assumeHeard("HUP");
        Files.writeString(settings, STRICT + "TRADEBOARD_LOG_LEVEL=error\n");
        Running daemon = deployment.startDaemon("--flush-interval", "100ms");
        send("5.25", "BTC");
        redis.awaitCounted(1);
        send("5.25", "XRP");
        RedisProbe.until(
                "it is rejected",
                () -> Files.exists(deployment.rejects())
                        && Files.readString(deployment.rejects()).contains("symbol XRP is not configured"));

        reload(daemon, "TRADEBOARD_SYMBOLS=BTC:2\n", "the board of BTC of", "has 8 decimals until its day is over");
        reload(daemon, "no setting\n", "empty.env:2: not NAME=VALUE");
        String good = """
                TRADEBOARD_SYMBOLS=XRP:2:Ripple,BTC:8:Bitcoin
                TRADEBOARD_FLUSH_INTERVAL=2s
                TRADEBOARD_RETENTION=2d
                TRADEBOARD_SYNC=never
                """;
        reload(daemon, good, "settings reloaded: symbols: added XRP:2, ", "log level: info");
        assertThat(daemon.printed())
                .as("what an option or the environment overrides is no change")
                .contains("; after a restart: TRADEBOARD_SYNC\n")
                .doesNotContain("INFO  reading");

        send("1.75", "XRP");
        redis.awaitCounted(2);
        daemon.terminate().expect(0);
        assertThat(deployment.run("show", "XRP").expect(0).out()).contains("Ripple (XRP)", "1 trade, 1.75 XRP");
        deployment.run("audit").expect(0);
    }

    private void reload(Running daemon, String text, String... messages) throws Exception {
        Files.writeString(settings, STRICT + text);
        daemon.signal("HUP");
        for (String message : messages) {
            daemon.awaitMessage(message);
        }
    }

    private void send(String quantity, String symbol) throws Exception {
        deployment
                .run(
                        "produce",
                        "--strict-symbols=false",
                        "--trader=ann",
                        "--quantity=" + quantity,
                        "--symbol=" + symbol)
                .expect(0);
    }
}
