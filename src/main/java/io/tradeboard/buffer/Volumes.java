package io.tradeboard.buffer;

import io.tradeboard.trade.BoardDelta;
import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * Volumes by trader, in units; every trade is added to one of them.
 *
 * <p>A hash table with open addressing and linear probing, at most three quarters full: sums are written in place, without an
 * object for each. The hash of a slot stands beside it, so that names are looked at only where it agrees. Names come from
 * strangers, who can make any number of them with the same {@link String#hashCode}: where a walk through the table gets too
 * long, it goes on with a hash whose seed nobody knows.
 *
 * <p>Not thread-safe.
 */
final class Volumes extends AbstractMap<String, Long> {
    private static final int FIRST_CAPACITY = 16;
    private static final int LONGEST_WALK = 256;

    /** 2^32 divided by the golden ratio: it spreads hashes that lie close together (Knuth, TAOCP 3, 6.4). */
    private static final int GOLDEN = 0x9E3779B9;

    private @Nullable String[] traders = new String[FIRST_CAPACITY];
    private int[] hashes = new int[FIRST_CAPACITY];
    private long[] units = new long[FIRST_CAPACITY];
    private int size;

    /** 0 as long as no walk was too long. */
    private int seed;

    /** Adds to the volume of a trader. It saturates at {@link BoardDelta#MOST_UNITS}. */
    void add(String trader, long more) {
        int hash = hash(trader);
        int slot = slot(trader, hash);
        if (slot < 0) {
            seed = ThreadLocalRandom.current().nextInt() | 1;
            rehash(traders.length);
            add(trader, more);
            return;
        }
        if (traders[slot] == null) {
            traders[slot] = trader;
            hashes[slot] = hash;
            size++;
        }
        units[slot] = BoardDelta.plus(units[slot], more);
        if (4 * size > 3 * traders.length) {
            rehash(2 * traders.length);
        }
    }

    private int hash(String trader) {
        if (seed == 0) {
            return trader.hashCode() * GOLDEN;
        }
        int hash = seed;
        for (int i = 0; i < trader.length(); i++) {
            hash = (hash ^ trader.charAt(i)) * seed;
            hash ^= hash >>> 15;
        }
        return hash * GOLDEN;
    }

    /** The slot of the trader, or the empty one where it belongs; -1 where the walk there is too long. */
    private int slot(String trader, int hash) {
        int slot = home(hash, traders.length);
        for (int walked = 0; ; walked++) {
            String there = traders[slot];
            if (there == null || (hashes[slot] == hash && there.equals(trader))) {
                return slot;
            }
            if (walked == LONGEST_WALK && seed == 0) {
                return -1;
            }
            slot = (slot + 1) & (traders.length - 1);
        }
    }

    /** By the upper bits of the hash, into which the multiplication carries all of it. */
    private static int home(int hash, int capacity) {
        return hash >>> Integer.numberOfLeadingZeros(capacity - 1);
    }

    private void rehash(int capacity) {
        @Nullable String[] oldTraders = traders;
        int[] oldHashes = hashes;
        long[] oldUnits = units;
        traders = new String[capacity];
        hashes = new int[capacity];
        units = new long[capacity];
        for (int i = 0; i < oldTraders.length; i++) {
            String trader = oldTraders[i];
            if (trader != null) {
                int hash = seed == 0 ? oldHashes[i] : hash(trader);
                int slot = home(hash, capacity);
                while (traders[slot] != null) {
                    slot = (slot + 1) & (capacity - 1);
                }
                traders[slot] = trader;
                hashes[slot] = hash;
                units[slot] = oldUnits[i];
            }
        }
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public boolean containsKey(Object trader) {
        return get(trader) != null;
    }

    @Override
    public @Nullable Long get(Object trader) {
        if (!(trader instanceof String name)) {
            return null;
        }
        int slot = slot(name, hash(name));
        return slot < 0 || traders[slot] == null ? null : units[slot];
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

    /** A sum that has been taken: half of what an entry with a boxed number needs, and there may be a million at once. */
    private static final class Volume implements Map.Entry<String, Long> {
        private final String trader;
        private final long units;

        Volume(String trader, long units) {
            this.trader = trader;
            this.units = units;
        }

        @Override
        public String getKey() {
            return trader;
        }

        @Override
        public Long getValue() {
            return units;
        }

        @Override
        public Long setValue(Long value) {
            throw new UnsupportedOperationException("volumes are only added to");
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Map.Entry<?, ?> entry
                    && Map.entry(trader, units).equals(entry);
        }

        @Override
        public int hashCode() {
            return Map.entry(trader, units).hashCode();
        }
    }

    private final class Entries implements Iterator<Map.Entry<String, Long>> {
        private int at;

        @Override
        public boolean hasNext() {
            while (at < traders.length && traders[at] == null) {
                at++;
            }
            return at < traders.length;
        }

        @Override
        public Map.Entry<String, Long> next() {
            String trader = hasNext() ? traders[at] : null;
            if (trader == null) {
                throw new NoSuchElementException();
            }
            return new Volume(trader, units[at++]);
        }
    }
}
