package io.tradeboard.status;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class VerdictTest {
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
    private static final Verdict EXACT = new Verdict(NOON, 5, 0, "");

    @Test
    void textFormIsReadBack() {
        Verdict verdict = new Verdict(NOON, 5, 2, "a reason of words");

        assertThat(Verdict.parse(verdict.toString())).isEqualTo(verdict);
        assertThat(Verdict.parse(EXACT.toString())).isEqualTo(EXACT);
    }

    @Test
    void theNewestVerdictHolds() {
        Verdict before = new Verdict(NOON.minusSeconds(60), 4, 0, "its log is gone");

        assertThat(Verdict.of(List.of(EXACT, before))).isEqualTo(EXACT);
        assertThat(Verdict.of(List.of(before, EXACT))).isEqualTo(EXACT);
        assertThat(Verdict.of(List.of())).isNull();
    }

    @Test
    void aRecentDifferenceOutweighsANewerVerdictUntilItIsOld() {
        Verdict differs = new Verdict(NOON.minusSeconds(60), 4, 1, "");
        Verdict differed = new Verdict(NOON.minus(Verdict.FRESH), 4, 1, "");

        assertThat(Verdict.of(List.of(EXACT, differs))).isEqualTo(differs);
        assertThat(Verdict.of(List.of(EXACT, differed))).isEqualTo(EXACT);
    }
}
