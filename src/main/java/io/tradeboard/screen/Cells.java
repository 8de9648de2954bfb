package io.tradeboard.screen;

import com.googlecode.lanterna.TextCharacter;
import io.tradeboard.text.Printable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Text measured in the cells of a terminal, in which a CJK letter takes two. */
final class Cells {
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
        int width = 0;
        for (TextCharacter character : characters(text)) {
            width += character.isDoubleWidth() ? 2 : 1;
        }
        return width;
    }

    /** The characters to draw, one for each glyph; what could harm a terminal is escaped first. */
    static TextCharacter[] characters(String text) {
        TextCharacter[] ascii = ascii(text);
        if (ascii != null) {
            return ascii;
        }
        String safe = Printable.clean(text);
        return safe.isEmpty() ? new TextCharacter[0] : TextCharacter.fromString(safe);
    }

    /** The characters of a text in printable ASCII, or null; most of a screen is that, and drawn every second. */
    private static TextCharacter @Nullable [] ascii(String text) {
        TextCharacter[] characters = new TextCharacter[text.length()];
        for (int i = 0; i < characters.length; i++) {
            char character = text.charAt(i);
            if (character < FIRST_ASCII || character > LAST_ASCII) {
                return null;
            }
            characters[i] = ASCII[character - FIRST_ASCII];
        }
        return characters;
    }

    /** The text in exactly so many cells: filled with spaces on the right, or cut with a mark at its end. */
    public static String left(String text, int cells, String mark) {
        String fitting = fit(text, cells, mark);
        return fitting + " ".repeat(cells - width(fitting));
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
