package io.tradeboard.ingest;

import io.tradeboard.board.Mark;
import io.tradeboard.kafka.TopicReader;
import io.tradeboard.run.Runtime;
import io.tradeboard.status.TopicReport;
import io.tradeboard.trade.BoardId;
import io.tradeboard.trade.TradingDays;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Looks now and then what there is of the topic: how many partitions, where they end, and whether a day is over for one of them.
 *
 * <p>Confined to the flush thread.
 */
final class TopicWatch {
    private final KafkaIngestConfig kafka;
    private final TradingDays days;
    private final Applier applier;
    private final TopicReader reader;
    private final Runtime runtime;
    private TopicReader.@Nullable Topic topic;

    TopicWatch(KafkaIngestConfig kafka, TradingDays days, Applier applier, TopicReader reader, Runtime runtime) {
        this.kafka = kafka;
        this.days = days;
        this.applier = applier;
        this.reader = reader;
        this.runtime = runtime;
    }

    /** What is to be said of the topic; null before it was looked at. */
    @Nullable
    TopicReport report(Collection<PartitionBoards> own) {
        TopicReader.Topic of = topic;
        return of == null
                ? null
                : new TopicReport(
                        reader.name(),
                        of.id(),
                        kafka.membership().group(),
                        of.partitions(),
                        own.stream().map(PartitionBoards::report).toList());
    }

    /**
     * Says where a partition waits for a transaction, and where the topic has grown; and closes days of which nothing can come any
     * more, as all was read that was there after they were over.
     */
    void inspect(Collection<PartitionBoards> own) throws InterruptedException {
        TopicReader.Topic before = topic;
        TopicReader.Topic now = reader.topic();
        topic = now;
        if (before != null && before.id().equals(now.id()) && now.partitions() > before.partitions()) {
            runtime.notices()
                    .say("topic " + reader.name() + " has " + now.partitions() + " partitions now, "
                            + before.partitions()
                            + " before: keys move to other partitions, so trades that are sent again in the next minutes"
                            + " may count twice");
        }
        long nowMillis = applier.timeMillis();
        for (PartitionBoards boards : own) {
            inspect(boards, nowMillis);
        }
    }

    private void inspect(PartitionBoards boards, long nowMillis) throws InterruptedException {
        TopicReader.Extent extent = reader.extent(boards.partition());
        boards.extent(extent);
        String condition = "transaction " + boards.partition();
        if (boards.report().state() == TopicReport.State.OPEN_TRANSACTION) {
            runtime.notices()
                    .begin(
                            condition,
                            kafka.label(boards.partition()) + " waits at offset " + extent.stable()
                                    + " for a transaction that a producer left open; it is read when that ends, or"
                                    + " times out");
        } else {
            runtime.notices().end(condition, kafka.label(boards.partition()) + " is read again");
        }
        close(boards, extent.end(), nowMillis);
    }

    private void close(PartitionBoards boards, long end, long nowMillis) {
        Map<BoardId, Mark> over = new HashMap<>();
        boards.marks().forEach((board, mark) -> {
            boolean isOver = days.isLate(board.day(), nowMillis) && boards.isFinished(board.day(), end);
            boolean isWhole = !mark.equals(Mark.ZERO) && !boards.behind().contains(board);
            if (isOver && isWhole && !boards.closed().contains(board)) {
                over.put(board, mark);
            }
        });
        if (!over.isEmpty()) {
            applier.close(boards.writer(), over);
            boards.closed().addAll(over.keySet());
        }
    }
}
