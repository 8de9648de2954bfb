package io.tradeboard.ingest;

import io.tradeboard.trade.Symbols;
import io.tradeboard.trade.TradingDays;
import java.nio.file.Path;
import java.time.Duration;

/**
 * How a daemon is set up.
 *
 * @param bufferCapacity trades that trigger a flush
 * @param flushInterval how long a trade waits at most before a flush is triggered
 * @param bufferLimit sums after which the buffer is dropped and the log takes its place
 * @param dedupeWindow how many of the latest trades with an id are known again
 * @param sync when the log is made to survive power loss
 * @param logRetention how long a segment is kept after the last board with a trade in it expired
 * @param logDirectory where the log is; no other process may use it at the same time
 * @param rejects where refused lines are written
 * @param strict whether the first bad line stops the daemon
 * @param oneShot whether Redis must be there at the start; if not, the daemon waits for it
 */
public record IngestConfig(
        Symbols symbols,
        TradingDays days,
        int bufferCapacity,
        Duration flushInterval,
        int bufferLimit,
        int dedupeWindow,
        SyncMode sync,
        Duration logRetention,
        Path logDirectory,
        Path rejects,
        boolean strict,
        boolean oneShot) {
    private static final Duration LONGEST_INTERVAL = Duration.ofDays(1);

    public IngestConfig {
        require(bufferCapacity >= 1, "the buffer capacity must be at least 1");
        require(
                flushInterval.toMillis() >= 1 && flushInterval.compareTo(LONGEST_INTERVAL) <= 0,
                "the flush interval must be from 1 ms to 1 day");
        require(bufferLimit >= 1, "the buffer limit must be at least 1");
        require(!logRetention.isNegative(), "the log retention must not be negative");
        require(dedupeWindow >= 0, "the dedupe window must not be negative");
    }

    private static void require(boolean condition, String message) {
        if (!condition) {
            throw new IllegalArgumentException(message);
        }
    }
}
