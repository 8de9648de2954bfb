package io.tradeboard.trade;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Reads the 128 bits of a UUID from its usual text (RFC 9562, section 4), such as {@code
 * 7f1e9c52-0d7a-4f3b-9a64-2f0c8e1b7d35}, in small letters alone: another spelling is another id to whoever compares texts.
 *
 * <p>Eight characters are read at once. The value of each is taken as if it were a digit or a letter; the characters that
 * would have these values are what must have stood there.
 *
 * <p>Not thread-safe.
 */
final class UuidReader {
    /** How many bytes the text has. */
    static final int LENGTH = 36;

    private static final long ONES = 0x0101010101010101L;
    private static final long LOW_HALVES = 0x0F * ONES;
    private static final long DIGIT = '0' * ONES;
    private static final int FROM_DIGIT_TO_LETTER = 'a' - ('9' + 1);
    private static final VarHandle FOUR = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    private long high;
    private long low;

    /** Reads the text that begins there and has all of its bytes in the array; returns whether it is one. */
    boolean read(byte[] bytes, int at) {
        if (bytes[at + 8] != '-' || bytes[at + 13] != '-' || bytes[at + 18] != '-' || bytes[at + 23] != '-') {
            return false;
        }
        long first = EightBytes.at(bytes, at);
        long second = eight(bytes, at + 9, at + 14);
        long third = eight(bytes, at + 19, at + 24);
        long fourth = EightBytes.at(bytes, at + 28);
        long firstValues = values(first);
        long secondValues = values(second);
        long thirdValues = values(third);
        long fourthValues = values(fourth);
        high = (joined(firstValues) << Integer.SIZE) | joined(secondValues);
        low = (joined(thirdValues) << Integer.SIZE) | joined(fourthValues);
        return ((first ^ characters(firstValues))
                        | (second ^ characters(secondValues))
                        | (third ^ characters(thirdValues))
                        | (fourth ^ characters(fourthValues)))
                == 0;
    }

    /** The first 64 bits of what was read last. */
    long high() {
        return high;
    }

    /** The other 64 bits. */
    long low() {
        return low;
    }

    private static long eight(byte[] bytes, int four, int fourMore) {
        return Integer.toUnsignedLong((int) FOUR.get(bytes, four))
                | ((long) (int) FOUR.get(bytes, fourMore) << Integer.SIZE);
    }

    /** From 0 to 15 in each byte: letters alone have bit 6, and the least of them a 1 below it. */
    private static long values(long characters) {
        return ((characters & LOW_HALVES) + ((characters >>> 6) & ONES) * 9) & LOW_HALVES;
    }

    /** The characters that have these values. */
    private static long characters(long values) {
        long letters = ((values + 6 * ONES) >>> 4) & ONES;
        return values + DIGIT + letters * FROM_DIGIT_TO_LETTER;
    }

    /** Puts eight values into 32 bits, the first of them into the highest. */
    private static long joined(long values) {
        long bytes = ((values << 4) | (values >>> 8)) & 0x00FF00FF00FF00FFL;
        long pairs = (bytes | (bytes >>> 8)) & 0x0000FFFF0000FFFFL;
        return Integer.toUnsignedLong(Integer.reverseBytes((int) (pairs | (pairs >>> 16))));
    }
}
