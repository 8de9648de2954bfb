package io.tradeboard.ingest;

import io.tradeboard.board.RedisMarks;
import io.tradeboard.kafka.GroupConsumer.Commit;
import io.tradeboard.kafka.TopicReader;
import io.tradeboard.log.Gap;
import io.tradeboard.log.PartitionLog;
import io.tradeboard.run.Runtime;
import io.tradeboard.trade.BoardId;
import io.tradeboard.trade.TradingDays;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Finds out what boards hold of a partition, what there is of it, and what the group has committed.
 *
 * <p>Confined to the flush thread.
 */
final class PartitionOpener {
    private final KafkaIngestConfig kafka;
    private final TradingDays days;
    private final Applier applier;
    private final RedisMarks stored;
    private final TopicReader reader;
    private final Runtime runtime;

    /**
     * A partition as it is found.
     *
     * @param boards what boards hold of it; flushed up to the first offset that is counted as it comes
     * @param heal boards that lack something below that
     * @param from from where it is to be read, for the duplicates among what follows
     */
    record Found(PartitionBoards boards, Set<BoardId> heal, long from) {}

    PartitionOpener(
            KafkaIngestConfig kafka,
            TradingDays days,
            Applier applier,
            RedisMarks stored,
            TopicReader reader,
            Runtime runtime) {
        this.kafka = kafka;
        this.days = days;
        this.applier = applier;
        this.stored = stored;
        this.reader = reader;
        this.runtime = runtime;
    }

    /**
     * Opens a partition: decides from where it is to be read.
     *
     * @throws io.tradeboard.kafka.GoneTopicException if there is no such topic
     */
    Found open(int partition) throws InterruptedException {
        String topicId = reader.topic().id();
        TopicReader.Extent extent = reader.extent(partition);
        PartitionBoards boards = new PartitionBoards(partition, topicId, extent);
        long nowMillis = applier.timeMillis();
        LocalDate oldest = oldestDay(nowMillis);
        Commit commit = reader.committed(kafka.membership().group(), partition).orElse(new Commit(-1, ""));
        Set<BoardId> counted = counted(commit, boards.writer(), nowMillis);
        Set<BoardId> asked = asked(counted, oldest, nowMillis);
        // Of a board that has other shards now, the census does not say what they lack.
        boolean asBefore = counted.stream().noneMatch(applier.sharding()::isOther);
        PartitionOpening.Known known = new PartitionOpening.Known(
                boards.writer(),
                extent,
                PartitionLog.dayAt(reader, partition, days, oldest, extent.end()),
                commit.offset(),
                asBefore ? Census.parse(commit.metadata()) : null);
        applier.marks(boards.writer(), asked).forEach(boards::put);
        PartitionOpening opening = PartitionOpening.of(known, boards.marks());
        boards.flushed(opening.live());
        Gap gap = opening.gap();
        if (gap != null) {
            String reason = kafka.described(partition, gap);
            boards.gapOfAll(reason);
            Replay.report(new Gap(gap.from(), gap.to(), reason), runtime.notices());
        }
        asked.stream().filter(applier::refuses).forEach(boards.behind()::add);
        return new Found(boards, opening.heal(), Math.max(extent.begin(), opening.live() - kafka.window()));
    }

    /** The boards of the commit's census that are still kept; none where it is of another writer. */
    private Set<BoardId> counted(Commit commit, String writer, long nowMillis) {
        Census census = Census.parse(commit.metadata());
        Set<BoardId> counted = new HashSet<>();
        if (census != null && census.writer().equals(writer)) {
            counted.addAll(census.nexts().keySet());
        }
        counted.removeIf(board -> days.expiresMillis(board.day()) <= nowMillis);
        return counted;
    }

    /** The boards that the partition may have fed and that are still kept: those it counted at last, and any other. */
    private Set<BoardId> asked(Set<BoardId> counted, LocalDate oldest, long nowMillis) {
        List<LocalDate> kept = new ArrayList<>();
        for (LocalDate day = oldest; !day.isAfter(days.dayOf(nowMillis).plusDays(1)); day = day.plusDays(1)) {
            kept.add(day);
        }
        Set<BoardId> boards = new HashSet<>(stored.boards(kept));
        counted.forEach(board -> boards.add(board.whole()));
        boards.removeIf(board -> days.expiresMillis(board.day()) <= nowMillis);
        applier.settle(boards);
        Set<BoardId> asked = new HashSet<>();
        boards.forEach(board -> asked.addAll(applier.sharding().shards(board)));
        return asked;
    }

    private LocalDate oldestDay(long nowMillis) {
        LocalDate oldest = days.dayOf(nowMillis);
        while (days.expiresMillis(oldest.minusDays(1)) > nowMillis) {
            oldest = oldest.minusDays(1);
        }
        return oldest;
    }
}
