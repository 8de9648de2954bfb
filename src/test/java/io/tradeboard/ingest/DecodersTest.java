package io.tradeboard.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradeboard.run.Meters;
import io.tradeboard.run.Notices;
import io.tradeboard.run.Runtime;
import io.tradeboard.run.Stop;
import io.tradeboard.source.InboundTrade;
import io.tradeboard.source.LineSource;
import io.tradeboard.source.PollResult;
import io.tradeboard.source.Source;
import io.tradeboard.source.SourcePosition;
import io.tradeboard.trade.LoggedTrade;
import io.tradeboard.trade.RawTrade;
import io.tradeboard.trade.Symbols;
import io.tradeboard.trade.TradeColumns;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.LongStream;
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

    /** As of a stream whose entries hold very many trades each. */
    @Test
    void aPollOfMoreThanAFrameHoldsIsCutAndItsPositionComesLast() throws Exception {
        int count = 3 * Decoders.MOST_ROWS + 7;
        List<InboundTrade> arrivals = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            arrivals.add(new Given(i));
        }
        BlockingQueue<Group> groups = new LinkedBlockingQueue<>();
        IngestConfig config = new Rig(directory).config(false);
        Runtime runtime = new Runtime(CLOCK, System::nanoTime, new Notices(message -> {}), new Meters(), new Stop());
        try (Rejects rejects = new Rejects(directory.resolve("none"), "", new Notices(message -> {}));
                Decoders decoders = new Decoders(2, config.symbols(), "0".repeat(32), new ColumnPool())) {
            Pipeline.Ends ends = new Pipeline.Ends(new OnePoll(new PollResult(arrivals, "9", true)), rejects);
            new Intake(ends, config, decoders, groups, runtime, Step.Observer.NONE).run();
        }
        List<Long> units = new ArrayList<>();
        List<String> positions = new ArrayList<>();
        for (Group group : groups) {
            assertThat(group.size()).isLessThanOrEqualTo(2 * Decoders.MOST_ROWS);
            group.parts().forEach(part -> {
                for (int row = 0; row < part.size(); row++) {
                    units.add(part.units(row));
                }
            });
            positions.add(group.position().value());
        }
        assertThat(units).isEqualTo(LongStream.rangeClosed(1, count).boxed().toList());
        assertThat(positions).hasSizeGreaterThan(2).endsWith("9", "").containsOnlyOnce("9");
    }

    private record Given(int number) implements InboundTrade, SourcePosition {
        @Override
        public SourcePosition place() {
            return this;
        }

        @Override
        public String label() {
            return Integer.toString(number);
        }

        @Override
        public String position() {
            return "";
        }

        @Override
        public RawTrade trade() {
            return new RawTrade("i" + number, null, "ann", "BTC", Integer.toString(number + 1));
        }

        @Override
        public String text() {
            return "";
        }
    }

    private record OnePoll(PollResult all) implements Source {
        @Override
        public String name() {
            return "one";
        }

        @Override
        public String label() {
            return "one";
        }

        @Override
        public PollResult poll(Duration atMost) {
            return all;
        }

        @Override
        public void committed(String position) {
            // Nothing to keep.
        }

        @Override
        public void close() {
            // Nothing to close.
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
