package io.tradeboard.ingest;

import io.tradeboard.trade.LoggedTrade;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The latest trades that had an id, by which one that comes again is known.
 *
 * <p>A hash table with open addressing and linear probing, whose slots are two longs, and a ring of the same identities
 * in the order in which they came; both grow with what they hold. With a million identities that is 48 MB, and no object
 * each. Deleting moves the rest of a probe sequence up (Knuth, The Art of Computer Programming 3, 6.4, Algorithm R).
 *
 * <p>Not thread-safe; confined to the intake thread once that runs.
 */
final class DuplicateWindow {
    private static final int FIRST_CAPACITY = 1 << 10;

    private final int limit;
    private long[] table = new long[2 * FIRST_CAPACITY];
    private long[] ring = new long[FIRST_CAPACITY];
    private int oldest;
    private int size;

    /** Remembers up to {@code limit} trades; the oldest is forgotten first. */
    DuplicateWindow(int limit) {
        this.limit = limit;
    }

    /** Whether the trade is new; it is remembered from now on. A trade without identity is always new. */
    boolean isNew(LoggedTrade.@Nullable Identity identity) {
        if (identity == null || limit == 0) {
            return true;
        }
        long high = identity.high();
        // Zeros stand for an empty slot.
        long low = high == 0 && identity.low() == 0 ? 1 : identity.low();
        int slot = slot(table, high, low);
        if (!isEmpty(table, slot)) {
            return false;
        }
        if (size == limit) {
            forgetOldest();
            slot = slot(table, high, low);
        } else if (4 * (size + 1) > table.length) {
            grow();
            slot = slot(table, high, low);
        }
        put(table, slot, high, low);
        put(ring, (oldest + size) & (ring.length / 2 - 1), high, low);
        size++;
        return true;
    }

    private void forgetOldest() {
        delete(slot(table, ring[2 * oldest], ring[2 * oldest + 1]));
        oldest = (oldest + 1) & (ring.length / 2 - 1);
        size--;
    }

    private void delete(int deleted) {
        int mask = table.length / 2 - 1;
        int empty = deleted;
        put(table, empty, 0, 0);
        for (int next = (empty + 1) & mask; !isEmpty(table, next); next = (next + 1) & mask) {
            int home = home(table, table[2 * next]);
            boolean mayMove = empty <= next ? home <= empty || home > next : home <= empty && home > next;
            if (mayMove) {
                put(table, empty, table[2 * next], table[2 * next + 1]);
                put(table, next, 0, 0);
                empty = next;
            }
        }
    }

    private void grow() {
        long[] larger = new long[2 * table.length];
        for (int slot = 0; slot < table.length / 2; slot++) {
            if (!isEmpty(table, slot)) {
                long high = table[2 * slot];
                long low = table[2 * slot + 1];
                put(larger, slot(larger, high, low), high, low);
            }
        }
        table = larger;
        // Until the limit is reached nothing is forgotten, so the ring begins at its begin.
        ring = Arrays.copyOf(ring, larger.length / 2);
    }

    /** The slot that holds the identity, or the empty one where it belongs. */
    private static int slot(long[] table, long high, long low) {
        int mask = table.length / 2 - 1;
        int slot = home(table, high);
        while (!isEmpty(table, slot) && (table[2 * slot] != high || table[2 * slot + 1] != low)) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    /** Identities are hashes already: any of their bits will do. */
    private static int home(long[] table, long high) {
        return (int) (high & (table.length / 2 - 1));
    }

    private static boolean isEmpty(long[] table, int slot) {
        return table[2 * slot] == 0 && table[2 * slot + 1] == 0;
    }

    private static void put(long[] into, int slot, long high, long low) {
        into[2 * slot] = high;
        into[2 * slot + 1] = low;
    }
}
