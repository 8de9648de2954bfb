package io.tradeboard.board;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every way in which a stored mark can stand beside the one that was put there. */
class ComparisonTest {
    @ParameterizedTest
    @CsvSource({
        // put,   stored,       end, comparison
        "0,        0,            0,   KEPT",
        "0,        0,            9,   KEPT",
        "9,        9,            9,   KEPT",
        "9,        9,            20,  KEPT",
        "9,        9,            4,   KEPT", // the log is cut below the mark, and the board is as it was put
        "0,        5,            9,   FURTHER",
        "0,        9,            9,   FURTHER",
        "5,        6,            9,   FURTHER",
        "5>9 1/3,  9,            9,   FURTHER",
        "5>9 1/3,  12,           20,  FURTHER",
        "9,        0,            9,   LOST",
        "9,        8,            9,   LOST",
        "9,        8,            20,  LOST",
        "5>9 1/3,  0,            9,   LOST",
        "5>9 1/3,  5,            9,   LOST",
        "5>9 1/3,  8,            9,   LOST",
        "9,        5>9 1/3,      9,   LOST", // the parts begin below what was counted
        "9,        5>7 1/3,      9,   LOST",
        "9,        8>12 1/3,     20,  LOST",
        "5>9 2/3,  4>5 2/3,      9,   LOST",
        "0,        0>9 1/3,      9,   IN_PARTS",
        "5,        5>9 1/3,      9,   IN_PARTS",
        "5,        5>9 1/3,      20,  IN_PARTS",
        "5,        7>9 1/3,      20,  IN_PARTS",
        "5>9 1/3,  5>9 1/3,      9,   IN_PARTS",
        "5>9 1/3,  5>9 2/3,      9,   IN_PARTS",
        "5>9 2/3,  5>9 1/3,      9,   IN_PARTS", // behind, and finished with the same records
        "5>9 1/3,  9>12 1/2,     12,  IN_PARTS",
        "0,        1,            0,   FENCED",
        "0,        10,           9,   FENCED",
        "9,        10,           9,   FENCED",
        "9,        10,           4,   FENCED",
        "5,        5>10 1/3,     9,   FENCED",
        "5>9 1/3,  5>10 1/3,     9,   FENCED",
        "5>9 1/3,  10,           9,   FENCED",
        "9,        5>10 1/3,     9,   FENCED",
        "0,        999999999999999999, 9, FENCED",
    })
    void aStoredMarkIsComparedWithTheOnePutThere(String put, String stored, long end, Comparison expected) {
        assertThat(Comparison.of(mark(put), mark(stored), end)).isEqualTo(expected);
    }

    private static Mark mark(String text) {
        return Objects.requireNonNull(Mark.parse(text));
    }
}
