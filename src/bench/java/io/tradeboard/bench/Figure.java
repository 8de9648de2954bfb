package io.tradeboard.bench;

import java.util.Map;

/**
 * What one run of one way to do it came to.
 *
 * @param measure which comparison it belongs to
 * @param way what was run
 * @param run its number; runs of one number took place one after the other
 * @param values by name, with the unit last; one that could not be taken is {@code NaN}
 * @param differences between what was on the boards at its end and what should have been; empty where it was exact
 */
record Figure(String measure, String way, int run, Map<String, Double> values, String differences) {
    Figure {
        values = Map.copyOf(values);
    }

    boolean isExact() {
        return differences.isEmpty();
    }

    double value(String name) {
        return values.getOrDefault(name, Double.NaN);
    }
}
