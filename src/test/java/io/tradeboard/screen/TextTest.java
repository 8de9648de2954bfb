package io.tradeboard.screen;

import static io.tradeboard.screen.Scenes.NOON;
import static io.tradeboard.screen.Scenes.audited;
import static io.tradeboard.screen.Scenes.board;
import static io.tradeboard.screen.Scenes.stale;
import static org.assertj.core.api.Assertions.assertThat;

import io.tradeboard.format.Amounts;
import io.tradeboard.format.BoardText;
import io.tradeboard.read.Standings;
import io.tradeboard.status.Verdict;
import io.tradeboard.text.Monogram;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Boards as plain text, and the cells that text takes. */
class TextTest {
    private static final Standings BOARD = board(NOON, "ann=123456789", "東京=200", "bob\u001b=200", "cat=1");

    @Test
    void boardIsATableThatCutsNothing() {
        assertThat(BoardText.lines(BOARD, 10))
                .containsExactly(
                        "Bitcoin (BTC) 2026-11-22, as of 2026-11-22 14:32:00 UTC",
                        "1,204 traders, 4,402,118 trades, 2,469,143.80 BTC, EXACT 14:30 (audit 2m00s ago)",
                        "#   TRADER       VOLUME BTC  SHARE   GAP TO NEXT",
                        "1   ann        1,234,567.89  50.0%             -",
                        "2=  東京               2.00   0.0%  1,234,565.89",
                        "2=  bob\\u001b          2.00   0.0%          tied",
                        "4   cat                0.01   0.0%          1.99");
    }

    @Test
    void depthLimitsTheRowsAndStaleIsSaid() {
        assertThat(BoardText.lines(stale(BOARD), 1))
                .hasSize(5)
                .startsWith("Bitcoin (BTC) 2026-11-22, as of 2026-11-22 14:32:00 UTC, REDIS DOWN")
                .endsWith("Redis cannot be reached; these are the last known volumes");
    }

    @Test
    void whatTheAuditFoundIsSaid() {
        assertThat(BoardText.lines(audited(BOARD, new Verdict(NOON.minusSeconds(5), 9, 3, 0, false, "")), 1)
                        .get(1))
                .endsWith(" BTC, DIFFERS 3 (audit 5s ago)");
        assertThat(BoardText.lines(audited(BOARD, new Verdict(NOON.minusSeconds(5), 9, 0, 0, false, "no log")), 1)
                        .get(1))
                .endsWith(" BTC, UNVERIFIED (audit 5s ago)");
        assertThat(BoardText.lines(audited(BOARD, new Verdict(NOON.minusSeconds(5), 9, 0, 7, true, "")), 1)
                        .get(1))
                .endsWith(" BTC, BEHIND (audit 5s ago)");
        assertThat(BoardText.lines(audited(BOARD, null), 1).get(1)).endsWith(" BTC, NOT AUDITED");
    }

    @Test
    void aVolumeAtTheCapIsMarkedWhereverItIsShown() {
        Standings capped = board(NOON, "whale=9007199254740991", "ann=9007199254740990");

        assertThat(BoardText.lines(capped, 10).get(3)).contains("\u226590,071,992,547,409.91");
        assertThat(BoardText.lines(capped, 10).get(4)).doesNotContain("\u2265");
        assertThat(new Amounts(capped).volume(capped.rows().get(0), true)).startsWith(">=90,071");
        assertThat(new Amounts(capped, true).volume(capped.rows().get(0), false))
                .isEqualTo("\u226590.07T");
    }

    @Test
    void emptyBoardSaysSo() {
        assertThat(BoardText.lines(board(NOON), 10))
                .hasSize(2)
                .last()
                .asString()
                .startsWith("No BTC trades that day");
    }

    @ParameterizedTest
    @CsvSource({"abc, 3", "東京, 4", "é, 1", "a\u0007b, 8", "'', 0"})
    void widthIsCountedInCells(String text, int cells) {
        assertThat(Cells.width(text)).isEqualTo(cells);
    }

    @ParameterizedTest
    @CsvSource({"abcdef, 4, abc~", "abcd, 4, abcd", "ab, 4, 'ab  '", "東京東京, 5, 東京~", "東京東京, 4, '東~ '"})
    void textIsCutOrFilledToItsCells(String text, int cells, String expected) {
        assertThat(Cells.left(text, cells, "~")).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "1, 0.01",
        "99999, 1.000K",
        "99994, 999.9",
        "481207714, 4.812M",
        "100000000, 1.000M",
        "99999999999999, 1.000T",
        "9007199254740991, 90.07T",
        "900719925474099100, 9007T"
    })
    void compactAmountsHaveFourDigits(long units, String expected) {
        assertThat(new Amounts(board(NOON, "a=1"), true).amount(units)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "a=101000 b=99000 c=9900, 1.010K 0.990K 99",
        "a=1234567 b=987654, 12.35K 9.88K",
        "a=99000 b=98050, 990 980.5"
    })
    void compactVolumesOfAColumnHaveOneUnitUnlessOneIsFarLower(String traders, String expected) {
        Standings board = board(NOON, traders.split(" ", -1));
        Amounts amounts = new Amounts(board, true);
        assertThat(board.rows().stream().map(row -> amounts.volume(row, true)))
                .containsExactly(expected.split(" ", -1));
    }

    @ParameterizedTest
    @CsvSource({"atlas-fund, AF", "mira.k, MK", "kestrel, KE", "東京トレーダー, 東", "x, X", "-, ''", "a b c, AB", "ßa, SS"})
    void monogramIsTwoCellsAtMost(String traderId, String letters) {
        assertThat(Monogram.of(traderId)).isEqualTo(letters);
    }

    @Test
    void amountsHaveTheFewestDecimalsThatAreExact() {
        assertThat(new Amounts(board(NOON, "a=1000", "b=500")).amount(1_000)).isEqualTo("10.00");
        assertThat(new Amounts(board(NOON, "a=1")).amount(1)).isEqualTo("0.01");
        assertThat(new Amounts(board(NOON, "a=9007199254740991")).amount(9_007_199_254_740_991L))
                .isEqualTo("90,071,992,547,409.91");
    }

    @Test
    void sparklineHasABarForEachPart() {
        assertThat(Sparkline.of(traded(100, 800, 100), false)).isEqualTo("▁█▁");
        assertThat(Sparkline.of(traded(100, 800, 100), true)).isEqualTo("_#_");
        assertThat(Sparkline.of(traded(-1, -1, 0, 9), false)).isEqualTo("  ▁█");
        assertThat(Sparkline.of(traded(-1, 0), false)).isEqualTo(" ▁");
        assertThat(Sparkline.of(traded(7, 7, 7), false)).as("always the same").isEqualTo("▄▄▄");
        assertThat(Sparkline.of(List.of(), false)).isEmpty();
        assertThat(Sparkline.of(traded(90, 97, 100), false))
                .as("from the least on")
                .isEqualTo("▁▆█");
        assertThat(Sparkline.scale(false)).isEqualTo("▁LOW █HIGH");
        assertThat(Sparkline.scale(true)).isEqualTo("_LOW #HIGH");
    }

    @Test
    void barIsAsLongAsItsPartOfTheMost() {
        assertThat(Bar.of(100, 100, 3, false)).isEqualTo("███");
        assertThat(Bar.of(50, 100, 3, false)).isEqualTo("█▌");
        assertThat(Bar.of(4, 100, 3, false)).isEqualTo("▏");
        assertThat(Bar.of(1, 100, 3, false)).isEmpty();
        assertThat(Bar.of(0, 0, 3, false)).isEmpty();
        assertThat(Bar.of(50, 100, 3, true)).isEqualTo("##");
        assertThat(Bar.of(16, 100, 3, true)).isEmpty();
        assertThat(Bar.of(Long.MAX_VALUE, Long.MAX_VALUE, 60, false)).isEqualTo("█".repeat(60));
    }

    /** Amounts, of which -1 is one that nobody knows. */
    private static List<OptionalLong> traded(long... amounts) {
        return LongStream.of(amounts)
                .mapToObj(each -> each < 0 ? OptionalLong.empty() : OptionalLong.of(each))
                .toList();
    }
}
