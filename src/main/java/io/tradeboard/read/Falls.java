package io.tradeboard.read;

import io.tradeboard.status.DaemonState;
import io.tradeboard.status.Heartbeat;
import io.tradeboard.trade.BoardId;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Remembers the last ledger of each board, and notices at once when Redis loses data of one.
 *
 * <p>A board that fell counts as healed when its trades and marks are as high as before, or when {@link #NOTICED}
 * later, time enough for all to notice, no daemon that reports has anything to replay. A reader that starts after the
 * fall cannot see it, but the reports of the daemons show it.
 */
final class Falls {
    static final Duration NOTICED = Duration.ofSeconds(10);

    private static final int MOST_BOARDS = 10_000;

    private final Map<BoardId, Memory> memories = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<BoardId, Memory> eldest) {
            return size() > MOST_BOARDS;
        }
    };

    /** The ledger to compare with, and when the board fell below it; null while it has not. */
    private record Memory(LedgerView ledger, @Nullable Instant fellAt) {}

    /** Compares a ledger with the one before; returns whether the board lacks data that it had. */
    boolean isFallen(BoardId board, LedgerView now, Instant asOf, Vitals vitals) {
        if (!now.fault().isEmpty()) {
            return false;
        }
        Memory memory = memories.get(board);
        if (memory == null || !now.hasFallenSince(memory.ledger())) {
            memories.put(board, new Memory(now, null));
            return false;
        }
        Instant fellAt = memory.fellAt() == null ? asOf : memory.fellAt();
        if (isReportedWhole(fellAt, vitals)) {
            memories.put(board, new Memory(now, null));
            return false;
        }
        memories.put(board, new Memory(memory.ledger(), fellAt));
        return true;
    }

    private static boolean isReportedWhole(Instant fellAt, Vitals vitals) {
        Instant noticed = fellAt.plus(NOTICED);
        return vitals.isAnyAlive()
                && vitals.daemons().stream()
                        .filter(Heartbeat::isAlive)
                        .allMatch(beat ->
                                beat.state() == DaemonState.RUNNING && beat.at().isAfter(noticed));
    }
}
