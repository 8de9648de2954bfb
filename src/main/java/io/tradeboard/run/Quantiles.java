package io.tradeboard.run;

/**
 * How some values lie, within 1 %.
 *
 * @param count how many there are
 * @param p50 half of them are no greater
 * @param p99 99 of 100 are no greater
 * @param max the greatest
 */
public record Quantiles(long count, long p50, long p99, long max) {
    public static final Quantiles NONE = new Quantiles(0, 0, 0, 0);

    public boolean isEmpty() {
        return count == 0;
    }
}
