package io.tradeboard.buffer;

import io.tradeboard.trade.BoardDelta;
import io.tradeboard.trade.Names;
import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;

/**
 * Volumes by trader, in units; every trade is added to one of them.
 *
 * <p>A hash table with open addressing and linear probing, at most three quarters full, of the numbers that {@link Names} gives:
 * sums are written in place, and a name is made only when all are taken. Numbers follow each other, so no sender can choose
 * two that collide.
 *
 * <p>Not thread-safe.
 */
final class Volumes extends AbstractMap<String, Long> {
    private static final int FIRST_CAPACITY = 16;

    /** 2^32 divided by the golden ratio: it spreads numbers that lie close together (Knuth, TAOCP 3, 6.4). */
    private static final int GOLDEN = 0x9E3779B9;

    private final Names names;

    /** The number of the trader and 1; 0 where a slot is empty. */
    private int[] traders = new int[FIRST_CAPACITY];

    private long[] units = new long[FIRST_CAPACITY];
    private int size;

    /** @param names by which the traders are numbered */
    Volumes(Names names) {
        this.names = names;
    }

    Names names() {
        return names;
    }

    /** Adds to the volume of a trader. It saturates at {@link BoardDelta#MOST_UNITS}. */
    void add(int trader, long more) {
        int slot = slot(traders, trader + 1);
        if (traders[slot] == 0) {
            traders[slot] = trader + 1;
            size++;
        }
        units[slot] = BoardDelta.plus(units[slot], more);
        if (4 * size > 3 * traders.length) {
            grow();
        }
    }

    /** Multiplies all volumes; they saturate. */
    void multiply(long factor) {
        for (int slot = 0; slot < units.length; slot++) {
            units[slot] = Sums.times(units[slot], factor);
        }
    }

    private void grow() {
        int[] largerTraders = new int[2 * traders.length];
        long[] largerUnits = new long[2 * traders.length];
        for (int from = 0; from < traders.length; from++) {
            if (traders[from] != 0) {
                int to = slot(largerTraders, traders[from]);
                largerTraders[to] = traders[from];
                largerUnits[to] = units[from];
            }
        }
        traders = largerTraders;
        units = largerUnits;
    }

    /** The slot that has the key, or the empty one where it belongs. The upper bits of the product are the well mixed ones. */
    private static int slot(int[] keys, int key) {
        int slot = (key * GOLDEN) >>> Integer.numberOfLeadingZeros(keys.length - 1);
        while (keys[slot] != 0 && keys[slot] != key) {
            slot = (slot + 1) & (keys.length - 1);
        }
        return slot;
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public Set<Map.Entry<String, Long>> entrySet() {
        return new AbstractSet<>() {
            @Override
            public Iterator<Map.Entry<String, Long>> iterator() {
                return new Entries();
            }

            @Override
            public int size() {
                return size;
            }
        };
    }

    private final class Entries implements Iterator<Map.Entry<String, Long>> {
        private int at;

        @Override
        public boolean hasNext() {
            while (at < traders.length && traders[at] == 0) {
                at++;
            }
            return at < traders.length;
        }

        @Override
        public Map.Entry<String, Long> next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            int slot = at++;
            return Map.entry(names.text(traders[slot] - 1), units[slot]);
        }
    }
}
