package io.tradeboard.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradeboard.trade.BoardId;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class LastHourTest {
    private static final Instant NOON = Instant.parse("2026-11-22T14:32:00Z");
    private static final Standings BOARD = board(NOON, "ann=1000", "bob=700", "cat=100");
    private static final Standings.Row ANN = BOARD.rows().get(0);
    private static final Standings.Row BOB = BOARD.rows().get(1);
    private static final Standings.Row CAT = BOARD.rows().get(2);

    private static LastHour hour(Standings standings, Sample... samples) {
        return new LastHour(standings, new History(List.of(samples)));
    }

    private static Instant ago(long minutes) {
        return NOON.minus(Duration.ofMinutes(minutes));
    }

    @Test
    void lastHourIsTheDifferenceToTheSampleOfThen() {
        LastHour hour = hour(BOARD, sample(ago(90), "ann=400", "bob=1"), sample(ago(5), "ann=999"));

        assertThat(hour.traded(ANN)).isEqualTo(OptionalLong.of(600));
        assertThat(hour.traded(CAT)).isEqualTo(OptionalLong.of(100));
    }

    @Test
    void lastHourIsUnknownWhereTheHistoryIsTooShort() {
        assertThat(hour(BOARD).traded(ANN)).isEmpty();
        assertThat(hour(BOARD, sample(ago(59), "ann=400")).traded(ANN)).isEmpty();
    }

    @Test
    void lastHourIsAllOfItOnABoardThatIsYounger() {
        assertThat(hour(BOARD, sample(ago(20)), sample(ago(10), "ann=400")).traded(ANN))
                .isEqualTo(OptionalLong.of(1_000));
        Instant early = Instant.parse("2026-11-22T00:40:00Z");
        assertThat(hour(board(early, "ann=1000")).traded(ANN)).isEqualTo(OptionalLong.of(1_000));
    }

    @Test
    void passComesWhereTheGapClosesBeforeTheDayEnds() {
        LastHour hour = hour(BOARD, sample(ago(60), "ann=900", "bob=300", "cat=99"));
        // Bob gains 400 an hour, ann 100: the gap of 300 closes in an hour.
        assertThat(hour.passIn(BOB, ANN)).isEqualTo(Duration.ofMinutes(60));
        assertThat(hour.passIn(CAT, BOB)).as("cat falls behind").isNull();
        LastHour slow = hour(BOARD, sample(ago(60), "ann=900", "bob=599"));
        assertThat(slow.passIn(BOB, ANN)).as("in 300 hours").isNull();
    }

    @Test
    void aSampleFromBeforeAQuietSpellStandsForAnHourAgo() {
        LastHour hour = hour(BOARD, sample(ago(360), "ann=900", "bob=300", "cat=99"));
        assertThat(hour.passIn(BOB, ANN)).isEqualTo(Duration.ofMinutes(60));
    }

    @Test
    void passIsEstimatedAfterAQuarterOfAnHour() {
        assertThat(hour(BOARD, sample(ago(14), "ann=900", "bob=300")).passIn(BOB, ANN))
                .isNull();
        assertThat(hour(BOARD, sample(ago(15), "ann=900", "bob=300")).passIn(BOB, ANN))
                .isEqualTo(Duration.ofMinutes(15));
        assertThat(hour(BOARD).passIn(BOB, ANN)).isNull();
    }

    @Test
    void paceNeedsFifteenStepsWithSomebodyOnTheBoard() {
        Sample nobody = sample(ago(60));
        Sample first = sample(NOON.minusSeconds(45), "ann=900", "bob=555");
        LastHour demo = new LastHour(BOARD, new History(List.of(nobody, first), Duration.ofSeconds(3)));
        // Bob gains 145 in 45 s, ann 100: the gap of 300 closes in 300 s.
        assertThat(demo.passIn(BOB, ANN)).isEqualTo(Duration.ofMinutes(5));
        assertThat(hour(BOARD, nobody, first).passIn(BOB, ANN)).isNull();
    }

    @Test
    void hourIsFullOnceASampleIsThatOld() {
        assertThat(hour(BOARD).isFull()).isFalse();
        assertThat(hour(BOARD, sample(ago(59))).isFull()).isFalse();
        assertThat(hour(BOARD, sample(ago(60))).isFull()).isTrue();
    }

    @Test
    void courseBeginsWithTheFirstSampleAndHasAPartForAStep() {
        LastHour young = hour(BOARD, sample(ago(3)), sample(ago(2), "ann=400"), sample(ago(1), "ann=500"));
        assertThat(young.since()).isEqualTo(ago(3));
        assertThat(young.course("ann", 12))
                .containsExactly(OptionalLong.of(400), OptionalLong.of(100), OptionalLong.of(500));
        assertThat(young.course("ann", 1)).containsExactly(OptionalLong.of(1_000));
        LastHour old = hour(BOARD, sample(ago(90)), sample(ago(30), "ann=400"));
        assertThat(old.since()).isEqualTo(ago(60));
        assertThat(old.course("ann", 2)).containsExactly(OptionalLong.of(400), OptionalLong.of(600));
        assertThat(hour(BOARD).course("ann", 12)).isEmpty();
        assertThat(hour(BOARD, sample(NOON)).course("ann", 12)).isEmpty();
    }

    @Test
    void hourIsDividedIntoParts() {
        LastHour hour = hour(BOARD, sample(ago(60), "ann=0"), sample(ago(40), "ann=100"), sample(ago(20), "ann=900"));

        assertThat(hour.traded("ann", 3))
                .containsExactly(OptionalLong.of(100), OptionalLong.of(800), OptionalLong.of(100));
        assertThat(hour(BOARD, sample(ago(30), "ann=100")).traded("ann", 4))
                .as("nobody knows of the first half")
                .containsExactly(OptionalLong.empty(), OptionalLong.empty(), OptionalLong.of(0), OptionalLong.of(900));
        assertThat(hour(BOARD).traded("nobody", 3)).containsOnly(OptionalLong.empty());
    }

    private static Standings board(Instant asOf, String... traders) {
        List<Standings.Row> rows = rows(traders);
        BigInteger total = BigInteger.valueOf(
                rows.stream().mapToLong(Standings.Row::volume).sum());
        ZoneId utc = ZoneId.of("UTC");
        LedgerView ledger = new LedgerView(2, utc, rows.size(), 9, total, asOf, Marks.NONE, "");
        BoardId board = new BoardId("BTC", LocalDate.ofInstant(asOf, utc));
        return new Standings(board, "Bitcoin", ledger, Standings.Reading.at(asOf), null, rows);
    }

    private static Sample sample(Instant at, String... traders) {
        return new Sample(at, traders.length, rows(traders));
    }

    /** Each trader as {@code name=units}, highest first. */
    private static List<Standings.Row> rows(String... traders) {
        List<Standings.Entry> entries = Stream.of(traders)
                .map(trader -> trader.split("=", 2))
                .map(parts -> new Standings.Entry(parts[0], Long.parseLong(parts[1])))
                .toList();
        return Ranking.rows(entries, entries.size());
    }
}
