package io.tradeboard.ingest;

import io.tradeboard.buffer.Sums;
import io.tradeboard.kafka.Polled;
import io.tradeboard.log.PartitionJudge;
import io.tradeboard.run.Meters;
import io.tradeboard.run.Meters.Counter;
import io.tradeboard.run.Runtime;
import io.tradeboard.trade.BoardDelta;
import io.tradeboard.trade.BoardId;
import io.tradeboard.trade.Identities;
import io.tradeboard.trade.ShardSpread;
import io.tradeboard.trade.TradeColumns;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The records of one partition as they come, judged and summed until they are taken. Records below {@code live} are read for
 * the duplicates among those behind them alone.
 *
 * <p>For one thread after the other, see {@link PartitionIntakes}.
 */
final class PartitionIntake implements Polled.Taker, PartitionJudge.Outcome {
    private final Opened opened;
    private final KafkaRejects rejects;
    private final ShardSpread shards;
    private final Runtime runtime;
    private final PartitionJudge judge;
    private final Map<BoardId, Long> floor;
    private final List<Rejected> rejected = new ArrayList<>();
    private Sums sums = new Sums();
    private long[] floors = {};
    private Sums.@Nullable Adder adder;
    private long base;
    private long trades;
    private long oldestNanos;
    private boolean touched;

    /** Since the last {@link #judge}. */
    private long counted;

    private long duplicates;
    private long late;
    private long bad;

    /**
     * A partition that is ready to be read.
     *
     * @param from where to begin to read
     * @param live the first offset that is counted
     * @param floor by board, the first offset that is counted on it, where that is a later one
     */
    record Opened(int partition, String writer, long from, long live, Map<BoardId, Long> floor) {}

    /**
     * Sums that are to go onto the boards.
     *
     * @param deltas of boards, each of all records of that board from {@code base}, or its floor, up to {@code to}
     * @param floor see {@link Opened}
     */
    record Taken(
            int partition,
            String writer,
            List<BoardDelta> deltas,
            long base,
            Map<BoardId, Long> floor,
            long to,
            long trades,
            long oldestNanos) {
        /** From where a delta is whole: no record of its board is missing from there up to {@code to}. */
        long baseOf(BoardId board) {
            return Math.max(base, floor.getOrDefault(board, 0L));
        }
    }

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Rejected(long offset, int line, String reason, byte[] value) {}

    PartitionIntake(
            Opened opened,
            PartitionJudge.Rules rules,
            Identities identities,
            KafkaRejects rejects,
            ShardSpread shards,
            Runtime runtime) {
        this.opened = opened;
        this.shards = shards;
        this.rejects = rejects;
        this.runtime = runtime;
        this.judge = new PartitionJudge(rules, identities, this);
        this.floor = new HashMap<>(opened.floor());
        this.base = opened.live();
    }

    String writer() {
        return opened.writer();
    }

    @Override
    public void record(long offset, long timestampMillis, @Nullable ByteBuffer value) {
        touched = true;
        judge.record(offset, timestampMillis, value);
    }

    /** Decides on what came, and sums it. */
    void judge() {
        if (touched) {
            touched = false;
            judge.finish();
            count();
        }
    }

    /** Decides on what came, and reports what was rejected. */
    void finish() throws InterruptedException {
        judge();
        for (Rejected each : rejected) {
            rejects.reject(opened.partition(), each.offset(), each.line(), each.reason(), each.value());
        }
        rejected.clear();
    }

    private void count() {
        if (trades == 0 && counted > 0) {
            oldestNanos = runtime.ticker().getAsLong();
        }
        trades += counted;
        Meters meters = runtime.meters();
        meters.add(Counter.ACCEPTED, counted + late);
        meters.add(Counter.LATE, late);
        meters.add(Counter.DUPLICATES, duplicates);
        meters.add(Counter.REJECTED, bad);
        counted = 0;
        late = 0;
        duplicates = 0;
        bad = 0;
    }

    /** Takes what is summed; null where there is nothing new. */
    @Nullable
    Taken take(long position) {
        long to = Math.max(position, opened.live());
        if (to <= base) {
            return null;
        }
        Taken taken = new Taken(
                opened.partition(), opened.writer(), sums.deltas(), base, Map.copyOf(floor), to, trades, oldestNanos);
        sums = new Sums();
        base = to;
        trades = 0;
        floor.values().removeIf(first -> first <= to);
        return taken;
    }

    long trades() {
        return trades;
    }

    int sums() {
        return sums.size();
    }

    /** Since when the oldest of its trades waits; only where there is one. */
    long oldestNanos() {
        return oldestNanos;
    }

    @Override
    public void begin(TradeColumns judged) {
        shards.spread(judged);
        adder = sums.adder(judged);
        floors = new long[judged.boards()];
        Arrays.fill(floors, -1);
    }

    @Override
    public void counts(TradeColumns judged, int row, long offset) {
        if (offset >= opened.live() && offset >= floorOf(judged, judged.boardOf(row))) {
            counted++;
            Objects.requireNonNull(adder).add(row);
        }
    }

    private long floorOf(TradeColumns judged, int board) {
        if (floors[board] < 0) {
            floors[board] = floor.getOrDefault(judged.board(board).id(), 0L);
        }
        return floors[board];
    }

    @Override
    public void repeated(long offset) {
        if (offset >= opened.live()) {
            duplicates++;
        }
    }

    @Override
    public void late(long offset) {
        if (offset >= opened.live()) {
            late++;
        }
    }

    @Override
    public void rejected(long offset, int line, String reason, byte[] value) {
        if (offset >= opened.live()) {
            bad++;
            rejected.add(new Rejected(offset, line, reason, value));
        }
    }
}
