package io.tradeboard.trade;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The name of a field and, with the quotes and the colon around it, how it stands in a line; that has 16 bytes at most. */
final class FieldKey {
    private final byte[] name;
    private final int length;

    /** Its first eight bytes, or as many as it has, and the bits of them that it has. */
    private final long begin;

    private final long significant;

    /** The eight bytes that end with its last, where it has more than eight. */
    private final long rest;

    FieldKey(TradeField field) {
        name = field.label.getBytes(StandardCharsets.US_ASCII);
        byte[] key = ("\"" + field.label + "\":").getBytes(StandardCharsets.US_ASCII);
        length = key.length;
        byte[] padded = Arrays.copyOf(key, 2 * Long.BYTES);
        begin = EightBytes.at(padded, 0);
        significant = -1L >>> (Byte.SIZE * Math.max(0, Long.BYTES - length));
        rest = EightBytes.at(padded, Math.max(0, length - Long.BYTES));
    }

    /** How many bytes it takes in a line. */
    int length() {
        return length;
    }

    boolean isNamed(byte[] text) {
        return Arrays.equals(name, text);
    }

    /** Whether it stands here in a line that ends there, with a value behind it. */
    boolean isAt(byte[] line, int at, int end) {
        return at + Math.max(length, Long.BYTES) < end
                && ((EightBytes.at(line, at) ^ begin) & significant) == 0
                && (length <= Long.BYTES || EightBytes.at(line, at + length - Long.BYTES) == rest);
    }
}
