package io.tradeboard.ingest;

import io.tradeboard.board.Mark;
import io.tradeboard.run.Runtime;
import io.tradeboard.trade.BoardId;
import io.tradeboard.trade.TradingDays;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * What the flush stage does beside flushing: closes days, forgets boards that have expired, has the log pruned.
 *
 * <p>Confined to the flush thread.
 */
final class Upkeep {
    private final Marks marks;
    private final Applier applier;
    private final TradingDays days;
    private final Pruner pruner;
    private final Runtime runtime;
    private final ClockGuard clocks;

    Upkeep(Marks marks, Applier applier, TradingDays days, Pruner pruner, Runtime runtime) {
        this.marks = marks;
        this.applier = applier;
        this.days = days;
        this.pruner = pruner;
        this.runtime = runtime;
        this.clocks = new ClockGuard(runtime);
    }

    Marks marks() {
        return marks;
    }

    /** @param nowMillis by the clock of Redis */
    void look(long nowMillis) throws IOException {
        clocks.measured(nowMillis);
        if (clocks.isHeld()) {
            return;
        }
        long earlier = Math.min(nowMillis, runtime.clock().millis());
        Predicate<BoardId> expired = board -> days.expiresMillis(board.day()) <= earlier;
        marks.forget(expired);
        applier.expire(earlier);
        pruner.pruneWhenDue(earlier);
    }

    /** Closes the days that are over, with their lateness, at a moment before which everything is applied. */
    void settled(long millis) {
        if (millis == Long.MIN_VALUE) {
            return;
        }
        closeAll(board -> isOver(board, millis));
    }

    /** Closes every day, as nothing more is counted here. */
    void finished() {
        closeAll(board -> true);
    }

    /**
     * Opens the days that are not over again, which the last run closed at its end: this one counts on them too, if only
     * under its own writer. To be called before anything is read.
     *
     * @param nowMillis by the clock of Redis
     */
    void begin(long nowMillis) {
        long earlier = Math.min(nowMillis, runtime.clock().millis());
        marks.all()
                .forEach((writer, held) -> applier.reopen(
                        writer,
                        held.keySet().stream()
                                .filter(board -> !isOver(board, earlier))
                                .toList()));
    }

    private boolean isOver(BoardId board, long millis) {
        return days.endMillis(board.day()) + days.lateness().toMillis() <= millis;
    }

    /** Whether the time of a board is over by either clock, so that it may be gone at any moment. */
    boolean mayHaveExpired(BoardId board, long nowMillis) {
        return days.expiresMillis(board.day())
                <= Math.max(nowMillis, runtime.clock().millis());
    }

    private void closeAll(Predicate<BoardId> isOver) {
        for (String writer : List.copyOf(marks.all().keySet())) {
            Map<BoardId, Mark> due = marks.toClose(writer, isOver);
            due.keySet().removeIf(applier::refuses);
            if (!due.isEmpty()) {
                applier.close(writer, due);
                marks.closed(writer, due.keySet());
            }
        }
    }
}
