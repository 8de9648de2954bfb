package io.tradeboard.text;

import java.util.Locale;

/** Writes how many there are of something: {@code 1 trader}, {@code 1,204 traders}. */
public final class Counts {
    private Counts() {}

    public static String of(long count, String noun) {
        return of(count, noun, noun + "s");
    }

    /** With a plural that is not made with an s. */
    public static String of(long count, String noun, String plural) {
        return String.format(Locale.ROOT, "%,d %s", count, count == 1 ? noun : plural);
    }
}
