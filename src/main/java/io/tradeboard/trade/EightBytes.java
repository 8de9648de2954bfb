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
    private static final long DIGITS = '0' * ONES;
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
        if (at + Long.BYTES <= bytes.length) {
            // A shift for each count, and no branch, as lengths of names follow no rule.
            return at(bytes, at) & (count >= Long.BYTES ? -1L : (1L << (count * Byte.SIZE)) - 1);
        }
        long some = 0;
        for (int i = Math.min(count, Long.BYTES) - 1; i >= 0; i--) {
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

    /** The bytes without the one at {@code place}, which is at most 6; the last is zero then. */
    static long without(long eight, int place) {
        return before(eight, place) | ((eight >>> Byte.SIZE) & (-1L << (place * Byte.SIZE)));
    }

    /** Whether the first {@code count} are digits, the others being zero; from one to seven. */
    static boolean areDigits(long eight, int count) {
        long all = rightAligned(eight, count);
        return (((all - DIGITS) | (all + (0x7F - '9') * ONES)) & TOP_BITS) == 0;
    }

    /**
     * The number that these digits are: pairs are joined, then fours, then all, each by a multiplication (Lemire, 2022).
     */
    static long number(long eight, int count) {
        long ones = rightAligned(eight, count) - DIGITS;
        long pairs = ((ones * 10) + (ones >>> 8)) & 0x00FF00FF00FF00FFL;
        long fours = ((pairs * 100) + (pairs >>> 16)) & 0x0000FFFF0000FFFFL;
        return (fours & 0xFFFF) * 10_000 + (fours >>> 32);
    }

    /** Digits behind as many zeros as make them eight. */
    private static long rightAligned(long eight, int count) {
        return (eight << ((Long.BYTES - count) * Byte.SIZE)) | (DIGITS >>> (count * Byte.SIZE));
    }

    /** Where the first byte is, from {@code from} on, that equals {@code wanted}; the length of the array where none does. */
    public static int indexOf(byte[] bytes, int from, char wanted) {
        int at = from;
        for (; at + Long.BYTES <= bytes.length; at += Long.BYTES) {
            long found = equal(at(bytes, at), wanted);
            if (found != 0) {
                return at + first(found);
            }
        }
        while (at < bytes.length && bytes[at] != wanted) {
            at++;
        }
        return at;
    }

    /** Which of the eight a result means, the first being 0. */
    public static int first(long found) {
        return Long.numberOfTrailingZeros(found) / Byte.SIZE;
    }
}
