package io.tradeboard.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tradeboard.redis.RedisConnection;
import io.tradeboard.redis.RedisSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import redis.clients.jedis.Protocol.Command;

/** The program verifies its own boards, and reports where somebody else had a hand in them. */
@Execution(ExecutionMode.CONCURRENT)
class AuditIT {
    @AutoClose
    private final Deployment deployment;

    AuditIT(@TempDir Path directory) throws IOException {
        deployment = Deployment.withRedis(directory);
    }

    @Test
    void boardsOfADaemonUnderLoadAreExact() throws Exception {
        Market market = Market.of(deployment, 100_000);
        String day = day(market);
        Running daemon = deployment.startDaemon();
        Running producer = market.startSending(deployment, 10_000);
        try (RedisProbe redis = new RedisProbe(deployment)) {
            for (int audit = 1; audit <= 4; audit++) {
                redis.awaitCounted(20_000L * audit);
                Map<String, Object> report =
                        Json.object(audit("--day", day, "-o", "json").expect(0).out());
                assertThat(Json.objects(report, "differences")).isEmpty();
                assertThat(Json.objects(report, "boards"))
                        .hasSize(5)
                        .allSatisfy(board -> assertThat(board).containsEntry("unverified", "null"));
            }
            producer.join().expect(0);
            redis.awaitAllRead();
            daemon.terminate().expect(0);
        }
        assertThat(audit("--day", day).expect(0).out()).contains(day + " EXACT: 5 boards, 100,000 trades, 0 differ");
        assertThat(audit("--day", day, "--input", market.file().toString())
                        .expect(0)
                        .out())
                .contains(day + " EXACT: 5 boards, 100,000 trades, 0 differ");
    }

    @Test
    void aVolumeThatSomebodyElseChangedIsReportedEverywhere() throws Exception {
        Market market = Market.of(deployment, 1_000);
        String day = day(market);
        deployment.run("ingest", market.file().toString()).expect(0);
        change("ZINCRBY", "tradeboard:{BTC:" + day + "}:volumes", "1", "eve");

        assertThat(audit("--day", day).expect(4).out())
                .contains("trader eve: board 0.00000001, log 0.00000000")
                .contains(day + " DIFFERS: 5 boards, 1,000 trades, 1 difference\n");
        assertThat(audit("ETH", "--day", day).expect(0).out()).contains("EXACT: 1 board, ");
        audit("--day", day, "--input", market.file().toString()).expect(4);

        Running daemon = deployment.startDaemon();
        daemon.awaitMessage("audit of BTC " + day + ": DIFFERS: 1 difference; see tradeboard audit BTC");
        await().atMost(Running.PATIENCE)
                .pollInterval(Duration.ofMillis(200))
                .untilAsserted(() -> assertThat(
                                deployment.run("show", "ETH", "--day", day).out())
                        .contains("EXACT"));
        assertThat(deployment.run("show", "BTC", "--day", day).expect(0).out()).contains(", DIFFERS 1 (audit ");
        assertThat(deployment
                        .run("show", "BTC", "--day", day, "-o", "json")
                        .expect(0)
                        .out())
                .contains("\"differences\":1,\"pending\":0,\"behind\":false,\"unverified\":null}");
        daemon.terminate().expect(0);
    }

    @Test
    void aBoardOfTwoLogsNeedsBoth() throws Exception {
        Market market = Market.of(deployment, 1_000);
        String day = day(market);
        String other = deployment.file("other").toString();
        deployment.run("ingest", market.file().toString()).expect(0);
        deployment.run("ingest", market.file().toString(), "--log-dir", other).expect(0);

        assertThat(audit("--day", day).expect(5).out()).contains("is in no log directory given", " UNVERIFIED: ");
        assertThat(audit("--day", day, "--log-dir", deployment.file("log").toString(), "--log-dir", other)
                        .expect(0)
                        .out())
                .contains("EXACT: 5 boards, 2,000 trades");
    }

    private Running.Finished audit(String... options) throws IOException, InterruptedException {
        String[] command = new String[options.length + 1];
        command[0] = "audit";
        System.arraycopy(options, 0, command, 1, options.length);
        return deployment.run(command);
    }

    private static String day(Market market) throws IOException {
        return String.valueOf(Json.object(market.lines().get(0)).get("timestamp"))
                .substring(0, 10);
    }

    private void change(String command, String... arguments) {
        RedisSettings settings = RedisSettings.parse("127.0.0.1:" + deployment.port(), null, Duration.ofSeconds(2));
        try (RedisConnection redis = new RedisConnection(settings)) {
            redis.call(Command.valueOf(command), List.of(arguments).toArray());
        }
    }
}
