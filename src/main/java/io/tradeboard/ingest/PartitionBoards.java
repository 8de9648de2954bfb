package io.tradeboard.ingest;

import io.tradeboard.board.Mark;
import io.tradeboard.kafka.TopicReader;
import io.tradeboard.log.PartitionLog;
import io.tradeboard.status.TopicReport;
import io.tradeboard.trade.BoardId;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What the boards hold of one partition, as far as this daemon knows.
 *
 * <p>Confined to the flush thread.
 */
final class PartitionBoards {
    private final int partition;
    private final String topicId;
    private final Map<BoardId, Mark> marks = new HashMap<>();
    private final Set<BoardId> behind = new HashSet<>();
    private final Set<BoardId> closed = new HashSet<>();
    private final Map<BoardId, String> gaps = new HashMap<>();
    private final Map<LocalDate, Long> ends = new HashMap<>();
    private String gapOfAll = "";
    private long flushedTo;
    private TopicReader.Extent extent;

    /** @param extent what there is of the partition */
    PartitionBoards(int partition, String topicId, TopicReader.Extent extent) {
        this.partition = partition;
        this.topicId = topicId;
        this.extent = extent;
    }

    int partition() {
        return partition;
    }

    String topicId() {
        return topicId;
    }

    String writer() {
        return new PartitionLog.Partition(topicId, partition).writer();
    }

    Mark mark(BoardId board) {
        return marks.getOrDefault(board, Mark.ZERO);
    }

    Map<BoardId, Mark> marks() {
        return marks;
    }

    void put(BoardId board, Mark mark) {
        if (!mark.equals(marks.put(board, mark))) {
            closed.remove(board);
        }
    }

    /** Boards that lack records which were read, as they refused them: they are fed from the partition when that is over. */
    Set<BoardId> behind() {
        return behind;
    }

    /** Boards whose day this partition has finished. */
    Set<BoardId> closed() {
        return closed;
    }

    /** The offset below which everything was applied, but for boards that are {@link #behind}. */
    long flushedTo() {
        return flushedTo;
    }

    void flushed(long to) {
        flushedTo = to;
    }

    /**
     * Whether all was applied that was there when a day was first found to be over; what came later is late. The end moves on as long
     * as trades come, so it is the first one that counts.
     *
     * @param end of the partition now, asked for after the day was over
     */
    boolean isFinished(LocalDate day, long end) {
        return flushedTo >= ends.computeIfAbsent(day, first -> end);
    }

    /** Takes note of what there is of the partition now. */
    void extent(TopicReader.Extent now) {
        extent = now;
    }

    TopicReport.Partition report() {
        long stable = Math.max(extent.stable(), flushedTo);
        return new TopicReport.Partition(partition, flushedTo, stable, Math.max(extent.end(), stable));
    }

    /** Notes that nobody can verify a board any more. */
    void gap(BoardId board, String reason) {
        gaps.put(board, reason);
    }

    /** The same of every board that the partition feeds. */
    void gapOfAll(String reason) {
        gapOfAll = reason;
    }

    /** By board, why it cannot be verified. */
    Map<BoardId, String> gaps() {
        Map<BoardId, String> all = new HashMap<>();
        if (!gapOfAll.isEmpty()) {
            marks.forEach((board, mark) -> {
                if (!mark.equals(Mark.ZERO)) {
                    all.put(board, gapOfAll);
                }
            });
        }
        all.putAll(gaps);
        return all;
    }

    /** What is to be known at the next open. A board that is behind is to be found behind then too. */
    Census census() {
        Map<BoardId, Long> nexts = new HashMap<>();
        marks.forEach((board, mark) -> {
            if (!mark.equals(Mark.ZERO)) {
                nexts.put(board, mark.from());
            }
        });
        behind.forEach(board -> nexts.put(board, flushedTo));
        return new Census(writer(), nexts);
    }

    void forget(Predicate<BoardId> expired) {
        marks.keySet().removeIf(expired);
        behind.removeIf(expired);
        closed.removeIf(expired);
        gaps.keySet().removeIf(expired);
        ends.keySet()
                .removeIf(day ->
                        marks.keySet().stream().noneMatch(board -> board.day().equals(day)));
    }
}
