package io.tradeboard.status;

import io.tradeboard.run.Latencies;
import java.time.Duration;
import java.time.Instant;

/**
 * What a daemon last said of itself.
 *
 * @param writer the incarnation of the log it writes
 * @param since when it started
 * @param at when it said this, by the clock of Redis
 * @param age how long ago that was when it was read, by the same clock
 * @param state {@link #RUNNING}, {@link #HEALING}, {@link #FULL} or {@link #STOPPED}
 * @param tradesPerSecond accepted, over the last few seconds
 * @param lagMillis age of the oldest trade that is in the buffer and not on its board
 * @param lags of the trades that reached their board in the minute before it said this
 * @param rejected lines refused since the start
 * @param late trades that came after their day, since the start
 * @param duplicates trades that came again, since the start
 * @param logBytes size of the log directory
 * @param quarantined boards that are refused, by name; empty when all is well
 */
public record Heartbeat(
        String writer,
        Instant since,
        Instant at,
        Duration age,
        String state,
        double tradesPerSecond,
        long lagMillis,
        Latencies lags,
        long rejected,
        long late,
        long duplicates,
        long logBytes,
        String quarantined) {
    public static final String RUNNING = "RUNNING";

    /** Boards are fed from the log: at the start, or because they went back. */
    public static final String HEALING = "HEALING";

    /** The log waits for space on its disk, and the intake with it. */
    public static final String FULL = "FULL";

    public static final String STOPPED = "STOPPED";

    /** How old a sign of life may be. */
    public static final Duration ALIVE = Duration.ofSeconds(15);

    /** Whether the daemon was running when this was read. */
    public boolean isAlive() {
        return isRunning() && age.compareTo(ALIVE) <= 0;
    }

    /** How the daemon is: what it said of itself, or {@code SILENT} where it neither speaks nor said that it stopped. */
    public String condition() {
        return isAlive() || !isRunning() ? state : "SILENT";
    }

    /** Whether the daemon did not say that it stopped. */
    public boolean isRunning() {
        return !state.equals(STOPPED);
    }
}
