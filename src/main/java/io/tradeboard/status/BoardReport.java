package io.tradeboard.status;

import io.tradeboard.trade.BoardId;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How a board stands.
 *
 * @param lastTradeAt the latest timestamp among them, or null where unknown
 * @param verdict what the last audit found, or null where there was none
 * @param writers that have a mark on it, the incarnations of all logs that it counts
 * @param unreadable why its keys cannot be read; empty where they can
 * @param shards how many it has
 */
public record BoardReport(
        BoardId board,
        Counts counts,
        @Nullable Instant lastTradeAt,
        @Nullable Verdict verdict,
        List<String> writers,
        String unreadable,
        int shards) {
    /** Of a board with one shard. */
    public BoardReport(
            BoardId board,
            Counts counts,
            @Nullable Instant lastTradeAt,
            @Nullable Verdict verdict,
            List<String> writers,
            String unreadable) {
        this(board, counts, lastTradeAt, verdict, writers, unreadable, 1);
    }

    /**
     * How many there are on a board.
     *
     * @param capped traders that have reached the greatest volume that a board can hold
     */
    public record Counts(long traders, long trades, long capped) {
        private Counts plus(Counts other) {
            return new Counts(traders + other.traders, trades + other.trades, capped + other.capped);
        }
    }

    public BoardReport {
        writers = List.copyOf(writers);
    }

    static BoardReport unreadable(BoardId board, String reason) {
        return new BoardReport(board, new Counts(0, 0, 0), null, null, List.of(), reason);
    }

    /** Those of all shards of a board in one, which stands as the worst of them. */
    static BoardReport ofShards(BoardId board, List<BoardReport> shards) {
        if (shards.size() == 1) {
            return shards.get(0);
        }
        List<BoardReport> there = shards.stream().filter(BoardReport::exists).toList();
        List<Verdict> verdicts = there.stream()
                .map(BoardReport::verdict)
                .filter(Objects::nonNull)
                .toList();
        return new BoardReport(
                board,
                there.stream().map(BoardReport::counts).reduce(new Counts(0, 0, 0), Counts::plus),
                there.stream()
                        .map(BoardReport::lastTradeAt)
                        .filter(Objects::nonNull)
                        .max(Comparator.naturalOrder())
                        .orElse(null),
                verdicts.size() == there.size() ? Verdict.ofShards(verdicts) : null,
                there.stream()
                        .flatMap(shard -> shard.writers.stream())
                        .distinct()
                        .sorted()
                        .toList(),
                there.stream()
                        .filter(shard -> !shard.unreadable.isEmpty())
                        .map(shard -> "shard " + shard.board.shard() + ": " + shard.unreadable)
                        .findFirst()
                        .orElse(""),
                shards.size());
    }

    /** Whether there is anything on it, or may be. */
    boolean exists() {
        return counts.traders > 0 || counts.trades > 0 || !writers.isEmpty() || !unreadable.isEmpty();
    }
}
