package io.tradeboard.board;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MarkTest {
    @ParameterizedTest
    @CsvSource({"0, 0, 0, 0, 0", "500, 500, 500, 0, 0", "0>9 1/2, 0, 9, 1, 2", "500>900 2/5, 500, 900, 2, 5"})
    void theTextFormIsReadAndWritten(String text, long from, long to, int part, int parts) {
        assertThat(Mark.parse(text)).isEqualTo(new Mark(from, to, part, parts)).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "-1", "5>", "5>9", "5>9 1", "5>9 0/2", "5>9 2/2", "5>9 3/2", "9>5 1/2", "5>5 1/2"})
    void anotherTextIsNoMark(String text) {
        assertThatThrownBy(() -> Mark.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "9,       9,       true",
        "9,       8,       false",
        "9,       10,      false",
        "9,       9>12 1/2, false",
        "5>9 2/4, 5>9 2/4, true",
        "5>9 2/4, 5>9 3/4, true",
        "5>9 2/4, 5>9 1/4, false",
        "5>9 2/4, 9,       true",
        "5>9 2/4, 5,       false",
        "5>9 2/4, 5>9 2/3, false",
        "5>9 2/4, 6>9 2/4, false",
        "5>9 2/4, 5>8 2/4, false",
        "5>9 2/4, 9>12 1/2, false",
    })
    void aStepIsDoneOnlyByItsOwnMove(String step, String stored, boolean done) {
        assertThat(Mark.parse(step).isReachedBy(Mark.parse(stored))).isEqualTo(done);
    }

    @Test
    void theLastPartEndsTheMove() {
        Mark start = Mark.at(5);

        assertThat(start.after(1, 2, 9)).hasToString("5>9 1/2");
        assertThat(start.after(1, 2, 9).after(2, 2, 9)).isEqualTo(Mark.at(9));
    }

    @ParameterizedTest
    @CsvSource({
        "5,         5,         true",
        "5,         9,         true",
        "5,         5>9 1/3,   true",
        "5,         4,         false",
        "5,         4>9 1/3,   false",
        "5>9 1/3,   5>9 1/3,   true",
        "5>9 1/3,   5>9 2/3,   true",
        "5>9 1/3,   9,         true",
        "5>9 1/3,   12>20 1/2, true",
        "5>9 2/3,   5>9 1/3,   false",
        "5>9 1/3,   5,         false",
        "5>9 1/3,   5>12 1/3,  false",
        "5>9 1/3,   7,         false",
    })
    void aBoardThatDidNotGoBackIsKnownByItsMarks(String before, String now, boolean possible) {
        assertThat(Mark.parse(now).canFollow(Mark.parse(before))).isEqualTo(possible);
    }
}
