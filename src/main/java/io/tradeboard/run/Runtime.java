package io.tradeboard.run;

import java.time.Clock;
import java.util.function.LongSupplier;

/**
 * What every long-running part is given, as one thing.
 *
 * @param clock the time of day
 * @param ticker nanoseconds that only go forward, to measure how long something takes: {@code System::nanoTime}
 * @param notices what the operator reads
 * @param meters what is counted and measured
 * @param stop the request to end
 * @param work which threads are at work, and since when
 */
@SuppressWarnings("JavaLangClash") // it is what the whole program knows as its run time
public record Runtime(Clock clock, LongSupplier ticker, Notices notices, Meters meters, Stop stop, Work work) {
    public Runtime(Clock clock, LongSupplier ticker, Notices notices, Meters meters, Stop stop) {
        this(clock, ticker, notices, meters, stop, new Work(ticker));
    }

    public Runtime(Clock clock, Notices notices) {
        this(clock, System::nanoTime, notices, new Meters(), new Stop());
    }
}
