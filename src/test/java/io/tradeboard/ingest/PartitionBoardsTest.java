package io.tradeboard.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradeboard.board.Mark;
import io.tradeboard.kafka.TopicReader;
import io.tradeboard.status.TopicReport;
import io.tradeboard.trade.BoardId;
import java.time.LocalDate;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PartitionBoardsTest {
    private static final LocalDate DAY = LocalDate.of(2026, 11, 27);
    private static final BoardId BTC = new BoardId("BTC", DAY);
    private static final BoardId ETH = new BoardId("ETH", DAY);

    private final PartitionBoards boards = new PartitionBoards(1, "id", new TopicReader.Extent(0, 100, 120));

    @Test
    void aDayIsFinishedWhereAllIsAppliedThatWasThereAfterItThoughMoreKeepsComing() {
        boards.put(BTC, Mark.at(90));
        boards.flushed(90);
        assertThat(boards.isFinished(DAY, 100)).isFalse();

        boards.flushed(150);
        assertThat(boards.isFinished(DAY, 200)).isTrue();
        assertThat(boards.isFinished(DAY.plusDays(1), 200)).isFalse();

        boards.forget(board -> true);
        assertThat(boards.isFinished(DAY, 200)).isFalse();
    }

    @Test
    void anExtentOfAMomentAgoIsNotBehindWhatWasApplied() {
        boards.flushed(130);
        assertThat(boards.report()).isEqualTo(new TopicReport.Partition(1, 130, 130, 130));
        boards.flushed(100);
        assertThat(boards.report().state()).isEqualTo(TopicReport.State.OPEN_TRANSACTION);
        boards.flushed(99);
        assertThat(boards.report().state()).isEqualTo(TopicReport.State.BEHIND);
    }

    @Test
    void theCensusOfABoardThatIsBehindSaysThatItLacksSomething() {
        boards.put(BTC, Mark.at(90));
        boards.put(ETH, Mark.at(40));
        boards.behind().add(ETH);
        boards.flushed(90);

        assertThat(boards.census()).isEqualTo(new Census("k:id:1", Map.of(BTC, 90L, ETH, 90L)));
    }

    @Test
    void aGapOfThePartitionIsOneOfEveryBoardThatItFeeds() {
        boards.put(BTC, Mark.at(90));
        boards.put(ETH, Mark.ZERO);
        boards.gapOfAll("records 1 to 2 are gone");

        assertThat(boards.gaps()).isEqualTo(Map.of(BTC, "records 1 to 2 are gone"));
    }
}
