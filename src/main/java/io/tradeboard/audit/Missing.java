package io.tradeboard.audit;

import io.tradeboard.board.Mark;
import io.tradeboard.log.Logs;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What the logs that were read lack of what a board has counted. */
final class Missing {
    private final Map<String, Mark> marks;
    private final Map<String, String> gaps;
    private final Map<String, WriterExtent> writers;
    private final Logs logs;

    /**
     * @param ledger of the board
     * @param writers what there is of each writer's records
     * @param logs where they were read
     */
    Missing(BoardLedger ledger, Map<String, WriterExtent> writers, Logs logs) {
        this.marks = new TreeMap<>(ledger.marks());
        this.gaps = new TreeMap<>(ledger.gaps());
        this.writers = writers;
        this.logs = logs;
    }

    /** What is certainly missing. */
    List<String> certainly() {
        List<String> reasons = new ArrayList<>(gaps.values());
        marks.forEach((writer, mark) -> {
            WriterExtent extent = writers.get(writer);
            if (extent == null) {
                reasons.add("it counts records of writer " + writer + ", " + logs.missing(writer));
                return;
            }
            if (mark.to() > extent.end()) {
                reasons.add("its mark " + mark + " of writer " + writer + " is beyond the end of that log at "
                        + extent.end());
                return;
            }
            String damage = extent.unknownBelow(mark.to());
            if (damage != null) {
                reasons.add(damage);
            }
        });
        return reasons;
    }

    /** What may be missing, because the beginning of a log is gone: perhaps it had no record of the board. */
    List<String> perhaps() {
        List<String> reasons = new ArrayList<>();
        marks.keySet().forEach(writer -> {
            WriterExtent extent = writers.get(writer);
            if (extent != null && extent.lacksBeginning()) {
                reasons.add("it counts more than the log of writer " + writer + ", which begins at offset "
                        + extent.start());
            }
        });
        return reasons;
    }
}
