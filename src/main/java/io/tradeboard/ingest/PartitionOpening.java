package io.tradeboard.ingest;

import io.tradeboard.board.Mark;
import io.tradeboard.kafka.TopicReader;
import io.tradeboard.log.Gap;
import io.tradeboard.trade.BoardId;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * From where a partition is read, and which boards lack something before that.
 *
 * @param live the first offset that is counted as it comes
 * @param heal boards that are fed from their marks up to there first
 * @param gap records that nobody can count any more; null where there are none
 */
record PartitionOpening(
        long live, Set<BoardId> heal, @Nullable Gap gap) {
    /**
     * What is known when a partition is opened.
     *
     * @param writer the partition
     * @param extent what there is of it
     * @param dayAt the first offset that can count on a board that is still kept
     * @param committed the committed offset; -1 for none
     * @param census what came with the commit; null for nothing that can be read
     */
    record Known(
            String writer,
            TopicReader.Extent extent,
            long dayAt,
            long committed,
            @Nullable Census census) {
        /** Whether no record can be gone that counts on a board which is still kept. */
        boolean reachesBack() {
            return extent.reachesBackTo(dayAt);
        }
    }

    /** Decides, from the marks that the boards hold. */
    static PartitionOpening of(Known known, Map<BoardId, Mark> marks) {
        Set<BoardId> heal = new HashSet<>();
        marks.forEach((board, mark) -> {
            if (mark.isPartial()) {
                heal.add(board);
            }
        });
        Census census = known.census();
        boolean within = known.committed() >= known.extent().begin()
                && known.committed() <= known.extent().stable();
        if (within && census != null && census.writer().equals(known.writer())) {
            census.nexts().forEach((board, next) -> {
                Mark mark = marks.get(board);
                if (mark != null && mark.from() < next) {
                    heal.add(board);
                }
            });
            return new PartitionOpening(known.committed(), heal, null);
        }
        long begin = known.extent().begin();
        boolean missing = !known.reachesBack() && known.committed() < begin;
        Gap gap = missing ? PartitionReplay.gap(Math.max(0, known.committed()), begin) : null;
        return new PartitionOpening(Math.max(begin, known.dayAt()), heal, gap);
    }
}
