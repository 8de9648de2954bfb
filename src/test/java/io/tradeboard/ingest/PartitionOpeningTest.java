package io.tradeboard.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradeboard.board.Mark;
import io.tradeboard.ingest.PartitionOpening.Known;
import io.tradeboard.kafka.TopicReader;
import io.tradeboard.log.Gap;
import io.tradeboard.trade.BoardId;
import java.time.LocalDate;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PartitionOpeningTest {
    private static final String WRITER = "k:topic:0";
    private static final LocalDate DAY = LocalDate.parse("2026-11-27");
    private static final BoardId BTC = new BoardId("BTC", DAY);
    private static final BoardId ETH = new BoardId("ETH", DAY);
    private static final Census CENSUS = new Census(WRITER, Map.of(BTC, 900L, ETH, 500L));

    @Test
    void withCommitAndCensusNothingIsReadAgain() {
        PartitionOpening opening = open(0, 2_000, 100, 1_000, CENSUS, Map.of(BTC, Mark.at(900), ETH, Mark.at(500)));

        assertThat(opening).isEqualTo(new PartitionOpening(1_000, java.util.Set.of(), null));
    }

    @Test
    void aBoardThatHoldsLessThanTheCensusSaysIsHealed() {
        PartitionOpening opening = open(0, 2_000, 100, 1_000, CENSUS, Map.of(BTC, Mark.ZERO, ETH, Mark.at(700)));

        assertThat(opening.live()).isEqualTo(1_000);
        assertThat(opening.heal()).containsExactly(BTC);
    }

    @Test
    void anUpdateInPartsIsFinishedFirst() {
        Mark inParts = new Mark(900, 1_500, 1, 3);

        assertThat(open(0, 2_000, 100, 1_000, CENSUS, Map.of(BTC, inParts)).heal())
                .containsExactly(BTC);
        assertThat(open(0, 2_000, 100, -1, null, Map.of(BTC, inParts)).heal()).containsExactly(BTC);
    }

    @Test
    void withoutCensusTheDayIsReadAgain() {
        Map<BoardId, Mark> marks = Map.of(BTC, Mark.at(900));

        assertThat(open(0, 2_000, 100, -1, null, marks).live()).isEqualTo(100);
        assertThat(open(0, 2_000, 100, 1_000, null, marks).live()).isEqualTo(100);
        assertThat(open(0, 2_000, 100, 1_000, new Census("k:other:0", Map.of()), marks)
                        .live())
                .isEqualTo(100);
    }

    @Test
    void aCommitBeyondTheEndIsOfAnotherLog() {
        assertThat(open(0, 999, 100, 1_000, CENSUS, Map.of()).live()).isEqualTo(100);
    }

    @Test
    void recordsBelowTheFirstOneAreAGap() {
        PartitionOpening opening = open(1_500, 2_000, 1_500, 1_000, CENSUS, Map.of());

        assertThat(opening.live()).isEqualTo(1_500);
        Gap gap = Objects.requireNonNull(opening.gap());
        assertThat(gap).isEqualTo(new Gap(1_000, 1_500, "records 1000 to 1499 are gone"));
        assertThat(Objects.requireNonNull(
                                open(1_500, 2_000, 1_500, -1, null, Map.of()).gap())
                        .from())
                .isZero();
    }

    @Test
    void whereTheDayBeganLaterNothingOfItIsGone() {
        assertThat(open(1_500, 2_000, 1_600, 1_000, CENSUS, Map.of()).gap()).isNull();
        assertThat(open(1_500, 2_000, 1_600, -1, null, Map.of()).live()).isEqualTo(1_600);
        assertThat(open(0, 0, 0, -1, null, Map.of()).gap()).isNull();
    }

    private static PartitionOpening open(
            long begin, long stable, long dayAt, long committed, @Nullable Census census, Map<BoardId, Mark> marks) {
        return PartitionOpening.of(
                new Known(WRITER, new TopicReader.Extent(begin, stable, stable), dayAt, committed, census), marks);
    }
}
