package io.tradeboard.ingest;

import io.tradeboard.read.History;
import io.tradeboard.run.UsageException;
import io.tradeboard.trade.BoardShards;
import io.tradeboard.trade.Symbols;
import io.tradeboard.trade.TradingDays;
import java.nio.file.Path;
import java.time.Duration;

/**
 * How a daemon is set up.
 *
 * @param strict whether the first bad line stops the daemon
 * @param oneShot whether the source has an end: then Redis must be there at the start; else the daemon waits for it
 * @param samplingStep how often a sample of the boards is kept
 * @param decoders on how many threads trades are decoded
 * @param shards into how many shards boards are split that nobody has begun yet
 */
public record IngestConfig(
        Symbols symbols,
        TradingDays days,
        Buffering buffering,
        Logging logging,
        boolean strict,
        boolean oneShot,
        Duration samplingStep,
        int decoders,
        BoardShards shards) {
    private static final int MOST_DECODERS = 64;
    private static final Duration LONGEST_INTERVAL = Duration.ofDays(1);

    /** A daemon that keeps the usual samples, and splits no board. */
    public IngestConfig(
            Symbols symbols, TradingDays days, Buffering buffering, Logging logging, boolean strict, boolean oneShot) {
        this(symbols, days, buffering, logging, strict, oneShot, History.USUAL_STEP, 1, BoardShards.NONE);
    }

    /** The same with other symbols. */
    IngestConfig with(Symbols changed) {
        return new IngestConfig(changed, days, buffering, logging, strict, oneShot, samplingStep, decoders, shards);
    }

    public IngestConfig {
        require(decoders >= 1 && decoders <= MOST_DECODERS, "the decoders must be from 1 to " + MOST_DECODERS);
    }

    /**
     * How trades are summed before they go to Redis.
     *
     * @param capacity trades that trigger a flush
     * @param flushInterval how long a trade waits at most before a flush is triggered
     * @param limit sums after which the buffer is dropped and the log takes its place
     */
    public record Buffering(int capacity, Duration flushInterval, int limit) {
        public Buffering {
            require(capacity >= 1, "the buffer capacity must be at least 1");
            require(
                    flushInterval.toMillis() >= 1 && flushInterval.compareTo(LONGEST_INTERVAL) <= 0,
                    "the flush interval must be from 1 ms to 1 day");
            require(limit >= 1, "the buffer limit must be at least 1");
        }
    }

    /**
     * How trades are kept.
     *
     * @param directory where the log is; no other process may use it at the same time
     * @param rejects where refused lines are written
     * @param sync when the log is made to survive power loss
     * @param retention how long a segment is kept after the last board with a trade in it expired
     * @param dedupeWindow how many of the latest trades with an id are compared with each new one
     */
    public record Logging(Path directory, Path rejects, SyncMode sync, Duration retention, int dedupeWindow) {
        public Logging {
            require(!retention.isNegative(), "the log retention must not be negative");
            require(dedupeWindow >= 0, "the dedupe window must not be negative");
        }
    }

    private static void require(boolean condition, String message) {
        if (!condition) {
            throw new UsageException(message);
        }
    }
}
