package io.tradeboard.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

public class PrintableTest {
    /** The rule as Unicode states it: categories, and Default_Ignorable_Code_Point from DerivedCoreProperties.txt. */
    public static final Pattern UNSAFE = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}"
            + "\\x{AD}\\x{34F}\\x{61C}\\x{115F}-\\x{1160}\\x{17B4}-\\x{17B5}\\x{180B}-\\x{180F}\\x{200B}-\\x{200F}"
            + "\\x{202A}-\\x{202E}\\x{2060}-\\x{206F}\\x{3164}\\x{FE00}-\\x{FE0F}\\x{FEFF}\\x{FFA0}\\x{FFF0}-\\x{FFF8}"
            + "\\x{1BCA0}-\\x{1BCA3}\\x{1D173}-\\x{1D17A}\\x{E0000}-\\x{E0FFF}]");

    @Test
    void everyCodePointIsSafeExactlyWhenUnicodeGivesItAShape() {
        for (int c = 0; c <= Character.MAX_CODE_POINT; c++) {
            boolean unsafe = UNSAFE.matcher(Character.toString(c)).find();
            assertThat(Printable.isSafe(c)).as("U+%04X", c).isEqualTo(!unsafe);
        }
    }

    @Test
    void noUnsafeCodePointSurvivesCleaning() {
        for (int c = 0; c <= Character.MAX_CODE_POINT; c++) {
            String cleaned = Printable.clean("a" + Character.toString(c) + "b");
            assertThat(cleaned.codePoints().allMatch(Printable::isSafe))
                    .as("U+%04X", c)
                    .isTrue();
        }
    }

    @Test
    void unsafeCodePointsAreShownAsEscapes() {
        assertThat(Printable.clean("a\u001b[2Jb\u202e\ud800")).isEqualTo("a\\u001b[2Jb\\u202e\\ud800");
    }

    @Test
    void aCutNeverSplitsAPair() {
        assertThat(Printable.cut("ab\uD83D\uDC0B", 3)).isEqualTo("ab…");
        assertThat(Printable.cut("ab\uD83D\uDC0B", 4)).isEqualTo("ab\uD83D\uDC0B");
    }
}
