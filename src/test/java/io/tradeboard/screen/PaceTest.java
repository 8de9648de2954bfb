package io.tradeboard.screen;

import static io.tradeboard.screen.Scenes.NOON;
import static io.tradeboard.screen.Scenes.board;
import static io.tradeboard.screen.Scenes.sample;
import static org.assertj.core.api.Assertions.assertThat;

import io.tradeboard.read.History;
import io.tradeboard.read.Sample;
import io.tradeboard.read.Standings;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class PaceTest {
    private static final Standings BOARD = board(NOON, "ann=1000", "bob=700", "cat=100");
    private static final Standings.Row ANN = BOARD.rows().get(0);
    private static final Standings.Row BOB = BOARD.rows().get(1);
    private static final Standings.Row CAT = BOARD.rows().get(2);

    private static Pace pace(Standings standings, Sample... samples) {
        return new Pace(new Model.Board(standings, new History(List.of(samples)), null, null));
    }

    private static Instant ago(long minutes) {
        return NOON.minus(Duration.ofMinutes(minutes));
    }

    @Test
    void lastHourIsTheDifferenceToTheSampleOfThen() {
        Pace pace = pace(BOARD, sample(ago(90), "ann=400", "bob=1"), sample(ago(5), "ann=999"));

        assertThat(pace.lastHour(ANN)).isEqualTo(OptionalLong.of(600));
        assertThat(pace.lastHour(CAT)).isEqualTo(OptionalLong.of(100));
    }

    @Test
    void lastHourIsUnknownWhereTheHistoryIsTooShort() {
        assertThat(pace(BOARD).lastHour(ANN)).isEmpty();
        assertThat(pace(BOARD, sample(ago(59), "ann=400")).lastHour(ANN)).isEmpty();
    }

    @Test
    void lastHourIsAllOfItOnABoardThatIsYounger() {
        assertThat(pace(BOARD, sample(ago(20)), sample(ago(10), "ann=400")).lastHour(ANN))
                .isEqualTo(OptionalLong.of(1_000));
        Instant early = Instant.parse("2026-11-22T00:40:00Z");
        assertThat(pace(board(early, "ann=1000")).lastHour(ANN)).isEqualTo(OptionalLong.of(1_000));
    }

    @Test
    void passComesWhereTheGapClosesBeforeTheDayEnds() {
        Pace pace = pace(BOARD, sample(ago(60), "ann=900", "bob=300", "cat=99"));
        // Bob gains 400 an hour, ann 100: the gap of 300 closes in an hour.
        assertThat(pace.passIn(BOB, ANN)).isEqualTo(Duration.ofMinutes(60));
        assertThat(pace.passIn(CAT, BOB)).as("cat falls behind").isNull();
        Pace slow = pace(BOARD, sample(ago(60), "ann=900", "bob=599"));
        assertThat(slow.passIn(BOB, ANN)).as("in 300 hours").isNull();
    }

    @Test
    void aSampleFromBeforeAQuietSpellStandsForAnHourAgo() {
        Pace pace = pace(BOARD, sample(ago(360), "ann=900", "bob=300", "cat=99"));
        assertThat(pace.passIn(BOB, ANN)).isEqualTo(Duration.ofMinutes(60));
    }

    @Test
    void passIsToldFromAQuarterOfAnHourOn() {
        assertThat(pace(BOARD, sample(ago(14), "ann=900", "bob=300")).passIn(BOB, ANN))
                .isNull();
        assertThat(pace(BOARD, sample(ago(15), "ann=900", "bob=300")).passIn(BOB, ANN))
                .isEqualTo(Duration.ofMinutes(15));
        assertThat(pace(BOARD).passIn(BOB, ANN)).isNull();
    }

    @Test
    void sparklineHasABarForEachPartOfTheHour() {
        Pace pace = pace(BOARD, sample(ago(60), "ann=0"), sample(ago(40), "ann=100"), sample(ago(20), "ann=900"));

        assertThat(pace.sparkline("ann", 3, false)).isEqualTo("▂█▂");
        assertThat(pace.sparkline("ann", 3, true)).isEqualTo(".#.");
        assertThat(pace(BOARD, sample(ago(30), "ann=100")).sparkline("ann", 4, false))
                .as("nobody knows of the first half")
                .isEqualTo("  ▁█");
        assertThat(pace(BOARD).sparkline("nobody", 3, false)).isEqualTo("   ");
    }
}
