package io.tradeboard.text;

/**
 * Text measured in the cells of a terminal, in which a CJK letter or an emoji takes two.
 *
 * <p>The wide ranges are those of Unicode's EastAsianWidth.txt with the values W and F, in blocks.
 */
public final class Widths {
    /** First and last code point of each wide range, in order. */
    private static final int[] WIDE = {
        0x1100, 0x115F, 0x2E80, 0x303E, 0x3041, 0x33FF, 0x3400, 0x4DBF, 0x4E00, 0x9FFF, 0xA000, 0xA4CF, 0xA960, 0xA97F,
        0xAC00, 0xD7A3, 0xF900, 0xFAFF, 0xFE30, 0xFE6F, 0xFF00, 0xFF60, 0xFFE0, 0xFFE6, 0x1F300, 0x1F64F, 0x1F680,
        0x1F6FF, 0x1F900, 0x1F9FF, 0x20000, 0x3FFFD
    };

    private Widths() {}

    /** How many cells the text takes. */
    public static int of(String text) {
        return text.codePoints().map(Widths::of).sum();
    }

    private static int of(int codePoint) {
        int type = Character.getType(codePoint);
        if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK) {
            return 0;
        }
        for (int i = 0; i < WIDE.length && codePoint >= WIDE[i]; i += 2) {
            if (codePoint <= WIDE[i + 1]) {
                return 2;
            }
        }
        return 1;
    }

    /** The text in at least that many cells, filled with spaces on the right. */
    public static String left(String text, int cells) {
        return text + " ".repeat(Math.max(0, cells - of(text)));
    }

    /** The text in at least that many cells, filled with spaces on the left. */
    public static String right(String text, int cells) {
        return " ".repeat(Math.max(0, cells - of(text))) + text;
    }
}
