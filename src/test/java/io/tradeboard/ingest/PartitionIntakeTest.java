package io.tradeboard.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradeboard.ingest.PartitionIntake.Opened;
import io.tradeboard.ingest.PartitionIntake.Taken;
import io.tradeboard.kafka.KafkaSettings;
import io.tradeboard.kafka.Membership;
import io.tradeboard.log.PartitionJudge;
import io.tradeboard.run.Meters.Counter;
import io.tradeboard.run.Notices;
import io.tradeboard.run.Runtime;
import io.tradeboard.trade.BoardId;
import io.tradeboard.trade.Identities;
import io.tradeboard.trade.Shard;
import io.tradeboard.trade.ShardSpread;
import io.tradeboard.trade.Symbols;
import io.tradeboard.trade.TradingDays;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PartitionIntakeTest {
    private static final Instant NOON = Instant.parse("2026-11-27T12:00:00Z");
    private static final BoardId BTC = new BoardId("BTC", LocalDate.parse("2026-11-27"));
    private static final BoardId ETH = new BoardId("ETH", LocalDate.parse("2026-11-27"));

    private static final Duration LATENESS = Duration.ofSeconds(10);

    @TempDir
    Path directory;

    private final Runtime runtime = new Runtime(Clock.fixed(NOON, ZoneOffset.UTC), new Notices(message -> {}));

    @Test
    void recordsBelowTheFirstThatCountsAreReadForDuplicatesAlone() throws Exception {
        PartitionIntake intake = open(0, 2, Map.of());
        record(intake, 0, "a", "BTC");
        record(intake, 1, "b", "BTC");
        record(intake, 2, "a", "BTC");
        record(intake, 3, "c", "BTC");
        intake.finish();

        Taken taken = Objects.requireNonNull(intake.take(4));
        assertThat(trades(taken)).isEqualTo(Map.of(BTC, 1L));
        assertThat(taken.base()).isEqualTo(2);
        assertThat(runtime.meters().get(Counter.DUPLICATES)).isEqualTo(1);
        assertThat(runtime.meters().get(Counter.ACCEPTED)).isEqualTo(1);
    }

    @Test
    void recordsBelowTheFloorOfABoardAreOnItAlready() throws Exception {
        PartitionIntake intake = open(0, 0, Map.of(BTC, 3L));
        for (int offset = 0; offset < 6; offset++) {
            record(intake, offset, "id-" + offset, offset % 2 == 0 ? "BTC" : "ETH");
        }
        intake.finish();

        Taken taken = Objects.requireNonNull(intake.take(6));
        assertThat(trades(taken)).isEqualTo(Map.of(BTC, 1L, ETH, 3L));
        assertThat(taken.baseOf(BTC)).isEqualTo(3);
        assertThat(taken.baseOf(ETH)).isZero();
    }

    @Test
    void aFloorThatWasPassedIsForgotten() throws Exception {
        PartitionIntake intake = open(0, 0, Map.of(BTC, 3L));
        assertThat(Objects.requireNonNull(intake.take(2)).baseOf(BTC)).isEqualTo(3);
        assertThat(Objects.requireNonNull(intake.take(3)).baseOf(BTC)).isEqualTo(3);
        record(intake, 3, "a", "BTC");
        intake.finish();

        Taken taken = Objects.requireNonNull(intake.take(4));
        assertThat(trades(taken)).isEqualTo(Map.of(BTC, 1L));
        assertThat(taken.baseOf(BTC)).isEqualTo(3);
        assertThat(taken.floor()).isEmpty();
    }

    /** By the times of the records, and no clock: whoever reads them again decides the same. */
    @Test
    void aroundMidnightATradeCountsOnItsOwnDayOrIsLate() throws Exception {
        long midnight = Instant.parse("2026-11-28T00:00:00Z").toEpochMilli();
        long over = midnight + LATENESS.toMillis();
        PartitionIntake intake = open(0, 0, Map.of());
        record(intake, 0, midnight - 1, midnight - 1);
        record(intake, 1, midnight - 1, midnight);
        record(intake, 2, midnight, midnight - 1);
        intake.finish();
        record(intake, 3, midnight, midnight);
        record(intake, 4, over - 1, midnight - 1);
        record(intake, 5, over, midnight - 1);
        record(intake, 6, over, midnight);
        // Senders' clocks differ.
        record(intake, 7, over - 1, midnight - 1);
        intake.finish();

        BoardId next = new BoardId("BTC", BTC.day().plusDays(1));
        assertThat(trades(Objects.requireNonNull(intake.take(8)))).isEqualTo(Map.of(BTC, 4L, next, 3L));
        assertThat(runtime.meters().get(Counter.LATE)).isEqualTo(1);
        assertThat(runtime.meters().get(Counter.ACCEPTED)).isEqualTo(8);
    }

    @Test
    void whereNothingIsNewThereIsNothingToTake() throws Exception {
        PartitionIntake intake = open(0, 5, Map.of());
        record(intake, 0, "a", "BTC");
        intake.finish();

        assertThat(intake.take(1)).isNull();
        assertThat(intake.take(6)).isNotNull();
        assertThat(intake.take(6)).isNull();
    }

    @Test
    void eachShardHasAFloorOfItsOwn() throws Exception {
        BoardId sol = new BoardId("SOL", LocalDate.parse("2026-11-27"));
        BoardId own = sol.shard(Shard.numberOf("zed", 3), 3);
        BoardId other = sol.shard((own.shard().number() + 1) % 3, 3);
        for (BoardId ahead : List.of(own, other)) {
            PartitionIntake intake = open(0, 0, Map.of(ahead, 3L));
            for (int offset = 0; offset < 4; offset++) {
                record(intake, offset, "id-" + offset, "SOL");
            }
            intake.finish();

            Taken taken = Objects.requireNonNull(intake.take(4));
            assertThat(trades(taken)).isEqualTo(Map.of(own, ahead.equals(own) ? 1L : 4L));
            assertThat(taken.baseOf(ahead)).isEqualTo(3);
        }
    }

    private PartitionIntake open(long from, long live, Map<BoardId, Long> floor) throws IOException {
        TradingDays days = new TradingDays(ZoneOffset.UTC, LATENESS, Duration.ofDays(1));
        KafkaIngestConfig kafka = new KafkaIngestConfig(
                new KafkaSettings("nowhere:1", Map.of()), new Membership("trades", "group", null), 10, null);
        Rejects rejects = new Rejects(directory.resolve("rejects.ndjson"), "kafka", runtime.notices());
        return new PartitionIntake(
                new Opened(0, "k:topic:0", from, live, floor),
                new PartitionJudge.Rules(Symbols.parse("BTC:0,ETH:0,SOL:0", 0, true), days, kafka.window()),
                new Identities(),
                new KafkaRejects(kafka, rejects, runtime.notices()),
                new ShardSpread(board -> board.symbol().equals("SOL") ? 3 : 1),
                runtime);
    }

    private static void record(PartitionIntake intake, long offset, String id, String symbol) {
        record(intake, offset, NOON.toEpochMilli(), "\"id\":\"" + id + "\",\"symbol\":\"" + symbol + "\"");
    }

    private static void record(PartitionIntake intake, long offset, long recordMillis, long tradeMillis) {
        record(intake, offset, recordMillis, "\"timestamp\":" + tradeMillis + ",\"symbol\":\"BTC\"");
    }

    private static void record(PartitionIntake intake, long offset, long recordMillis, String fields) {
        String trade = "{" + fields + ",\"traderId\":\"zed\",\"quantity\":1}";
        intake.record(offset, recordMillis, ByteBuffer.wrap(trade.getBytes(StandardCharsets.UTF_8)));
    }

    private static Map<BoardId, Long> trades(Taken taken) {
        Map<BoardId, Long> trades = new HashMap<>();
        taken.deltas().forEach(delta -> trades.put(delta.board(), delta.trades()));
        return trades;
    }
}
