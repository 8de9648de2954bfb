package io.tradeboard.cli;

import io.tradeboard.produce.TradeSink;
import java.io.IOException;
import java.time.Duration;

/** How the trades of a demo come onto the boards. */
interface DemoPath extends AutoCloseable {
    /** Takes the trades of the market. */
    TradeSink sink();

    /** Carries them onto the boards until {@link #stop}; fails where that cannot go on. */
    void run() throws IOException, InterruptedException;

    /** Asks {@link #run} to end, once what it has is on the boards. Any thread. */
    void stop();

    /** Whether about so many trades are on the boards. */
    boolean hasApplied(long trades);

    /** How long it may take until the first ones are. */
    Duration patience();

    @Override
    void close() throws IOException;
}
