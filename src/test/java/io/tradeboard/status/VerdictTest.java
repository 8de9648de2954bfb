package io.tradeboard.status;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VerdictTest {
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
    private static final Verdict EXACT = new Verdict(NOON, 5, 0, 0, false, "");

    @ParameterizedTest
    @CsvSource({
        "5, 0, 0, false, ''",
        "0, 0, 0, false, ''",
        "5, 2, 0, false, a reason of words",
        "5, 0, 7, true, ''",
        "5, 0, 7, false, ''",
        "5, 0, 7, true, ' with  blanks '",
        "5, 0, 0, false, behind",
        "9007199254740991, 1, 1, true, 123 456"
    })
    void textFormIsReadBack(long trades, long differences, long pending, boolean behind, String unverified) {
        Verdict verdict = new Verdict(NOON, trades, differences, pending, behind, unverified);

        assertThat(Verdict.parse(verdict.toString())).isEqualTo(verdict);
    }

    @Test
    void aReasonOfSeveralLinesIsReadBack() {
        Verdict verdict = new Verdict(NOON, 5, 0, 0, false, "a\nb");

        assertThat(Verdict.parse(verdict.toString())).isEqualTo(verdict);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "x",
                "1 2 3",
                "1 2 3 ",
                "1795348800000 4 1 its log is gone",
                "a 5 0 0 current ",
                "1 5 0 0 maybe ",
                "1 5 0 0",
                "99999999999999999999 5 0 0 current ",
                "1 -5 0 0 current "
            })
    void whatNoAuditWritesVerifiesNothing(String text) {
        Verdict verdict = Verdict.parse(text);

        assertThat(verdict.word()).isEqualTo(Verdict.Word.UNVERIFIED);
        assertThat(Verdict.of(List.of(verdict, EXACT))).isEqualTo(EXACT);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0, false, '',   EXACT",
        "0, 3, false, '',   EXACT",
        "0, 3, true,  '',   BEHIND",
        "1, 3, true,  '',   DIFFERS",
        "1, 0, false, gone, DIFFERS",
        "0, 3, true,  gone, UNVERIFIED"
    })
    void theWordIsTheWorstThatWasFound(
            long differences, long pending, boolean behind, String unverified, Verdict.Word word) {
        Verdict verdict = new Verdict(NOON, 5, differences, pending, behind, unverified);

        assertThat(verdict.word()).isEqualTo(word);
        assertThat(verdict.isExact()).isEqualTo(word == Verdict.Word.EXACT);
    }

    @Test
    void theNewestVerdictHolds() {
        Verdict before = new Verdict(NOON.minusSeconds(60), 4, 0, 0, false, "its log is gone");

        assertThat(Verdict.of(List.of(EXACT, before))).isEqualTo(EXACT);
        assertThat(Verdict.of(List.of(before, EXACT))).isEqualTo(EXACT);
        assertThat(Verdict.of(List.of())).isNull();
    }

    @Test
    void aRecentDifferenceOutweighsANewerVerdictUntilItIsOld() {
        Verdict differs = new Verdict(NOON.minusSeconds(60), 4, 1, 0, false, "");
        Verdict differed = new Verdict(NOON.minus(Verdict.FRESH), 4, 1, 0, false, "");

        assertThat(Verdict.of(List.of(EXACT, differs))).isEqualTo(differs);
        assertThat(Verdict.of(List.of(EXACT, differed))).isEqualTo(EXACT);
    }
}
