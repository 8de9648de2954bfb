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
 * @param shards by symbol; a board that has several is several of them
 */
public record AuditReport(LocalDate day, Instant at, List<BoardAudit> shards) {
    public AuditReport {
        shards = List.copyOf(shards);
    }

    /** What was found of each board, by symbol. */
    public List<BoardAudit> boards() {
        Map<BoardId, BoardAudit> boards = new LinkedHashMap<>();
        shards.forEach(shard -> boards.merge(shard.board().whole(), shard.ofWhole(), BoardAudit::withShard));
        return List.copyOf(boards.values());
    }

    public long trades() {
        return shards.stream().mapToLong(BoardAudit::trades).sum();
    }

    /** Whether a board or what it was compared with has any trade, or may have. */
    public boolean hasTrades() {
        return shards.stream().anyMatch(BoardAudit::hasTrades);
    }

    public long differences() {
        return shards.stream().mapToLong(BoardAudit::differences).sum();
    }

    public long pending() {
        return shards.stream().mapToLong(BoardAudit::pending).sum();
    }

    /** The verdict: the most serious finding on any board. */
    public Verdict.Word word() {
        boolean behind = shards.stream().anyMatch(board -> !board.behind().isEmpty());
        String unverified = shards.stream()
                .map(BoardAudit::unverified)
                .filter(reason -> !reason.isEmpty())
                .findFirst()
                .orElse("");
        return new Verdict(at, trades(), differences(), pending(), behind, unverified).word();
    }

    Map<BoardId, Verdict> verdicts() {
        Map<BoardId, Verdict> verdicts = new LinkedHashMap<>();
        shards.forEach(board -> verdicts.put(board.board(), board.verdict(at)));
        return verdicts;
    }
}
