package io.tradeboard.e2e;

import static io.tradeboard.e2e.HarmlessText.assertHarmless;
import static org.assertj.core.api.Assertions.assertThat;

import io.tradeboard.e2e.Running.Finished;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Bad lines are refused one by one, reported safely, and cost the good ones nothing. */
@Execution(ExecutionMode.CONCURRENT)
class HostileInputIT {
    private static final int SOME_REJECTED = 7;

    private final Map<String, byte[]> bad = HostileLines.all(Instant.now());
    private final Path file;

    @AutoClose
    private final Deployment deployment;

    private Recount good = new Recount();

    HostileInputIT(@TempDir Path directory) throws IOException {
        deployment = Deployment.withRedis(directory);
        file = deployment.file("hostile.ndjson");
    }

    @BeforeEach
    void mixGoodAndBad() throws Exception {
        Market market = Market.of(deployment, bad.size() + 10);
        good = market.recount();
        HostileLines.mix(file, market.lines(), bad.values());
    }

    @Test
    void fileIsCountedButForItsBadLines() throws Exception {
        Finished ingest = deployment.run("ingest", file.toString()).expect(SOME_REJECTED);
        assertRejected(ingest, file.toString());
    }

    @Test
    void standardInputIsCountedButForItsBadLines() throws Exception {
        Finished ingest = deployment.runReading(file, "ingest", "-").expect(SOME_REJECTED);
        assertRejected(ingest, "stdin");
    }

    @Test
    void producerSendsAllButTheBadLines() throws Exception {
        Finished produce = deployment.run("produce", file.toString()).expect(SOME_REJECTED);
        assertHarmless(produce);
        assertThat(produce.err()).contains(bad.size() + " lines rejected").contains(file + ":2: ");

        Running daemon = deployment.startDaemon();
        try (RedisProbe redis = new RedisProbe(deployment)) {
            redis.awaitAllRead();
        }
        daemon.terminate().expect(0);
        good.assertShownBy(deployment);
    }

    private void assertRejected(Finished ingest, String source) throws IOException, InterruptedException {
        assertHarmless(ingest);
        assertThat(ingest.err()).contains(bad.size() + " rejected").contains(source + ":2: ");
        good.assertShownBy(deployment);

        assertHarmless(Files.readString(deployment.rejects()));
        List<String> rejects = Files.readAllLines(deployment.rejects());
        assertThat(rejects).hasSameSizeAs(bad.keySet());
        int index = 0;
        for (String what : bad.keySet()) {
            assertThat(Json.object(rejects.get(index)))
                    .as(what)
                    .containsEntry("source", source)
                    .containsEntry("position", Integer.toString(2 * index + 2))
                    .hasEntrySatisfying(
                            "reason", reason -> assertThat((String) reason).isNotBlank())
                    .containsKey("line");
            index++;
        }
    }
}
