package io.tradeboard.buffer;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Volumes by trader, in units. Each sum is a cell that is written in place: a map of boxed numbers makes a new one for every
 * trade, and with a million traders each of them is a walk through memory of its own.
 *
 * <p>Not thread-safe.
 */
final class Volumes extends AbstractMap<String, Long> {
    private final Map<String, Volume> volumes = new HashMap<>();

    private static final class Volume {
        private long units;
    }

    /** Adds to the volume of a trader. Past what a long holds it stays at the largest value, which no board accepts. */
    void add(String trader, long units) {
        Volume volume = volumes.get(trader);
        if (volume == null) {
            volume = new Volume();
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
        return volume == null ? null : volume.units;
    }

    @Override
    public Set<Map.Entry<String, Long>> entrySet() {
        return new AbstractSet<>() {
            @Override
            public Iterator<Map.Entry<String, Long>> iterator() {
                Iterator<Map.Entry<String, Volume>> entries = volumes.entrySet().iterator();
                return new Iterator<>() {
                    @Override
                    public boolean hasNext() {
                        return entries.hasNext();
                    }

                    @Override
                    public Map.Entry<String, Long> next() {
                        Map.Entry<String, Volume> next = entries.next();
                        return Map.entry(next.getKey(), next.getValue().units);
                    }
                };
            }

            @Override
            public int size() {
                return volumes.size();
            }
        };
    }
}
