package io.tradeboard.bench;

import java.io.IOException;

/** One comparison. */
interface Measure {
    /** How it is named on the command line and in the results. */
    String name();

    /** Runs all of it, adds every run's figures to the report, and then the rows of the table. */
    void run(Stand stand, Plan plan, Report report) throws IOException, InterruptedException;
}
