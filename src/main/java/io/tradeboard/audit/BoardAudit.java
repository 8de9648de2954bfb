package io.tradeboard.audit;

import io.tradeboard.status.Verdict;
import io.tradeboard.trade.BoardId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What the audit of one board found.
 *
 * @param found the differences, at most as many as were to be kept
 * @param capped the traders whose volume is the largest that a board holds, at most as many
 * @param behind what the board lacks that it should have by now; empty when nothing
 * @param unverified why the log cannot verify the board; empty when it can
 */
public record BoardAudit(
        BoardId board, Counts counts, List<Difference> found, List<String> capped, String behind, String unverified) {
    private static final String AND = "; ";

    /**
     * What was counted.
     *
     * @param trades how many trades the board counts
     * @param traders how many stand on it
     * @param pending records of the log that the board does not have yet
     * @param differences how many there are
     */
    public record Counts(long trades, long traders, long pending, long differences) {
        static final Counts NONE = new Counts(0, 0, 0, 0);

        Counts withShard(Counts other) {
            return new Counts(
                    trades + other.trades,
                    traders + other.traders,
                    pending + other.pending,
                    differences + other.differences);
        }

        Counts plus(Counts other) {
            return new Counts(
                    Math.max(trades, other.trades),
                    traders + other.traders,
                    pending + other.pending,
                    differences + other.differences);
        }
    }

    public BoardAudit {
        found = List.copyOf(found);
        capped = List.copyOf(capped);
    }

    /** Of a board that could not be compared at all. */
    static BoardAudit unverified(BoardId board, String reason) {
        return new BoardAudit(board, Counts.NONE, List.of(), List.of(), "", reason);
    }

    /** The same as of the board that this is a shard of. */
    BoardAudit ofWhole() {
        return board.equals(board.whole())
                ? this
                : new BoardAudit(board.whole(), counts, found, capped, ofShard(behind), ofShard(unverified));
    }

    private String ofShard(String reason) {
        return reason.isEmpty() ? "" : "shard " + board.shard() + ": " + reason;
    }

    /** This shard of a board and another one; of their reasons the first. */
    BoardAudit withShard(BoardAudit other) {
        return new BoardAudit(
                board,
                counts.withShard(other.counts),
                both(found, other.found),
                both(capped, other.capped),
                behind.isEmpty() ? other.behind : behind,
                unverified.isEmpty() ? other.unverified : unverified);
    }

    /** This slice of a board's traders and another one. */
    BoardAudit plus(BoardAudit other) {
        return new BoardAudit(
                board,
                counts.plus(other.counts),
                both(found, other.found),
                both(capped, other.capped),
                joined(behind, other.behind),
                joined(unverified, other.unverified));
    }

    private static <T> List<T> both(List<T> some, List<T> others) {
        List<T> both = new ArrayList<>(some);
        both.addAll(others);
        return both;
    }

    private static String joined(String reason, String other) {
        if (reason.isEmpty() || other.isEmpty()) {
            return reason + other;
        }
        return reason.contains(other) ? reason : reason + AND + other;
    }

    public long trades() {
        return counts.trades;
    }

    public long traders() {
        return counts.traders;
    }

    public long pending() {
        return counts.pending;
    }

    public long differences() {
        return counts.differences;
    }

    boolean hasTrades() {
        return !counts.equals(Counts.NONE) || !unverified.isEmpty();
    }

    public Verdict.Word word() {
        return verdict(Instant.EPOCH).word();
    }

    Verdict verdict(Instant at) {
        return new Verdict(at, trades(), differences(), pending(), !behind.isEmpty(), unverified);
    }
}
