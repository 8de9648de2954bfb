package io.tradeboard.bench;

import java.util.Locale;

/**
 * What a figure should be.
 *
 * @param must what it must reach
 * @param reach what is aimed at
 * @param atMost whether both are upper bounds
 */
record Target(double must, double reach, boolean atMost) {
    static Target atLeast(double must, double reach) {
        return new Target(must, reach, false);
    }

    static Target atMost(double must, double reach) {
        return new Target(must, reach, true);
    }

    /** Which of the two a value meets, for a person. */
    String verdict(double value) {
        return meets(value, reach) ? "reached" : meets(value, must) ? "met" : Double.isNaN(value) ? "-" : "MISSED";
    }

    private boolean meets(double value, double bound) {
        return atMost ? value <= bound : value >= bound;
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT, "%s %s / %s", atMost ? "<=" : ">=", Report.number(must), Report.number(reach));
    }
}
