package io.tradeboard.log;

import io.tradeboard.trade.TradeColumns;
import java.util.Arrays;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The identities of the trades at the latest offsets of a partition: a trade is a duplicate where the same identity was seen
 * within the last so many offsets, be it as a duplicate itself. So what is decided of a trade depends on the records within
 * that distance before it alone, wherever the reading began.
 *
 * <p>A ring of what was seen, in its order. Identities that hash alike are a chain from the latest back to the oldest, as in
 * {@link DuplicateWindow}; the first in a chain that is equal is the latest one. What is too old leaves the ring at its end,
 * where chains end too. A million of them take 40 MB; the ring grows with what it holds.
 *
 * <p>Not thread-safe.
 */
final class OffsetWindow {
    /** How many rows {@link #approach} takes at most. */
    static final int LOOKED_UP_AT_ONCE = 64;

    private static final int FIRST_CAPACITY = 1 << 10;

    private final long width;
    private final long highFactor = ThreadLocalRandom.current().nextLong() | 1;
    private final long lowFactor = ThreadLocalRandom.current().nextLong() | 1;
    private long[] ring = new long[2 * FIRST_CAPACITY];
    private long[] offsets = new long[FIRST_CAPACITY];

    /** By place in the ring, the number of the one before it in its chain. */
    private int[] before = new int[FIRST_CAPACITY];

    /** By hash, the number of the latest in its chain. */
    private int[] latest = new int[2 * FIRST_CAPACITY];

    /** The number of the next one. Past the largest they go on with the smallest: only differences matter. */
    private int next;

    private int size;
    private final int[] homes = new int[LOOKED_UP_AT_ONCE];

    /** Made of what {@link #approach} reads, which no compiler may leave out then. */
    @SuppressWarnings("UnusedVariable")
    private long touched;

    /** @param width within how many offsets an identity is a duplicate; 0 lets every trade be new */
    OffsetWindow(long width) {
        this(width, 0);
    }

    /** @param first the number of the first one */
    OffsetWindow(long width, int first) {
        this.width = width;
        this.next = first;
        Arrays.fill(latest, first - 1);
    }

    /**
     * Reads what {@link #seen} will look at for these rows. It changes nothing, and is for speed alone: each look-up waits for
     * memory, and here the processor waits for all of them at once.
     *
     * @param to behind the last row; at most {@link #LOOKED_UP_AT_ONCE} behind the first
     */
    void approach(TradeColumns trades, int from, int to) {
        for (int row = from; row < to; row++) {
            homes[row - from] = latest[hash(trades.identityHigh(row), trades.identityLow(row))];
        }
        for (int i = 0; i < to - from; i++) {
            int place = place(homes[i]);
            touched += ring[2 * place] + before[place];
        }
    }

    /**
     * Takes note of an identity; returns whether it is a duplicate.
     *
     * @param offset not below one before
     */
    boolean seen(long high, long low, long offset) {
        if (width == 0) {
            return false;
        }
        while (size > 0 && offset - offsets[place(next - size)] > width) {
            size--;
        }
        boolean duplicate = holds(high, low);
        if (size == before.length) {
            grow();
        }
        append(high, low, offset);
        size++;
        return duplicate;
    }

    private boolean holds(long high, long low) {
        int number = latest[hash(high, low)];
        int reached = 0;
        for (int age = next - number; age > reached && age <= size; age = next - number) {
            int place = place(number);
            if (ring[2 * place] == high && ring[2 * place + 1] == low) {
                return true;
            }
            reached = age;
            number = before[place];
        }
        return false;
    }

    private void append(long high, long low, long offset) {
        int place = place(next);
        int hash = hash(high, low);
        ring[2 * place] = high;
        ring[2 * place + 1] = low;
        offsets[place] = offset;
        before[place] = latest[hash];
        latest[hash] = next;
        next++;
    }

    private void grow() {
        long[] smallerRing = ring;
        long[] smallerOffsets = offsets;
        int places = before.length;
        ring = new long[4 * places];
        offsets = new long[2 * places];
        before = new int[2 * places];
        latest = new int[4 * places];
        int end = next;
        next -= size;
        Arrays.fill(latest, next - 1);
        while (next != end) {
            int place = next & (places - 1);
            append(smallerRing[2 * place], smallerRing[2 * place + 1], smallerOffsets[place]);
        }
    }

    private int place(int number) {
        return number & (before.length - 1);
    }

    /** As that of {@link DuplicateWindow}: a sender who chooses ids can fill no chain. */
    private int hash(long high, long low) {
        return (int) ((high * highFactor + low * lowFactor) >>> Long.numberOfLeadingZeros(latest.length - 1));
    }
}
