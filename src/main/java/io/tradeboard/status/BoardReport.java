package io.tradeboard.status;

import io.tradeboard.trade.BoardId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a board stands.
 *
 * @param lastTradeAt the latest timestamp among them, or null where unknown
 * @param verdict what the last audit found, or null where there was none
 * @param writers that have a mark on it, the incarnations of all logs that it counts
 * @param unreadable why its keys cannot be read; empty where they can
 */
public record BoardReport(
        BoardId board,
        Counts counts,
        @Nullable Instant lastTradeAt,
        @Nullable Verdict verdict,
        List<String> writers,
        String unreadable) {

    /**
     * How many there are on a board.
     *
     * @param capped traders that have reached the greatest volume that a board can hold
     */
    public record Counts(long traders, long trades, long capped) {}

    public BoardReport {
        writers = List.copyOf(writers);
    }

    static BoardReport unreadable(BoardId board, String reason) {
        return new BoardReport(board, new Counts(0, 0, 0), null, null, List.of(), reason);
    }

    /** Whether there is anything on it, or may be. */
    boolean exists() {
        return counts.traders > 0 || counts.trades > 0 || !writers.isEmpty() || !unreadable.isEmpty();
    }
}
