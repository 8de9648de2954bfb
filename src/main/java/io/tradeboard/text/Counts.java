package io.tradeboard.text;

/** Writes how many there are of something: {@code 1 trader}, {@code 1,204 traders}. */
public final class Counts {
    private Counts() {}

    public static String of(long count, String noun) {
        return of(count, noun, noun + "s");
    }

    /** With a plural that is not made with an s. */
    public static String of(long count, String noun, String plural) {
        return withCommas(Long.toString(count)) + " " + (count == 1 ? noun : plural);
    }

    /**
     * A decimal number with commas between its thousands. A {@code Formatter} would load the data of all locales for
     * them, which a short command notices.
     */
    public static String withCommas(String number) {
        int point = number.indexOf('.');
        int first = number.startsWith("-") ? 1 : 0;
        StringBuilder text = new StringBuilder(number);
        for (int at = (point < 0 ? number.length() : point) - 3; at > first; at -= 3) {
            text.insert(at, ',');
        }
        return text.toString();
    }
}
