package io.tradeboard.audit;

import java.math.BigInteger;

/** A sum of units without limit: as a plain number as long as that can hold it. */
final class Tally {
    private BigInteger beyond = BigInteger.ZERO;
    private long near;

    /** Adds a number that is not negative. */
    void add(long units) {
        if (units > Long.MAX_VALUE - near) {
            beyond = beyond.add(BigInteger.valueOf(near));
            near = 0;
        }
        near += units;
    }

    void add(BigInteger units) {
        beyond = beyond.add(units);
    }

    BigInteger value() {
        return beyond.add(BigInteger.valueOf(near));
    }

    void clear() {
        beyond = BigInteger.ZERO;
        near = 0;
    }
}
