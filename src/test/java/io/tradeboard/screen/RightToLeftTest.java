package io.tradeboard.screen;

import static io.tradeboard.screen.Scenes.NOON;
import static io.tradeboard.screen.Scenes.board;
import static io.tradeboard.screen.Scenes.config;
import static org.assertj.core.api.Assertions.assertThat;

import java.text.Bidi;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Names in Hebrew and Arabic on terminals that order a line by the Unicode algorithm, and on those that do not. */
class RightToLeftTest {
    private static final String HEBREW = "\u05d3\u05d5\u05d3 \u05db\u05d4\u05df";
    private static final String ARABIC = "\u0645\u062d\u0645\u062f 77";
    private static final String LONG = "\u05d0".repeat(120);
    private static final String LATIN = "kestrel";

    private static Model model() {
        return Scenes.shown(
                config(false, new Theme(Theme.Kind.DARK, Theme.Colors.EIGHT), null),
                board(NOON, HEBREW + "=500000", ARABIC + "=400000", LONG + "=300000", LATIN + "=200000"));
    }

    /** The columns of a line from left to right, as such a terminal shows it. */
    private static List<Integer> shown(String line) {
        Bidi bidi = new Bidi(line, Bidi.DIRECTION_LEFT_TO_RIGHT);
        byte[] levels = new byte[line.length()];
        for (int i = 0; i < levels.length; i++) {
            levels[i] = (byte) bidi.getLevelAt(i);
        }
        Integer[] columns = IntStream.range(0, line.length()).boxed().toArray(Integer[]::new);
        Bidi.reorderVisually(levels, 0, columns, 0, columns.length);
        return List.of(columns);
    }

    @ParameterizedTest
    @CsvSource({"80, 24", "120, 30"})
    void numbersKeepTheirColumns(int columns, int rows) {
        List<String> lines = Pictures.draw(Scenes.after(model(), new Event.Resized(columns, rows)), columns, rows)
                .lines()
                .filter(line -> line.matches(" *[1-4] .*"))
                .toList();
        assertThat(lines).hasSize(4);
        int volume = lines.get(3).indexOf("2,000.00");
        for (String line : lines) {
            assertThat(shown(line).subList(volume, line.length()))
                    .as(line)
                    .isEqualTo(IntStream.range(volume, line.length()).boxed().toList());
            assertThat(line.substring(volume)).matches("[2345],000\\.00.*");
        }
    }

    @Test
    void blankLetterIsStronglyLeftToRight() {
        assertThat(Character.getDirectionality(Cells.LETTER_BLANK.charAt(0)))
                .isEqualTo(Character.DIRECTIONALITY_LEFT_TO_RIGHT);
        assertThat(Character.getDirectionality(' ')).isEqualTo(Character.DIRECTIONALITY_WHITESPACE);
    }

    @Test
    void onlySuchANameIsFollowedByABlankLetter() {
        assertThat(Cells.left(HEBREW, 10, "~")).isEqualTo(HEBREW + "\u2800  ");
        assertThat(Cells.left(HEBREW, 8, "~")).isEqualTo(HEBREW + "\u2800");
        assertThat(Cells.left(HEBREW, 7, "~")).isEqualTo(HEBREW.substring(0, 5) + "~\u2800");
        assertThat(Cells.left(LATIN, 8, "~")).isEqualTo("kestrel ");
        assertThat(Cells.left("\u6771\u4eac", 5, "~")).isEqualTo("\u6771\u4eac ");
    }
}
