package io.tradeboard.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tradeboard.ingest.PartitionIntake.Opened;
import io.tradeboard.ingest.PartitionIntake.Taken;
import io.tradeboard.kafka.KafkaSettings;
import io.tradeboard.kafka.Membership;
import io.tradeboard.kafka.Polled;
import io.tradeboard.kafka.PolledValues;
import io.tradeboard.log.PartitionJudge;
import io.tradeboard.run.Meters.Counter;
import io.tradeboard.run.Notices;
import io.tradeboard.run.Runtime;
import io.tradeboard.trade.Identities;
import io.tradeboard.trade.ShardSpread;
import io.tradeboard.trade.Symbols;
import io.tradeboard.trade.TradingDays;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** However much a poll brings, whoever looks sees all of it. */
class PartitionIntakesTest {
    private static final long NOON = Instant.parse("2026-11-27T12:00:00Z").toEpochMilli();
    private static final int MANY = 5_000;

    @TempDir
    Path directory;

    private final Runtime runtime =
            new Runtime(Clock.fixed(Instant.ofEpochMilli(NOON), ZoneOffset.UTC), new Notices(message -> {}));

    private final PartitionIntakes intakes = new PartitionIntakes();

    @SuppressWarnings("NullAway.Init")
    private KafkaRejects rejects;

    @BeforeEach
    void openRejects() throws IOException {
        KafkaIngestConfig kafka = new KafkaIngestConfig(
                new KafkaSettings("nowhere:1", Map.of()), new Membership("trades", "group", null), MANY, null);
        rejects = new KafkaRejects(kafka, new Rejects(file(), "kafka", runtime.notices()), runtime.notices());
    }

    @AfterEach
    void noThreadIsLeft() {
        intakes.close();
        await().untilAsserted(Rig::assertNoThreadIsLeft);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 999, 1_000, MANY})
    void whatWasPolledLastIsAmongWhatIsTaken(int records) {
        intakes.put(0, intake(0));
        for (int round = 0; round < 20; round++) {
            intakes.judge(polled(1, (long) round * records, records));
            intakes.judge(polled(0, (long) round * records, records));
            assertThat(intakes.isJudging()).isEqualTo(records >= 1_000);
        }

        List<Taken> taken = intakes.take(Set.of(0, 1), partition -> 20L * records);
        assertThat(intakes.isJudging()).isFalse();
        assertThat(intakes.trades()).isZero();
        assertThat(taken).singleElement().satisfies(all -> {
            assertThat(all.trades()).isEqualTo(20L * records);
            assertThat(all.to()).isEqualTo(20L * records);
            assertThat(all.deltas().get(0).volumes().get("zed")).isEqualTo(20L * records);
        });
        assertThat(runtime.meters().get(Counter.ACCEPTED)).isEqualTo(20L * records);
    }

    @Test
    void aPartitionThatGoesTakesAllThatWasPolledOfItAlong() {
        intakes.put(0, intake(0));
        intakes.put(1, intake(1));
        intakes.judge(polled(0, 0, MANY));
        intakes.remove(Set.of(0));
        assertThat(runtime.meters().get(Counter.ACCEPTED)).isEqualTo(MANY);
        assertThat(intakes.partitions()).containsExactly(1);
        assertThat(intakes.trades()).isZero();

        intakes.judge(polled(0, MANY, MANY));
        assertThat(intakes.trades()).isZero();
    }

    @Test
    void whatIsRejectedIsReportedOnceAllIsJudged() throws Exception {
        intakes.put(0, intake(0));
        List<String> values = new ArrayList<>(trades(0, MANY));
        values.set(MANY - 1, "{}");
        intakes.judge(PolledValues.of(0, 0, NOON, values));
        intakes.finish();
        rejects.flush();

        assertThat(Files.readString(file())).contains("trades-0@" + (MANY - 1));
        assertThat(runtime.meters().get(Counter.REJECTED)).isEqualTo(1);
    }

    private Path file() {
        return directory.resolve("rejects.ndjson");
    }

    private PartitionIntake intake(int partition) {
        TradingDays days = new TradingDays(ZoneOffset.UTC, Duration.ZERO, Duration.ofDays(1));
        return new PartitionIntake(
                new Opened(partition, "k:topic:" + partition, 0, 0, Map.of()),
                new PartitionJudge.Rules(Symbols.parse("BTC:0", 0, true), days, MANY),
                new Identities(),
                rejects,
                new ShardSpread(board -> 1),
                runtime);
    }

    private static Polled polled(int partition, long offset, int records) {
        return PolledValues.of(partition, offset, NOON, trades(offset, records));
    }

    private static List<String> trades(long offset, int count) {
        List<String> trades = new ArrayList<>();
        for (long id = offset; id < offset + count; id++) {
            trades.add("{\"id\":\"" + id + "\",\"timestamp\":" + NOON
                    + ",\"traderId\":\"zed\",\"symbol\":\"BTC\",\"quantity\":1}");
        }
        return trades;
    }
}
