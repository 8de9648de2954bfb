package io.tradeboard.text;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/** Folds text for a search by people: {@code ZOE} and {@code zoë} come to the same. */
public final class Folding {
    /** Accents, tildes and the like, as they follow a letter in decomposed text; not the vowels of Indian scripts. */
    private static final Pattern DIACRITICS = Pattern.compile("[\\u0300-\\u036f]+");

    private static final char LAST_ASCII = '\u007f';

    private Folding() {}

    /** The text in small letters, without diacritics. */
    public static String fold(String text) {
        String small = text.toLowerCase(Locale.ROOT);
        for (int i = 0; i < small.length(); i++) {
            if (small.charAt(i) > LAST_ASCII) {
                return DIACRITICS
                        .matcher(Normalizer.normalize(small, Normalizer.Form.NFD))
                        .replaceAll("");
            }
        }
        return small;
    }
}
