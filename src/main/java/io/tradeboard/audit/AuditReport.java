package io.tradeboard.audit;

import io.tradeboard.status.Verdict;
import io.tradeboard.trade.BoardId;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What an audit found.
 *
 * @param at when it began, by the clock of Redis
 * @param boards by symbol
 */
public record AuditReport(LocalDate day, Instant at, List<BoardAudit> boards) {
    public AuditReport {
        boards = List.copyOf(boards);
    }

    public long trades() {
        return boards.stream().mapToLong(BoardAudit::trades).sum();
    }

    /** Whether a board or what it was compared with has any trade, or may have. */
    public boolean hasTrades() {
        return boards.stream().anyMatch(BoardAudit::hasTrades);
    }

    public long differences() {
        return boards.stream().mapToLong(BoardAudit::differences).sum();
    }

    public long pending() {
        return boards.stream().mapToLong(BoardAudit::pending).sum();
    }

    /** The verdict: the most serious finding on any board. */
    public Verdict.Word word() {
        boolean behind = boards.stream().anyMatch(board -> !board.behind().isEmpty());
        String unverified = boards.stream()
                .map(BoardAudit::unverified)
                .filter(reason -> !reason.isEmpty())
                .findFirst()
                .orElse("");
        return new Verdict(at, trades(), differences(), pending(), behind, unverified).word();
    }

    Map<BoardId, Verdict> verdicts() {
        Map<BoardId, Verdict> verdicts = new LinkedHashMap<>();
        boards.forEach(board -> verdicts.put(board.board(), board.verdict(at)));
        return verdicts;
    }
}
