package io.tradeboard.buffer;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Volumes by trader, in units. Each sum is a cell that is written in place: a map of boxed numbers makes a new one for every
 * trade, and with a million traders each of them is a walk through memory of its own. Names come from strangers, who may
 * choose them for their hashes, which a map of the library bears.
 *
 * <p>Not thread-safe; an entry must not be kept while more is added.
 */
final class Volumes extends AbstractMap<String, Long> {
    private final Map<String, Volume> volumes = new HashMap<>();

    private static final class Volume implements Map.Entry<String, Long> {
        private final String trader;
        private long units;

        Volume(String trader) {
            this.trader = trader;
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
                    && trader.equals(entry.getKey())
                    && getValue().equals(entry.getValue());
        }

        @Override
        public int hashCode() {
            return trader.hashCode() ^ Long.hashCode(units);
        }
    }

    /** Adds to the volume of a trader. Past what a long holds it stays at the largest value, which no board accepts. */
    void add(String trader, long units) {
        Volume volume = volumes.get(trader);
        if (volume == null) {
            volume = new Volume(trader);
            volumes.put(trader, volume);
        }
        long sum = volume.units + units;
        volume.units = sum < 0 ? Long.MAX_VALUE : sum;
    }

    @Override
    public int size() {
        return volumes.size();
    }

    @Override
    public boolean containsKey(Object trader) {
        return volumes.containsKey(trader);
    }

    @Override
    public @Nullable Long get(Object trader) {
        Volume volume = volumes.get(trader);
        return volume == null ? null : volume.getValue();
    }

    @Override
    public Set<Map.Entry<String, Long>> entrySet() {
        return new AbstractSet<>() {
            @Override
            public Iterator<Map.Entry<String, Long>> iterator() {
                return Collections.<Map.Entry<String, Long>>unmodifiableCollection(volumes.values())
                        .iterator();
            }

            @Override
            public int size() {
                return volumes.size();
            }
        };
    }
}
