package io.tradeboard.trade;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * What stands between two values of a line whose fields have their usual order: from 7 to 16 bytes, compared eight at a
 * time.
 *
 * @param first eight bytes, the last of them zero where there are seven
 * @param last eight bytes, which overlap those
 * @param significant the bits of them that there are
 */
record Separator(long first, long last, long significant, int length) {
    static Separator of(String text) {
        byte[] bytes = Arrays.copyOf(text.getBytes(StandardCharsets.US_ASCII), Math.max(text.length(), Long.BYTES));
        return new Separator(
                EightBytes.at(bytes, 0),
                EightBytes.at(bytes, bytes.length - Long.BYTES),
                text.length() < Long.BYTES ? EightBytes.before(-1L, text.length()) : -1L,
                text.length());
    }

    /** Whether it stands here, in an array that has 16 bytes from there on. */
    boolean isAt(byte[] line, int at) {
        return ((EightBytes.at(line, at) ^ first) & significant) == 0
                && (length <= Long.BYTES || EightBytes.at(line, at + length - Long.BYTES) == last);
    }
}
