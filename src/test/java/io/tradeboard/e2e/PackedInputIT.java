package io.tradeboard.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Trades compressed with gzip count like any others, through every way in, also when the file came in pieces. */
@Execution(ExecutionMode.CONCURRENT)
class PackedInputIT {
    private static final int COUNT = 60_000;

    @AutoClose
    private final Deployment deployment;

    private final Market market;
    private final byte[] packed;
    private final Path file;

    PackedInputIT(@TempDir Path directory) throws Exception {
        deployment = Deployment.withRedis(directory);
        market = Market.of(deployment, COUNT);
        file = deployment.file("trades.ndjson.gz");
        pack(market.lines(), file);
        packed = Files.readAllBytes(file);
    }

    @Test
    void packedFileThatIsCutOffIsNineAndGoesOnWhenItIsWhole() throws Exception {
        Files.write(file, Arrays.copyOf(packed, packed.length / 2));
        assertThat(deployment.run("ingest", file.toString()).expect(9).err())
                .isEqualTo("tradeboard: " + file
                        + ": its gzip data is cut off; the lines before that were read; repair FILE"
                        + " and ingest it again to resume there\n");
        long counted;
        try (RedisProbe redis = new RedisProbe(deployment)) {
            counted = redis.counted();
        }
        assertThat(counted).isBetween(COUNT / 3L, COUNT * 2L / 3);

        Files.write(file, packed);
        assertThat(deployment.run("ingest", file.toString()).expect(0).err())
                .contains(String.format(Locale.ROOT, "done: %,d accepted, 0 rejected", COUNT - counted));
        market.recount().assertShownBy(deployment);
        assertThat(deployment.run("ingest", file.toString()).expect(0).err())
                .contains("no new lines since the last run");
    }

    @Test
    void packedFileThatGrewByAMemberIsReadOnFromThere() throws Exception {
        List<String> lines = market.lines();
        pack(lines.subList(0, COUNT / 3), file);
        deployment.run("ingest", file.toString()).expect(0);
        pack(lines.subList(COUNT / 3, COUNT), deployment.file("more.gz"));
        Files.write(file, Files.readAllBytes(deployment.file("more.gz")), StandardOpenOption.APPEND);

        deployment.run("ingest", file.toString()).expect(0);
        market.recount().assertShownBy(deployment);
    }

    @Test
    void packedStandardInputAndPackedFilesForTheStreamAreUnpacked() throws Exception {
        List<String> lines = market.lines();
        pack(lines.subList(0, COUNT / 3), file);
        deployment.runReading(file, "ingest", "-").expect(0);
        Running daemon = deployment.startDaemon();
        pack(lines.subList(COUNT / 3, COUNT / 2), file);
        deployment.run("produce", file.toString()).expect(0);
        pack(lines.subList(COUNT / 2, COUNT), file);
        deployment.runReading(file, "produce", "-").expect(0);
        try (RedisProbe redis = new RedisProbe(deployment)) {
            redis.awaitAllRead();
        }
        daemon.terminate().expect(0);
        market.recount().assertShownBy(deployment);
    }

    private static void pack(List<String> lines, Path file) throws IOException {
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write((String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8));
        }
    }
}
