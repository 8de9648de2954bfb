package io.tradeboard.bench;

import java.util.Arrays;

/** Numbers and what is usual among them. */
final class Samples {
    private Samples() {}

    static double median(double... values) {
        return percentile(50, values);
    }

    /** The smallest value that is not below so many percent of all; {@code NaN} where there is none. */
    static double percentile(double percent, double... values) {
        double[] sorted = Arrays.stream(values)
                .filter(value -> !Double.isNaN(value))
                .sorted()
                .toArray();
        if (sorted.length == 0) {
            return Double.NaN;
        }
        if (percent == 50 && sorted.length % 2 == 0) {
            return (sorted[sorted.length / 2 - 1] + sorted[sorted.length / 2]) / 2;
        }
        return sorted[(int) Math.min(sorted.length - 1, Math.max(0, Math.ceil(sorted.length * percent / 100) - 1))];
    }
}
