package io.tradeboard.audit;

import io.tradeboard.status.Verdict;
import io.tradeboard.trade.BoardId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What the audit of one board found.
 *
 * @param trades how many trades the board counts
 * @param traders how many stand on it
 * @param pending records of the log that the board does not have yet
 * @param differences how many there are
 * @param found the differences, at most as many as were to be kept
 * @param unproven why the log cannot prove the board; empty when it can
 */
public record BoardAudit(
        BoardId board,
        long trades,
        long traders,
        long pending,
        long differences,
        List<Difference> found,
        String unproven) {
    public BoardAudit {
        found = List.copyOf(found);
    }

    /** Of a board that could not be compared at all. */
    static BoardAudit unproven(BoardId board, String reason) {
        return new BoardAudit(board, 0, 0, 0, 0, List.of(), reason);
    }

    /** This part of a board's traders and another one. */
    BoardAudit plus(BoardAudit other) {
        List<Difference> both = new ArrayList<>(found);
        both.addAll(other.found);
        return new BoardAudit(
                board,
                Math.max(trades, other.trades),
                traders + other.traders,
                pending + other.pending,
                differences + other.differences,
                both,
                unproven.isEmpty() ? other.unproven : unproven);
    }

    boolean hasTrades() {
        return trades > 0 || traders > 0 || pending > 0 || differences > 0 || !unproven.isEmpty();
    }

    /** The word for it all: {@code EXACT}, {@code DIFFERS} or {@code UNPROVEN}. */
    public String word() {
        return differences > 0 ? "DIFFERS" : unproven.isEmpty() ? "EXACT" : "UNPROVEN";
    }

    Verdict verdict(Instant at) {
        return new Verdict(at, trades, differences, unproven);
    }
}
