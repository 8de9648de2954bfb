package io.tradeboard.board;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Objects;
import java.util.Random;
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
    @ValueSource(
            strings = {
                "",
                " ",
                "x",
                "-1",
                "+1",
                "1 ",
                " 1",
                "1\n",
                "1.0",
                "1e3",
                "0x1",
                "\u0661", // a digit, but not one of ours
                "9999999999999999999", // above 18 digits
                "99999999999999999999999999",
                "5>",
                ">9",
                "5>9",
                "5>9 1",
                "5>9 1/",
                "5>9 /2",
                "5>9  1/2",
                "5>9 1/2 ",
                "5>9 -1/2",
                "5>9 0/0",
                "5>9 0/2",
                "5>9 2/2",
                "5>9 3/2",
                "5>9 1/9999999999",
                "9>5 1/2",
                "5>5 1/2"
            })
    void anotherTextIsNoMark(String text) {
        assertThat(Mark.parse(text)).isNull();
    }

    @ParameterizedTest
    @CsvSource({"-1, -1, 0, 0", "5, 4, 0, 0", "5, 9, 0, 0", "5, 9, 0, 2", "5, 9, 2, 2", "5, 5, 1, 2", "9, 5, 1, 2"})
    void anImpossibleMarkCannotBeMade(long from, long to, int part, int parts) {
        assertThatThrownBy(() -> new Mark(from, to, part, parts)).isInstanceOf(IllegalArgumentException.class);
    }

    /** Whatever can be made is read back as it was. */
    @Test
    void everyMarkSurvivesItsTextForm() {
        Random random = new Random(20261126);
        for (int i = 0; i < 10_000; i++) {
            long from = random.nextLong(1L << random.nextInt(1, 59));
            int parts = 2 + random.nextInt(1 << random.nextInt(1, 20));
            long to = from + 1 + random.nextLong(1L << random.nextInt(1, 58));
            Mark mark = random.nextBoolean() ? Mark.at(from) : new Mark(from, to, 1 + random.nextInt(parts - 1), parts);
            assertThat(Mark.parse(mark.toString())).isEqualTo(mark);
        }
    }

    private static Mark mark(String text) {
        return Objects.requireNonNull(Mark.parse(text));
    }

    @Test
    void theLastPartEndsTheUpdate() {
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
        assertThat(mark(now).canFollow(mark(before))).isEqualTo(possible);
    }
}
