package io.tradeboard.ingest;

import io.tradeboard.trade.LoggedTrade;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The latest trades that had an id, by which one that comes again is known.
 *
 * <p>A ring of identities in the order in which they came, and a hash table with open addressing and linear probing that
 * tells where in the ring one is. An entry of the table has half of the identity's first number and the place, so the
 * ring is looked at only where that half agrees; both grow with what they hold. With a million identities that is 32 MB,
 * and no object each. Deleting moves the rest of a probe sequence up (Knuth, The Art of Computer Programming 3, 6.4,
 * Algorithm R).
 *
 * <p>Not thread-safe; confined to the sync thread once that runs.
 */
final class DuplicateWindow {
    private static final int FIRST_CAPACITY = 1 << 10;

    private final int limit;

    /** Of each entry the upper half is a tag, the lower one its place in the ring plus 1; 0 is empty. Half of it at most is used. */
    private long[] table = new long[2 * FIRST_CAPACITY];

    /** Two numbers for each identity. */
    private long[] ring = new long[2 * FIRST_CAPACITY];

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
        if (holds(identity)) {
            return false;
        }
        if (size == limit) {
            forgetOldest();
        } else if (2 * (size + 1) > table.length) {
            grow();
        }
        int place = (oldest + size) & (ring.length / 2 - 1);
        ring[2 * place] = identity.high();
        ring[2 * place + 1] = identity.low();
        add(entry(tag(identity.high()), place));
        size++;
        return true;
    }

    private boolean holds(LoggedTrade.Identity identity) {
        int tag = tag(identity.high());
        for (int slot = home(tag); table[slot] != 0; slot = after(slot)) {
            int place = place(table[slot]);
            if (tag(table[slot] >>> Integer.SIZE) == tag
                    && ring[2 * place] == identity.high()
                    && ring[2 * place + 1] == identity.low()) {
                return true;
            }
        }
        return false;
    }

    private void add(long entry) {
        int slot = home(tag(entry >>> Integer.SIZE));
        while (table[slot] != 0) {
            slot = after(slot);
        }
        table[slot] = entry;
    }

    private void forgetOldest() {
        int slot = home(tag(ring[2 * oldest]));
        while (place(table[slot]) != oldest) {
            slot = after(slot);
        }
        delete(slot);
        oldest = (oldest + 1) & (ring.length / 2 - 1);
        size--;
    }

    private void delete(int deleted) {
        int empty = deleted;
        table[empty] = 0;
        for (int next = after(empty); table[next] != 0; next = after(next)) {
            int home = home(tag(table[next] >>> Integer.SIZE));
            boolean mayMove = empty <= next ? home <= empty || home > next : home <= empty && home > next;
            if (mayMove) {
                table[empty] = table[next];
                table[next] = 0;
                empty = next;
            }
        }
    }

    private void grow() {
        long[] smaller = table;
        table = new long[2 * smaller.length];
        for (long entry : smaller) {
            if (entry != 0) {
                add(entry);
            }
        }
        // Until the limit is reached nothing is forgotten, so the ring begins at its begin.
        ring = Arrays.copyOf(ring, table.length);
    }

    private static long entry(int tag, int place) {
        return (long) tag << Integer.SIZE | (place + 1);
    }

    /** Identities are hashes already: any of their bits will do. */
    private static int tag(long half) {
        return (int) half;
    }

    private static int place(long entry) {
        return (int) entry - 1;
    }

    private int home(int tag) {
        return tag & (table.length - 1);
    }

    private int after(int slot) {
        return (slot + 1) & (table.length - 1);
    }
}
