package io.tradeboard.trade;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Numbers names from 0 on, in the order in which they are seen first, so that arrays can be indexed by them. Names are
 * never forgotten: who fears that there are too many begins a new numbering.
 *
 * <p>All texts stand behind each other in one array, in UTF-8. They are found through a hash table with open addressing and
 * linear probing, at most half full, whose slots have the hash beside the number, so that a text is looked at only where it
 * agrees. The hash has a random seed, as senders choose the names. Of each name the first fifteen bytes and the length are
 * together in two numbers, which is all of most names.
 *
 * <p>One thread numbers. Any thread that a number was handed to may read its text meanwhile.
 */
public final class Names {
    private static final int FIRST_NAMES = 1 << 6;
    private static final int FIRST_BYTES = 1 << 10;
    private static final int HEAD_BYTES = 15;
    private static final int LONG = 0xFF;

    private final long seed = ThreadLocalRandom.current().nextLong() | 1;

    /** In each slot the hash, above the number and 1; 0 where it is empty. */
    private long[] slots = new long[2 * FIRST_NAMES];

    /** By number, two for each: the first eight bytes, and the next seven with the length, or {@link #LONG}, above them. */
    private long[] heads = new long[2 * FIRST_NAMES];

    private int size;
    private volatile Texts texts = new Texts(new byte[FIRST_BYTES], new int[FIRST_NAMES + 1]);

    /** The bytes of all texts, with {@link Long#BYTES} to spare, and by number where each begins; the next one's begin is its end. */
    @SuppressWarnings("ArrayRecordComponent") // grown by copying, written behind what others read
    private record Texts(byte[] bytes, int[] begins) {
        /** Whether a name of more than a head, which is the same, is this text. */
        boolean is(int number, byte[] other, int from, int length) {
            int begin = begins[number];
            if (begins[number + 1] - begin != length) {
                return false;
            }
            for (int i = HEAD_BYTES; i < length; i += Long.BYTES) {
                if (EightBytes.upTo(length - i, bytes, begin + i) != EightBytes.upTo(length - i, other, from + i)) {
                    return false;
                }
            }
            return true;
        }
    }

    /** How many there are. */
    public int size() {
        return size;
    }

    /** The number of a name; -1 where it was not seen before. */
    public int find(byte[] bytes, int from, int length) {
        long first = first(bytes, from, length);
        long second = second(bytes, from, length);
        return find(bytes, from, length, first, second, hash(bytes, from, length, first, second));
    }

    /** The number of a name, which is the next one where it was not seen before. */
    public int number(byte[] bytes, int from, int length) {
        long first = first(bytes, from, length);
        long second = second(bytes, from, length);
        int hash = hash(bytes, from, length, first, second);
        int known = find(bytes, from, length, first, second, hash);
        if (known >= 0) {
            return known;
        }
        if (2 * (size + 1) > slots.length) {
            grow();
        }
        append(bytes, from, length);
        if (2 * size == heads.length) {
            heads = Arrays.copyOf(heads, 2 * heads.length);
        }
        heads[2 * size] = first;
        heads[2 * size + 1] = second;
        put(slots, hash, size);
        return size++;
    }

    private static long first(byte[] bytes, int from, int length) {
        return EightBytes.upTo(length, bytes, from);
    }

    private static long second(byte[] bytes, int from, int length) {
        long eight = EightBytes.upTo(Math.max(0, length - Long.BYTES), bytes, from + Long.BYTES);
        long tag = length <= HEAD_BYTES ? length : LONG;
        return EightBytes.before(eight, Long.BYTES - 1) | (tag << ((Long.BYTES - 1) * Byte.SIZE));
    }

    private int find(byte[] bytes, int from, int length, long first, long second, int hash) {
        int mask = slots.length - 1;
        for (int slot = hash & mask; ; slot = (slot + 1) & mask) {
            long entry = slots[slot];
            if (entry == 0) {
                return -1;
            }
            int number = (int) entry - 1;
            if ((int) (entry >>> Integer.SIZE) == hash
                    && heads[2 * number] == first
                    && heads[2 * number + 1] == second
                    && (length <= HEAD_BYTES || texts.is(number, bytes, from, length))) {
                return number;
            }
        }
    }

    private int hash(byte[] bytes, int from, int length, long first, long second) {
        long hash = mixed(mixed(length, first), second);
        for (int i = HEAD_BYTES; i < length; i += Long.BYTES) {
            hash = mixed(hash, EightBytes.upTo(length - i, bytes, from + i));
        }
        return (int) hash;
    }

    private long mixed(long hash, long more) {
        long mixed = (hash ^ more) * seed;
        return mixed ^ (mixed >>> Integer.SIZE);
    }

    private void append(byte[] bytes, int from, int length) {
        Texts all = texts;
        int begin = all.begins[size];
        if (size + 2 > all.begins.length) {
            all = new Texts(all.bytes, Arrays.copyOf(all.begins, 2 * size));
        }
        if (begin + length + Long.BYTES > all.bytes.length) {
            all = new Texts(Arrays.copyOf(all.bytes, 2 * (begin + length + Long.BYTES)), all.begins);
        }
        System.arraycopy(bytes, from, all.bytes, begin, length);
        all.begins[size + 1] = begin + length;
        texts = all;
    }

    private void grow() {
        long[] larger = new long[2 * slots.length];
        for (long entry : slots) {
            if (entry != 0) {
                put(larger, (int) (entry >>> Integer.SIZE), (int) entry - 1);
            }
        }
        slots = larger;
    }

    private static void put(long[] slots, int hash, int number) {
        int slot = hash & (slots.length - 1);
        while (slots[slot] != 0) {
            slot = (slot + 1) & (slots.length - 1);
        }
        slots[slot] = ((long) hash << Integer.SIZE) | (number + 1);
    }

    /** The name of a number. */
    public String text(int number) {
        Texts all = texts;
        int begin = all.begins[number];
        return new String(all.bytes, begin, all.begins[number + 1] - begin, StandardCharsets.UTF_8);
    }

    /**
     * Puts the text of a number into an array that has {@link Long#BYTES} to spare behind it, which may be overwritten.
     *
     * @return its length
     */
    public int copy(int number, byte[] into, int at) {
        Texts all = texts;
        int begin = all.begins[number];
        int length = all.begins[number + 1] - begin;
        for (int i = 0; i < length; i += Long.BYTES) {
            EightBytes.put(EightBytes.at(all.bytes, begin + i), into, at + i);
        }
        return length;
    }
}
