package io.tradeboard.bench;

/**
 * The bounds of a figure.
 *
 * @param must the one that it has to meet
 * @param reach the one that is aimed at
 * @param atMost whether both are upper bounds
 */
record Target(double must, double reach, boolean atMost) {
    static Target atLeast(double must, double reach) {
        return new Target(must, reach, false);
    }

    static Target atMost(double must, double reach) {
        return new Target(must, reach, true);
    }

    /** Which of the two a value meets; {@code NaN} was not measured. */
    String verdict(double value) {
        if (Double.isNaN(value)) {
            return "not measured";
        }
        return meets(value, reach) ? "reached" : meets(value, must) ? "met" : "NOT MET";
    }

    private boolean meets(double value, double bound) {
        return atMost ? value <= bound : value >= bound;
    }

    /** One of the two bounds, as the table shows it. */
    String bound(double value) {
        return (atMost ? "<= " : ">= ") + Report.number(value);
    }
}
