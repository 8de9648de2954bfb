package io.tradeboard.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradeboard.e2e.Running.Finished;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What the log holds can be looked at, while the daemon runs and after the disk went bad. */
@Execution(ExecutionMode.CONCURRENT)
class LogIT {
    private static final int TRADES = 1_000;

    @AutoClose
    private final Deployment deployment;

    LogIT(@TempDir Path directory) throws IOException {
        deployment = Deployment.withRedis(directory);
    }

    @Test
    void everyRecordIsDumpedAndEveryFrameVerifiedBesideTheDaemon() throws Exception {
        Market market = Market.of(deployment, TRADES);
        Running daemon = deployment.startDaemon();
        market.send(deployment);
        try (RedisProbe redis = new RedisProbe(deployment)) {
            redis.awaitAllRead();
        }

        List<String> lines =
                deployment.run("log", "dump").expect(0).out().lines().toList();
        assertThat(lines).hasSize(TRADES);
        for (int i = 0; i < TRADES; i++) {
            Map<String, Object> sent = Json.object(market.lines().get(i));
            Map<String, Object> record = Json.object(lines.get(i));
            assertThat(record).containsEntry("offset", Integer.toString(i));
            for (String field : List.of("timestamp", "traderId", "symbol")) {
                assertThat(record.get(field)).isEqualTo(sent.get(field));
            }
            assertThat(new BigDecimal(String.valueOf(record.get("quantity"))))
                    .isEqualByComparingTo(String.valueOf(sent.get("quantity")));
        }
        assertThat(deployment.run("log", "verify").expect(0).out())
                .containsPattern("-00000000000000000000\\.log  writer [0-9a-f]{32}  1,000 records  [0-9.]+ KiB  ok\n");
        daemon.terminate().expect(0);
    }

    @Test
    void aTornEndIsNoDamageAndDamageIsNine() throws Exception {
        deployment
                .run("ingest", Market.of(deployment, TRADES).file().toString())
                .expect(0);
        Path segment = segment();
        byte[] whole = Files.readAllBytes(segment);
        Files.write(segment, Arrays.copyOf(whole, whole.length - 1));
        assertThat(deployment.run("log", "verify").expect(0).out())
                .containsPattern("  torn at offset [0-9]+: frame is cut\n");

        whole[whole.length / 2] ^= 1;
        Files.write(segment, whole);
        Finished verify = deployment.run("log", "verify").expect(9);
        assertThat(verify.out()).contains("  corrupt\n  " + segment + ": corrupt at offset ");
        assertThat(deployment.run("log", "verify", "-o", "json").expect(9).out())
                .startsWith("{\"schema\":\"tradeboard.log/1\",\"corruptions\":1,\"segments\":[{\"path\":\"" + segment
                        + "\"")
                .contains("\"corrupt\":[\"" + segment + ": corrupt at offset ");
        Finished dump = deployment.run("log", "dump").expect(9);
        assertThat(dump.err()).startsWith("tradeboard: " + segment + ": corrupt at offset ");
    }

    @Test
    void pipeThatTheReaderClosesIsNoFailureOfDump() throws Exception {
        deployment
                .run("ingest", Market.of(deployment, 50_000).file().toString())
                .expect(0);
        Finished dump = deployment.shell("tradeboard log dump | head -n 1 > /dev/null\nexit ${PIPESTATUS[0]}");
        assertThat(dump.expect(0).err()).isEmpty();
    }

    private Path segment() throws IOException {
        try (Stream<Path> files = Files.list(deployment.file("log"))) {
            return files.filter(file -> file.toString().endsWith(".log"))
                    .sorted()
                    .findFirst()
                    .orElseThrow();
        }
    }
}
