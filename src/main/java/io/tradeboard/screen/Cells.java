package io.tradeboard.screen;

import com.googlecode.lanterna.TextCharacter;
import io.tradeboard.trade.Printable;

/** Text measured in the cells of a terminal, in which a CJK letter takes two. */
final class Cells {
    private Cells() {}

    static int width(String text) {
        int width = 0;
        for (TextCharacter character : characters(text)) {
            width += character.isDoubleWidth() ? 2 : 1;
        }
        return width;
    }

    /** The characters to draw, one for each glyph; what could harm a terminal is escaped first. */
    static TextCharacter[] characters(String text) {
        String safe = Printable.clean(text);
        return safe.isEmpty() ? new TextCharacter[0] : TextCharacter.fromString(safe);
    }

    /** The text in exactly so many cells: filled with spaces on the right, or cut with a mark at its end. */
    static String left(String text, int cells, String mark) {
        String fitting = fit(text, cells, mark);
        return fitting + " ".repeat(cells - width(fitting));
    }

    /** The text in at least so many cells, filled with spaces on the left. */
    static String right(String text, int cells) {
        return " ".repeat(Math.max(0, cells - width(text))) + text;
    }

    private static String fit(String text, int cells, String mark) {
        if (width(text) <= cells) {
            return Printable.clean(text);
        }
        StringBuilder out = new StringBuilder();
        int used = 0;
        for (TextCharacter character : characters(text)) {
            int wide = character.isDoubleWidth() ? 2 : 1;
            if (used + wide + mark.length() > cells) {
                break;
            }
            out.append(character.getCharacterString());
            used += wide;
        }
        return out.append(mark).toString();
    }
}
