package io.tradeboard.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradeboard.status.TopicReport.Partition;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TopicReportsTest {
    private static final Partition FIRST = new Partition(0, 7, 7, 7);
    private static final Partition SECOND = new Partition(1, 7, 7, 7);

    @ParameterizedTest
    @CsvSource({
        "7, 7, 7, CURRENT,          0",
        "6, 7, 7, BEHIND,           1",
        "6, 7, 9, BEHIND,           3",
        "7, 7, 9, OPEN_TRANSACTION, 2"
    })
    void aPartitionIsBehindOrWaitsForATransaction(
            long offset, long stable, long end, TopicReport.State state, long waiting) {
        Partition partition = new Partition(3, offset, stable, end);

        assertThat(partition.state()).isEqualTo(state);
        assertThat(partition.waiting()).isEqualTo(waiting);
    }

    @Test
    void theTextFormIsReadBack() {
        TopicReport some = new TopicReport("trades", "A-b_9", "a group", 3, List.of(FIRST, new Partition(2, 1, 2, 3)));
        TopicReport none = new TopicReport("trades", "A-b_9", "", 3, List.of());

        assertThat(TopicReport.parse(some.toString())).isEqualTo(some);
        assertThat(TopicReport.parse(none.toString())).isEqualTo(none);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "trades", "trades id x 0:1:2:3 group"})
    void whatIsNotOfThisFormIsNoReport(String text) {
        assertThat(TopicReport.parse(text)).isNull();
    }

    @Test
    void aPartitionThatNoLiveDaemonReadsIsAProblem() {
        Heartbeat first = beat("a", DaemonState.RUNNING, 1, FIRST);
        Heartbeat second = beat("b", DaemonState.RUNNING, 1, SECOND);
        Heartbeat silent = beat("b", DaemonState.RUNNING, 16, SECOND);

        assertThat(new TopicReports(List.of(first, second)).problems()).isEmpty();
        assertThat(new TopicReports(List.of(first, silent)).problems())
                .containsExactly("nobody reads partition 1 of topic trades in group desk");
        assertThat(new TopicReports(List.of(silent)).problems())
                .containsExactly("nobody reads partitions 0, 1 of topic trades in group desk");
        assertThat(new TopicReports(List.of(first, silent)).unread(Set.of("k:id:1", "f:log")))
                .isEqualTo("partition 1 of topic trades");
        assertThat(new TopicReports(List.of(first, silent)).unread(Set.of("k:id:0", "k:older:1")))
                .isNull();
    }

    @Test
    void anOpenTransactionIsAProblemOfItsOwn() {
        Heartbeat first = beat("a", DaemonState.RUNNING, 1, FIRST, new Partition(1, 5, 5, 9));

        assertThat(new TopicReports(List.of(first)).problems())
                .containsExactly("partition 1 of topic trades waits at offset 5 for a transaction that a producer left"
                        + " open, 4 offsets behind its end");
    }

    @Test
    void aDaemonMovesTheMarksOfItsPartitions() {
        Heartbeat first = beat("a", DaemonState.RUNNING, 1, FIRST);

        assertThat(first.moves(Set.of("k:id:0", "x"))).isTrue();
        assertThat(first.moves(Set.of("k:id:1"))).isFalse();
        assertThat(first.moves(Set.of("a"))).isTrue();
    }

    private static Heartbeat beat(String writer, DaemonState state, long seconds, Partition... own) {
        TopicReport topic = new TopicReport("trades", "id", "desk", 2, List.of(own));
        return Beats.beat(writer, new Condition(state, "", List.of(), topic), Duration.ofSeconds(seconds));
    }
}
