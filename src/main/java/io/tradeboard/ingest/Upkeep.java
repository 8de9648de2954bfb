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
    void settled(String writer, long millis) {
        if (millis == Long.MIN_VALUE) {
            return;
        }
        closeAll(writer, board -> days.endMillis(board.day()) + days.lateness().toMillis() <= millis);
    }

    /** Closes every day for a writer that counts nothing any more. */
    void finished(String writer) {
        closeAll(writer, board -> true);
    }

    private void closeAll(String live, Predicate<BoardId> isOver) {
        for (String writer : List.copyOf(marks.all().keySet())) {
            // Those before the live one are at their end: what they have is replayed, and they get no more.
            Map<BoardId, Mark> due = marks.toClose(writer, writer.equals(live) ? isOver : board -> true);
            due.keySet().removeIf(applier::refuses);
            if (!due.isEmpty()) {
                applier.close(writer, due);
                marks.closed(writer, due.keySet());
            }
        }
    }
}
