package io.tradeboard.ingest;

import io.tradeboard.board.BoardUpdate;
import io.tradeboard.board.Mark;
import io.tradeboard.buffer.Sums;
import io.tradeboard.kafka.TopicReader;
import io.tradeboard.log.Gap;
import io.tradeboard.log.PartitionJudge;
import io.tradeboard.log.PartitionLog;
import io.tradeboard.run.Runtime;
import io.tradeboard.trade.BoardDelta;
import io.tradeboard.trade.BoardId;
import io.tradeboard.trade.Identities;
import io.tradeboard.trade.ShardSpread;
import io.tradeboard.trade.TradeColumns;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Feeds boards the records of a partition behind their marks, whatever these are, with a consumer of its own. Doing it twice
 * changes nothing, nor does somebody else who does the same meanwhile: then the marks are read again.
 *
 * <p>Confined to the flush thread.
 */
final class PartitionReplay {
    private static final int ATTEMPTS = 10;

    private final KafkaIngestConfig kafka;
    private final PartitionJudge.Rules rules;
    private final TopicReader reader;
    private final Applier applier;
    private final Runtime runtime;
    private final BooleanSupplier cancelled;
    private final Identities identities = new Identities();

    PartitionReplay(
            KafkaIngestConfig kafka,
            PartitionJudge.Rules rules,
            TopicReader reader,
            Applier applier,
            Runtime runtime,
            BooleanSupplier cancelled) {
        this.kafka = kafka;
        this.rules = rules;
        this.reader = reader;
        this.applier = applier;
        this.runtime = runtime;
        this.cancelled = cancelled;
    }

    /**
     * Replays up to an offset; a board that is further already stays as it is.
     *
     * @return whether every board that takes trades has all of it now; else it is to be called again
     * @throws io.tradeboard.redis.RedisUnavailableException if Redis cannot be reached; calling again is safe
     */
    boolean run(PartitionBoards partition, Collection<BoardId> boards, long to) throws InterruptedException {
        for (int attempt = 0; attempt < ATTEMPTS && !cancelled.getAsBoolean(); attempt++) {
            Map<BoardId, Mark> stored = applier.marks(partition.writer(), boards);
            stored.forEach(partition::put);
            stored.values().removeIf(mark -> !mark.isPartial() && mark.from() >= to);
            if (stored.isEmpty() || !attempt(partition, stored, to)) {
                return !cancelled.getAsBoolean();
            }
        }
        return false;
    }

    /** Returns whether boards hold other marks now than was thought, or records were gone: then it is to be done again. */
    private boolean attempt(PartitionBoards partition, Map<BoardId, Mark> stored, long to) throws InterruptedException {
        long end = stored.values().stream().mapToLong(Mark::to).reduce(to, Math::max);
        long first = first(partition, stored);
        long start = Math.max(reader.extent(partition.partition()).begin(), first - kafka.window());
        Reading reading = new Reading(stored, to, applier.sharding().spread());
        PartitionJudge judge = new PartitionJudge(rules, identities, reading);
        boolean whole = reader.read(
                partition.partition(),
                start,
                end,
                (offset, timestampMillis, value) -> {
                    judge.record(offset, timestampMillis, value);
                    if (++reading.records % Reading.AT_ONCE == 0) {
                        judge.finish();
                    }
                    return true;
                },
                cancelled);
        judge.finish();
        reader.checkAlive(partition.topicId());
        if (!whole) {
            return !cancelled.getAsBoolean();
        }
        boolean moved = apply(partition, reading.within.deltas(), stored, -1);
        moved |= apply(partition, reading.rest.deltas(), stored, to);
        return moved;
    }

    /**
     * Applies deltas.
     *
     * @param to up to where they reach; -1 where each finishes the update that its board is in
     * @return whether a board holds another mark than was thought
     */
    private boolean apply(PartitionBoards partition, List<BoardDelta> deltas, Map<BoardId, Mark> stored, long to) {
        List<BoardUpdate> updates = new ArrayList<>();
        for (BoardDelta delta : deltas) {
            Mark mark = partition.mark(delta.board());
            long target = to < 0 ? mark.to() : to;
            if (stored.containsKey(delta.board()) && mark.isPartial() == (to < 0) && target > mark.from()) {
                updates.add(new BoardUpdate(delta, mark, target));
            }
        }
        Applier.Applied applied = applier.apply(partition.writer(), updates);
        applied.marks().forEach(partition::put);
        applied.moved().forEach((update, mark) -> partition.put(update.delta().board(), mark));
        return !applied.moved().isEmpty();
    }

    /** The first offset that a board lacks; what is gone of that is reported, and its boards are noted. */
    private long first(PartitionBoards partition, Map<BoardId, Mark> stored) throws InterruptedException {
        TopicReader.Extent extent = reader.extent(partition.partition());
        long begin = extent.begin();
        long first = Long.MAX_VALUE;
        for (Map.Entry<BoardId, Mark> entry : stored.entrySet()) {
            long from = entry.getValue().from();
            boolean gone = begin > from;
            if (from == 0) {
                long day = PartitionLog.dayAt(
                        reader,
                        partition.partition(),
                        rules.days(),
                        entry.getKey().day(),
                        extent.end());
                gone = !extent.reachesBackTo(day);
                from = day;
            }
            if (gone) {
                Gap gap = gap(entry.getValue().from(), begin);
                String reason = kafka.described(partition.partition(), gap);
                partition.gap(entry.getKey(), reason);
                Replay.report(new Gap(gap.from(), gap.to(), reason), runtime.notices());
            }
            first = Math.min(first, from);
        }
        return first;
    }

    static Gap gap(long from, long begin) {
        return new Gap(from, begin, "records " + from + " to " + (begin - 1) + " are gone");
    }

    /** Sums what boards lack: of updates in parts exactly their records, and what is behind. */
    private static final class Reading implements PartitionJudge.Outcome {
        static final int AT_ONCE = 10_000;

        private final Map<BoardId, Mark> stored;
        private final long to;
        private final ShardSpread shards;
        private final Sums within = new Sums();
        private final Sums rest = new Sums();
        private final Map<Integer, @Nullable Mark> markOf = new HashMap<>();
        private Sums.@Nullable Adder toWithin;
        private Sums.@Nullable Adder toRest;
        private long records;

        Reading(Map<BoardId, Mark> stored, long to, ShardSpread shards) {
            this.stored = stored;
            this.to = to;
            this.shards = shards;
        }

        @Override
        public void begin(TradeColumns judged) {
            shards.spread(judged);
            markOf.clear();
            toWithin = null;
            toRest = null;
        }

        @Override
        public void counts(TradeColumns judged, int row, long offset) {
            Mark mark = markOf.computeIfAbsent(
                    judged.boardOf(row), board -> stored.get(judged.board(board).id()));
            if (mark == null || offset < mark.from()) {
                return;
            }
            if (offset < mark.to()) {
                toWithin = toWithin == null ? within.adder(judged) : toWithin;
                toWithin.add(row);
            } else if (offset < to) {
                toRest = toRest == null ? rest.adder(judged) : toRest;
                toRest.add(row);
            }
        }

        @Override
        public void repeated(long offset) {}

        @Override
        public void late(long offset) {}

        @Override
        public void rejected(long offset, int line, String reason, byte[] value) {}
    }
}
