package io.tradeboard.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradeboard.run.Meters;
import io.tradeboard.run.Notices;
import io.tradeboard.run.Runtime;
import io.tradeboard.run.Stop;
import io.tradeboard.source.LineSource;
import io.tradeboard.trade.LoggedTrade;
import io.tradeboard.trade.Symbols;
import io.tradeboard.trade.TradeColumns;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** However many threads decode: the same trades in the same order, the same rejects, the same positions. */
class DecodersTest {
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-28T10:00:00Z"), ZoneOffset.UTC);

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 4, 7})
    void theResultIsThatOfOne(int decoders) throws Exception {
        Path file = lines(20_000, 50);

        assertThat(read(file, decoders, false)).isEqualTo(read(file, 1, false)).hasSizeGreaterThan(15_000);
    }

    @Test
    void theFirstBadLineEndsItAllWhereverItIs() throws Exception {
        for (int bad = 1; bad < 6_000; bad = 2 * bad + 1) {
            Path file = lines(6_000, 0);
            List<String> all = new ArrayList<>(Files.readAllLines(file));
            all.set(bad, "{}");
            Files.write(file, all);

            List<String> read = read(file, 4, true);
            assertThat(read).isEqualTo(read(file, 1, true)).hasSize(bad + 2);
        }
    }

    /** Everything that comes of a file: the trades with what they are known by, the last position, the rejects. */
    private List<String> read(Path file, int count, boolean strict) throws IOException, InterruptedException {
        Rig rig = new Rig(directory);
        Symbols symbols = Symbols.parse("BTC:8,ETH:2", 4, false);
        IngestConfig config = rig.config(symbols, Rig.DAYS, SyncMode.BATCH, strict, true);
        BlockingQueue<Group> groups = new LinkedBlockingQueue<>();
        Path rejected = directory.resolve("rejects-" + UUID.randomUUID());
        Runtime runtime = new Runtime(CLOCK, System::nanoTime, new Notices(message -> {}), new Meters(), new Stop());
        try (Rejects rejects = new Rejects(rejected, "", new Notices(message -> {}));
                LineSource source = LineSource.wholeFile(file);
                Decoders decoders = new Decoders(count, symbols, "0".repeat(32), new ColumnPool())) {
            new Intake(new Pipeline.Ends(source, rejects), config, decoders, groups, runtime, Step.Observer.NONE).run();
        }
        List<String> all = new ArrayList<>();
        String position = "";
        for (Group group : groups) {
            for (TradeColumns part : group.parts()) {
                for (int row = 0; row < part.size(); row++) {
                    LoggedTrade trade = part.get(row);
                    all.add(trade + " on " + part.board(part.boardOf(row)) + (part.isLate(row) ? " late" : ""));
                }
            }
            position = group.position().source().isEmpty()
                    ? position
                    : group.position().value();
        }
        all.add(position);
        all.addAll(Files.exists(rejected) ? Files.readAllLines(rejected) : List.of());
        return all;
    }

    /** Trades of which some are unusual, and so many in a thousand wrong. */
    private Path lines(int count, int wrong) throws IOException {
        Random random = new Random(20261128);
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String id = random.nextInt(3) > 0 ? new UUID(random.nextLong(), random.nextLong()).toString() : "i" + i;
            String trader = random.nextInt(20) == 0 ? "Zo\u00eb-" + random.nextInt(50) : "t" + random.nextInt(500);
            String symbol = random.nextInt(10) == 0 ? "NEW" + random.nextInt(20) : random.nextBoolean() ? "BTC" : "ETH";
            String day = random.nextInt(50) == 0 ? "2026-11-27" : "2026-11-28";
            String hour = random.nextInt(1_000) < wrong ? "11" : "09";
            String space = random.nextInt(30) == 0 ? " " : "";
            lines.add("{" + space + "\"id\":\"" + id + "\",\"timestamp\":\"" + day + "T" + hour
                    + ":00:00.123Z\",\"traderId\":\"" + trader + "\",\"symbol\":\"" + symbol + "\",\"quantity\":\""
                    + (1 + random.nextInt(900)) + ".5\"}");
        }
        return Files.write(directory.resolve("trades.ndjson"), lines);
    }
}
