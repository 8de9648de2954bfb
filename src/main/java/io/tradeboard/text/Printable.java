package io.tradeboard.text;

import java.util.Locale;

/**
 * Makes hostile text safe for a terminal or a file that people read (CWE-150): what could move a cursor, hide, reorder
 * or join other text is escaped, the rest stays as it is.
 */
public final class Printable {
    private static final int QUOTE_LIMIT = 80;

    private Printable() {}

    /**
     * Whether a code point may reach a screen: not a control (C0, C1, DEL), not a format character (bidi, zero-width),
     * not a line or paragraph separator, not a lone surrogate, and not one of the letters and marks that draw nothing.
     */
    public static boolean isSafe(int codePoint) {
        if (codePoint < 0x7F) {
            return codePoint >= ' ';
        }
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> !drawsNothing(codePoint);
        };
    }

    /** The Default_Ignorable code points of Unicode that are not format characters. */
    private static boolean drawsNothing(int c) {
        return c == 0x034F
                || c == 0x115F
                || c == 0x1160
                || c == 0x17B4
                || c == 0x17B5
                || (c >= 0x180B && c <= 0x180F)
                || c == 0x2065
                || c == 0x3164
                || (c >= 0xFE00 && c <= 0xFE0F)
                || c == 0xFFA0
                || (c >= 0xFFF0 && c <= 0xFFF8)
                || (c >= 0xE0000 && c <= 0xE0FFF);
    }

    /** The text with every unsafe code point written as {@code \}{@code uXXXX}. */
    public static String clean(String text) {
        if (text.codePoints().allMatch(Printable::isSafe)) {
            return text;
        }
        StringBuilder out = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(c -> {
            if (isSafe(c)) {
                out.appendCodePoint(c);
            } else {
                for (char unit : Character.toChars(c)) {
                    out.append(String.format(Locale.ROOT, "\\u%04x", (int) unit));
                }
            }
        });
        return out.toString();
    }

    /** The cleaned text in double quotes, cut to a length that fits a message. */
    public static String quote(String text) {
        return '"' + clean(cut(text, QUOTE_LIMIT)) + '"';
    }

    /** At most {@code limit} UTF-16 units of the text, never splitting a pair, with an ellipsis where it was cut. */
    public static String cut(String text, int limit) {
        if (text.length() <= limit) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(limit - 1)) ? limit - 1 : limit;
        return text.substring(0, end) + "…";
    }

    /** The same for whole lines, whose ends stay as they are: in JSON, by escapes that it has. */
    public static String cleanLines(String lines) {
        StringBuilder cleaned = new StringBuilder(lines.length());
        for (String line : lines.split("(?<=\n)", -1)) {
            String end = line.endsWith("\r\n") ? "\r\n" : line.endsWith("\n") ? "\n" : "";
            cleaned.append(clean(line.substring(0, line.length() - end.length())))
                    .append(end);
        }
        return cleaned.toString();
    }
}
