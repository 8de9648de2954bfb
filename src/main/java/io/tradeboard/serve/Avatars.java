package io.tradeboard.serve;

import io.tradeboard.text.Monogram;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Locale;

/**
 * Draws a picture for a name, always the same one: two hues, one of four forms, and initials, all but the initials by the
 * SHA-256 of the name. Nothing is fetched.
 */
final class Avatars {
    private static final int SYMBOL_LETTERS = 4;
    private static final int HUES = 360;

    private Avatars() {}

    /** The picture of a trader, as an element of a page; the page rounds its corners. */
    static String trader(String name) {
        byte[] digest = sha256(name);
        int hue = number(digest, 0) % HUES;
        int other = (hue + 40 + number(digest, 2) % 100) % HUES;
        String letters = Monogram.of(name);
        return svg("avatar")
                + rect("hsl(%d 58%% 36%%)", hue)
                + form(digest[4] & 3, digest[5] & 0xFF, String.format(Locale.ROOT, "hsl(%d 62%% 50%%)", other))
                + text(letters, letters.codePointCount(0, letters.length()) < 2 ? 19 : 15)
                + "</svg>";
    }

    /** The picture of a symbol: its first letters on a coin. */
    static String symbol(String symbol) {
        byte[] digest = sha256(symbol);
        int hue = number(digest, 0) % HUES;
        String letters = symbol.length() <= SYMBOL_LETTERS ? symbol : symbol.substring(0, SYMBOL_LETTERS - 1);
        int[] sizes = {0, 20, 17, 13, 10};
        return svg("coin")
                + String.format(Locale.ROOT, "<circle cx=\"20\" cy=\"20\" r=\"20\" fill=\"hsl(%d 60%% 34%%)\"/>", hue)
                + String.format(
                        Locale.ROOT,
                        "<path d=\"M0 20A20 20 0 0 1 40 20Q30 28 20 20T0 20\" fill=\"hsl(%d 62%% 44%%)\"/>",
                        (hue + 24) % HUES)
                + "<circle cx=\"20\" cy=\"20\" r=\"17\" fill=\"none\" stroke=\"#fff\" stroke-opacity=\".35\"/>"
                + text(letters, sizes[letters.length()])
                + "</svg>";
    }

    private static String svg(String type) {
        return "<svg class=\"" + type + "\" viewBox=\"0 0 40 40\" aria-hidden=\"true\" focusable=\"false\">";
    }

    private static String rect(String color, int hue) {
        return "<rect width=\"40\" height=\"40\" fill=\"" + String.format(Locale.ROOT, color, hue) + "\"/>";
    }

    private static String form(int form, int turn, String color) {
        int angle = turn * HUES / 256;
        return switch (form) {
            case 0 ->
                String.format(
                        Locale.ROOT,
                        "<circle cx=\"32\" cy=\"32\" r=\"18\" fill=\"%s\" transform=\"rotate(%d 20 20)\"/>",
                        color,
                        angle);
            case 1 ->
                String.format(
                        Locale.ROOT,
                        "<path d=\"M-20 20h80v40h-80z\" fill=\"%s\" transform=\"rotate(%d 20 20)\"/>",
                        color,
                        angle);
            case 2 ->
                String.format(
                        Locale.ROOT,
                        "<circle cx=\"20\" cy=\"20\" r=\"%d\" fill=\"none\" stroke=\"%s\" stroke-width=\"6\"/>",
                        13 + turn % 4,
                        color);
            default ->
                String.format(
                        Locale.ROOT,
                        "<path d=\"M20 20L-20 0V-40H60V0z\" fill=\"%s\" transform=\"rotate(%d 20 20)\"/>",
                        color,
                        angle);
        };
    }

    private static String text(String letters, int size) {
        return "<text x=\"20\" y=\"20\" dy=\".36em\" text-anchor=\"middle\" font-size=\"" + size
                + "\" font-weight=\"700\" fill=\"#fff\">" + Markup.escaped(letters) + "</text>";
    }

    private static int number(byte[] digest, int at) {
        return (digest[at] & 0xFF) << 8 | (digest[at + 1] & 0xFF);
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
