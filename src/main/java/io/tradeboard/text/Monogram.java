package io.tradeboard.text;

import java.util.Locale;

/** Two letters that stand for a trader, as a picture does elsewhere. */
public final class Monogram {
    private Monogram() {}

    /** The first letters of the first two words of an id, or its first two letters; nothing wider than two cells. */
    public static String of(String traderId) {
        StringBuilder letters = new StringBuilder();
        boolean begins = true;
        StringBuilder first = new StringBuilder();
        for (int codePoint : traderId.codePoints().toArray()) {
            boolean letter = Character.isLetterOrDigit(codePoint);
            if (letter && begins) {
                letters.appendCodePoint(codePoint);
            }
            if (letter && first.codePointCount(0, first.length()) < 2) {
                first.appendCodePoint(codePoint);
            }
            begins = !letter;
        }
        int words = letters.codePointCount(0, letters.length());
        String chosen = words < 2 ? first.toString() : letters.substring(0, letters.offsetByCodePoints(0, 2));
        String capital = chosen.toUpperCase(Locale.ROOT);
        while (Widths.of(capital) > 2) {
            capital = capital.substring(0, capital.offsetByCodePoints(capital.length(), -1));
        }
        return capital;
    }
}
