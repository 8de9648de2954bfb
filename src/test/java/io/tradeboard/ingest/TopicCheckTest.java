package io.tradeboard.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tradeboard.kafka.Topics.Layout;
import io.tradeboard.run.UsageException;
import io.tradeboard.trade.TradingDays;
import java.time.Duration;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TopicCheckTest {
    private static final long HOUR = Duration.ofHours(1).toMillis();
    private static final TradingDays DAYS = new TradingDays(ZoneOffset.UTC, Duration.ZERO, Duration.ofDays(1));

    @Test
    void aTopicThatKeepsItsRecordsIsFine() {
        assertThat(TopicCheck.warnings("t", new Layout(6, 3, "delete", 168 * HOUR, -1, true, 2), DAYS))
                .isEmpty();
        assertThat(TopicCheck.warnings("t", new Layout(6, 3, "delete", 50 * HOUR, -1, true, 2), DAYS))
                .isEmpty();
        assertThat(TopicCheck.warnings("t", new Layout(6, 3, "delete", -1, -1, true, 2), DAYS))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"compact", "'compact,delete'"})
    void aCompactedTopicIsRefused(String policy) {
        assertThatThrownBy(() -> TopicCheck.warnings("t", new Layout(6, 3, policy, -1, -1, true, 2), DAYS))
                .isInstanceOf(UsageException.class)
                .hasMessage("topic t is compacted, which removes trades; set cleanup.policy=delete");
    }

    @Test
    void whatIsUnwiseIsSaidWithTheSettingThatChangesIt() {
        assertThat(TopicCheck.warnings("t", new Layout(6, 1, "delete", 49 * HOUR, 1_000, false, 1), DAYS))
                .satisfiesExactly(
                        warning -> assertThat(warning).contains("49 h", "set retention.ms=" + 50 * HOUR),
                        warning -> assertThat(warning).endsWith("set retention.bytes=-1"),
                        warning -> assertThat(warning).endsWith("set message.timestamp.type=LogAppendTime"),
                        warning -> assertThat(warning).contains("one replica"));
        assertThat(TopicCheck.warnings("t", new Layout(6, 3, "delete", -1, -1, true, 1), DAYS))
                .singleElement()
                .asString()
                .endsWith("set min.insync.replicas=2");
    }
}
