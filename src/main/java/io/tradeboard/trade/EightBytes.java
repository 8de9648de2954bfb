package io.tradeboard.trade;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Eight bytes that are looked at together, as one number; the first of them is its lowest.
 *
 * <p>What is searched is found by what borrows when a number is taken from each byte (Warren, Hacker's Delight, 6-1): the
 * result has the top bit of the first byte that is meant, and perhaps of some behind it, which are not all to be trusted.
 * Results may be combined by {@code |}.
 */
public final class EightBytes {
    /** A 1 in each of the bytes. */
    private static final long ONES = 0x0101010101010101L;

    private static final long TOP_BITS = ONES << 7;
    private static final VarHandle VIEW = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private EightBytes() {}

    /** Those from {@code at} on, all of which must be in the array. */
    public static long at(byte[] bytes, int at) {
        return (long) VIEW.get(bytes, at);
    }

    /** Puts them into an array, from {@code at} on. */
    static void put(long eight, byte[] into, int at) {
        VIEW.set(into, at, eight);
    }

    /** As many of them as there are, in an array or of a text that ends in it; zeros are put for the others. */
    public static long upTo(int count, byte[] bytes, int at) {
        if (count >= Long.BYTES) {
            return at(bytes, at);
        }
        if (at + Long.BYTES <= bytes.length) {
            return before(at(bytes, at), count);
        }
        long some = 0;
        for (int i = count - 1; i >= 0; i--) {
            some = (some << Byte.SIZE) | (bytes[at + i] & 0xff);
        }
        return some;
    }

    /** Where the first is that equals {@code wanted}, to be read by {@link #first}; 0 where none does. */
    public static long equal(long eight, char wanted) {
        return less(eight ^ wanted * ONES, '\1');
    }

    /** Where the first is that is less than {@code limit}, which is at most 128, itself taken without sign; 0 where none is. */
    public static long less(long eight, char limit) {
        return (eight - limit * ONES) & ~eight & TOP_BITS;
    }

    /** Where the first is that is no ASCII; 0 where none is. */
    static long beyondAscii(long eight) {
        return eight & TOP_BITS;
    }

    /** The first {@code count} of the bytes, or what of a result means them; at most seven. */
    public static long before(long eight, int count) {
        return eight & ((1L << (count * Byte.SIZE)) - 1);
    }

    /** Which of the eight a result means, the first being 0. */
    public static int first(long found) {
        return Long.numberOfTrailingZeros(found) / Byte.SIZE;
    }
}
