package io.tradeboard.audit;

import java.time.Clock;
import java.time.Duration;
import java.util.function.Predicate;

/**
 * When a record should be on its board: as soon as a flush may take, and at once where no daemon is left to flush it.
 *
 * @param clock that of the machine that has the logs, so that ages are measured with the clock that stamped the records
 * @param grace how old a record may be that is not on its board
 * @param running returns whether the daemon of a writer is running
 */
public record Flushes(Clock clock, Duration grace, Predicate<String> running) {
    /** A flush waits for the one before it, and a large one takes a second or two. */
    private static final Duration LEAST = Duration.ofSeconds(5);

    /** A trade waits for the interval, and perhaps once more for the pause after the flush before. */
    private static final int INTERVALS = 2;

    /**
     * What is to be expected of daemons that flush so often.
     *
     * @param flushInterval how long they let a trade wait until they flush
     */
    public static Flushes every(Duration flushInterval, Clock clock, Predicate<String> running) {
        Duration twice = flushInterval.multipliedBy(INTERVALS);
        return new Flushes(clock, twice.compareTo(LEAST) > 0 ? twice : LEAST, running);
    }
}
