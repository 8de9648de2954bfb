package io.tradeboard.screen;

import com.googlecode.lanterna.TextCharacter;
import io.tradeboard.text.Printable;
import java.text.Bidi;
import java.util.List;

/** Text measured in the cells of a terminal, in which a CJK letter takes two. */
final class Cells {
    /**
     * The Braille pattern without dots: a symbol to look at, but strongly left-to-right (class L) to the Unicode algorithm
     * for two directions, as all Braille patterns are.
     */
    static final String LETTER_BLANK = "\u2800";

    private static final char FIRST_RIGHT_TO_LEFT = '\u0590';
    /** The last letter of the blocks with only Latin ones. */
    static final char LAST_LATIN = '\u024f';

    private static final char FIRST_ASCII = ' ';
    private static final char LAST_ASCII = '~';
    private static final TextCharacter[] ASCII = new TextCharacter[LAST_ASCII - FIRST_ASCII + 1];

    static {
        for (char character = FIRST_ASCII; character <= LAST_ASCII; character++) {
            ASCII[character - FIRST_ASCII] = TextCharacter.fromCharacter(character)[0];
        }
    }

    private Cells() {}

    public static int width(String text) {
        if (isAscii(text)) {
            return text.length();
        }
        int width = 0;
        for (TextCharacter character : characters(text)) {
            width += width(character);
        }
        return width;
    }

    /** The cells of a glyph; the library looks up its Unicode block several times, so not for Latin ones. */
    static int width(TextCharacter glyph) {
        String text = glyph.getCharacterString();
        boolean latin = text.length() == 1 && text.charAt(0) <= LAST_LATIN;
        return !latin && glyph.isDoubleWidth() ? 2 : 1;
    }

    /** The characters to draw, one for each glyph; what could harm a terminal is escaped first. */
    static TextCharacter[] characters(String text) {
        if (isAscii(text)) {
            TextCharacter[] characters = new TextCharacter[text.length()];
            for (int i = 0; i < characters.length; i++) {
                characters[i] = ASCII[text.charAt(i) - FIRST_ASCII];
            }
            return characters;
        }
        String safe = Printable.clean(text);
        return safe.isEmpty() ? new TextCharacter[0] : TextCharacter.fromString(safe);
    }

    /** Whether a text is in printable ASCII, as most of a screen is; each character has one cell. */
    private static boolean isAscii(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < FIRST_ASCII || text.charAt(i) > LAST_ASCII) {
                return false;
            }
        }
        return true;
    }

    /**
     * The text in exactly so many cells: filled with spaces on the right, or cut with a mark at its end.
     *
     * <p>A terminal that orders each line by the Unicode algorithm draws what follows a name in Hebrew or Arabic, up to the
     * next Latin letter, from right to left too: the columns of numbers change places, wherever the cursor was put to
     * write them. Marks and isolates (LRM, FSI) would prevent it, but they have no cell of their own, and the terminals of
     * GNOME, which are the most that do this, order cells. So such a text is followed by a blank that is a letter to that
     * algorithm and has a cell everywhere. A terminal that orders nothing shows it as the space that it stands for.
     */
    public static String left(String text, int cells, String mark) {
        boolean guarded = cells > 1 && isOrdered(text);
        String fitting = guarded ? fit(text, cells - 1, mark) + LETTER_BLANK : fit(text, cells, mark);
        return fitting + " ".repeat(cells - width(fitting));
    }

    /** Whether any of it runs from right to left, as no letter before the Hebrew ones does. */
    private static boolean isOrdered(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= FIRST_RIGHT_TO_LEFT) {
                String safe = Printable.clean(text);
                return Bidi.requiresBidi(safe.toCharArray(), 0, safe.length());
            }
        }
        return false;
    }

    /** The text in at least so many cells, filled with spaces on the left. */
    public static String right(String text, int cells) {
        return " ".repeat(Math.max(0, cells - width(text))) + text;
    }

    /** As many of the parts as fit into so many cells, the first ones first, up to an empty one. */
    static String joined(String between, List<String> parts, int cells) {
        StringBuilder line = new StringBuilder();
        for (String part : parts) {
            String next = line.isEmpty() ? part : between + part;
            if (part.isEmpty() || width(line + next) > cells) {
                break;
            }
            line.append(next);
        }
        return line.toString();
    }

    private static String fit(String text, int cells, String mark) {
        if (width(text) <= cells) {
            return Printable.clean(text);
        }
        StringBuilder out = new StringBuilder();
        int used = 0;
        for (TextCharacter character : characters(text)) {
            int wide = width(character);
            if (used + wide + mark.length() > cells) {
                break;
            }
            out.append(character.getCharacterString());
            used += wide;
        }
        return out.append(mark).toString();
    }
}
