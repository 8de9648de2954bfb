package io.tradeboard.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradeboard.kafka.KafkaSettings;
import io.tradeboard.kafka.TopicReader;
import io.tradeboard.trade.Symbols;
import io.tradeboard.trade.TradingDays;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Who audits which board; nothing is asked of Kafka for that. */
class PartitionLogsTest {
    @AutoClose
    private final TopicReader reader = new TopicReader(new KafkaSettings("127.0.0.1:1", Map.of()), "trades");

    private final PartitionLogs logs = new PartitionLogs(
            reader,
            new PartitionJudge.Rules(Symbols.parse("BTC:8", 8, false), TradingDays.of(ZoneOffset.UTC), 10),
            () -> Set.of("k:id:2", "k:id:11"),
            () -> false);

    @Test
    void theHolderOfTheFirstPartitionThatFeedsABoardAuditsIt() {
        assertThat(logs.cover(Set.of("k:id:2"))).isTrue();
        assertThat(logs.cover(Set.of("k:id:11", "k:id:2"))).isTrue();
        assertThat(logs.cover(Set.of("k:id:11", "k:id:3"))).isFalse();
        assertThat(logs.cover(Set.of("k:id:1", "k:id:2"))).isFalse();
    }

    @Test
    void writersOfAnotherTopicAndOfFilesDoNotDecide() {
        assertThat(logs.cover(Set.of("k:deleted:0", "k:id:2"))).isTrue();
        assertThat(logs.cover(Set.of("0f3c", "k:id:2"))).isTrue();
        assertThat(logs.cover(Set.of("0f3c"))).isFalse();
        assertThat(logs.cover(Set.of())).isTrue();
    }

    @Test
    void aDaemonWithALogAuditsEveryBoardButThoseOfPartitionsAlone() {
        FileLogs files = new FileLogs(List.of());

        assertThat(files.cover(Set.of())).isTrue();
        assertThat(files.cover(Set.of("0f3c", "k:id:2"))).isTrue();
        assertThat(files.cover(Set.of("k:id:2"))).isFalse();
    }

    @Test
    void whatIsMissingIsNamedByItsKind() {
        assertThat(logs.missing("k:other:0")).startsWith("which is no partition of topic trades");
        assertThat(logs.missing("0f3c")).contains("--log-dir");
    }
}
