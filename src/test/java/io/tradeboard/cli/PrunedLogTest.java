package io.tradeboard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradeboard.log.RecordCodec;
import io.tradeboard.trade.LoggedTrade;
import io.tradeboard.wal.LogDirectory;
import io.tradeboard.wal.LogWriter;
import io.tradeboard.wal.Position;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A daemon prunes segments while somebody looks into its log: the rest is looked at all the same. */
class PrunedLogTest {
    private static final int RECORDS = 1_000;

    @TempDir
    Path home;

    /** Deletes files as soon as anything is written. */
    private static final class Pruning extends ByteArrayOutputStream {
        private final List<Path> files;

        Pruning(List<Path> files) {
            this.files = files;
        }

        @Override
        public synchronized void write(byte[] bytes, int from, int length) {
            super.write(bytes, from, length);
            for (Path file : files) {
                file.toFile().delete();
            }
        }
    }

    @Test
    void dumpGoesOnBehindAPrunedSegmentAndPrintsNothingTwice() throws IOException {
        List<Path> segments = threeSegments();
        Pruning out = new Pruning(segments.subList(0, 2));
        ByteArrayOutputStream err = new ByteArrayOutputStream();

        assertThat(run(out, err, "log", "dump")).isZero();
        List<String> offsets = out.toString(StandardCharsets.UTF_8)
                .lines()
                .map(line -> line.replaceFirst(".*\"offset\":([0-9]+),.*", "$1"))
                .toList();
        assertThat(offsets).doesNotHaveDuplicates().hasSize(2 * RECORDS).contains("0", "999", "2000", "2999");
        assertThat(err.toString(StandardCharsets.UTF_8))
                .isEqualTo("tradeboard: " + segments.get(1)
                        + " was deleted by retention while the log was read; continuing after it\n");
    }

    @Test
    void verifyTakesAPrunedSegmentForNoDamage() throws IOException {
        List<Path> segments = threeSegments();
        Pruning out = new Pruning(segments.subList(0, 2));
        ByteArrayOutputStream err = new ByteArrayOutputStream();

        assertThat(run(out, err, "log", "verify")).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8).lines())
                .hasSize(3)
                .endsWith("2 segments, nothing corrupt")
                .filteredOn(line -> line.contains("  1,000 records  ") && line.endsWith("  ok"))
                .hasSize(2);
        assertThat(err.toString(StandardCharsets.UTF_8))
                .isEqualTo("tradeboard: " + segments.get(1) + " was deleted by retention before it was read\n");
    }

    private int run(ByteArrayOutputStream out, ByteArrayOutputStream err, String... arguments) {
        ByteArrayInputStream in = new ByteArrayInputStream(new byte[0]);
        return Main.run(Console.of(in, out, err, Clock.systemUTC(), Map.of(), home, false, false), arguments);
    }

    private List<Path> threeSegments() throws IOException {
        Path log = home.resolve("data/log");
        try (LogDirectory directory = LogDirectory.open(log, "a test");
                LogWriter writer = directory.startWriter(Map.of(), 100)) {
            for (int segment = 0; segment < 3; segment++) {
                ByteBuffer records = ByteBuffer.allocate(RECORDS * RecordCodec.MAX_BYTES);
                for (int i = 0; i < RECORDS; i++) {
                    RecordCodec.encode(
                            new LoggedTrade("ann", "BTC", 1_000_000, 1, 2, null), LocalDate.EPOCH, false, records);
                }
                writer.append(RECORDS, 1_000_000, Position.NONE, records.flip());
            }
        }
        try (var files = Files.list(log)) {
            return files.filter(file -> file.toString().endsWith(".log"))
                    .sorted()
                    .toList();
        }
    }
}
