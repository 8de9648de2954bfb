package io.tradeboard.ingest;

import io.tradeboard.board.BoardUpdate;
import io.tradeboard.board.Comparison;
import io.tradeboard.board.Mark;
import io.tradeboard.buffer.Batch;
import io.tradeboard.buffer.Buffer;
import io.tradeboard.redis.RedisUnavailableException;
import io.tradeboard.run.Backoff;
import io.tradeboard.run.Meters.Counter;
import io.tradeboard.run.Meters.Distribution;
import io.tradeboard.run.Meters.Local;
import io.tradeboard.run.Runtime;
import io.tradeboard.run.Stop;
import io.tradeboard.trade.BoardDelta;
import io.tradeboard.trade.BoardId;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The flush stage: applies what is in the buffer to the boards, again and again until Redis has taken it. Every two seconds
 * it compares the marks of all boards with those that it knows, so a board that nobody trades on heals too.
 */
final class Flusher {
    private static final Duration LOOK = Duration.ofSeconds(2);
    private static final Duration LIST = Duration.ofMinutes(1);
    private static final String WORK = "flush";

    private final String writer;
    private final Buffer buffer;
    private final Applier applier;
    private final Replay replay;
    private final Upkeep upkeep;
    private final Runtime runtime;
    private final Marks marks;
    private final Stop abandon = new Stop();
    private long flushedTo;
    private long lookedNanos;
    private long listedNanos;

    /**
     * Whether the boards have all that was flushed, or will once they take trades; not while healing is due, or where
     * {@link #abandon} ended it. Then no batch may go to a board: it would be counted over those that are missing.
     */
    private boolean complete = true;

    private volatile boolean healing;

    /** Whether the buffer gets the rest of what the log holds; not where the log failed. */
    private volatile boolean finishing;

    Flusher(String writer, Buffer buffer, Applier applier, Replay replay, Upkeep upkeep, Runtime runtime) {
        this.writer = writer;
        this.buffer = buffer;
        this.applier = applier;
        this.replay = replay;
        this.upkeep = upkeep;
        this.runtime = runtime;
        this.marks = upkeep.marks();
        this.listedNanos = runtime.ticker().getAsLong();
    }

    /** Says, before the buffer is closed, that with what is in it everything in the log is passed on. */
    void finish() {
        finishing = true;
    }

    /** Asks the thread to try no more; what is not applied stays in the log. */
    void abandon() {
        abandon.request();
    }

    /** Asked between two parts of what takes long. */
    private boolean isAbandoned() {
        runtime.work().begin(WORK);
        return abandon.isRequested();
    }

    /** Whether boards are fed from the log now. Any thread. */
    boolean isHealing() {
        return healing;
    }

    /** Flushes until the buffer is closed and empty, or {@link #abandon} is called while Redis is away or a board heals. */
    void run() throws IOException, InterruptedException {
        try {
            flushAll();
        } finally {
            runtime.work().end(WORK);
        }
    }

    private void flushAll() throws IOException, InterruptedException {
        runtime.work().begin(WORK);
        look();
        while (!buffer.isDrained()) {
            runtime.work().begin(WORK);
            if (buffer.awaitDue(LOOK)) {
                if (!flush(buffer.take())) {
                    return;
                }
            } else if (complete) {
                once(() -> upkeep.settled(buffer.settledMillis()));
            }
            if (runtime.ticker().getAsLong() - lookedNanos >= LOOK.toNanos()) {
                look();
            }
        }
        if (complete && finishing) {
            once(() -> upkeep.finished());
        }
    }

    /** Applies until it is done; false if that was given up. */
    private boolean flush(Batch batch) throws IOException, InterruptedException {
        long begin = runtime.ticker().getAsLong();
        if (!retried(() -> apply(batch))) {
            return false;
        }
        buffer.flushed(batch.to());
        if (complete) {
            count(batch, begin);
            once(() -> upkeep.settled(batch.watermarkMillis()));
        }
        return true;
    }

    private void count(Batch batch, long begin) {
        long now = runtime.ticker().getAsLong();
        long refused = batch.deltas().stream()
                .filter(delta -> applier.refuses(delta.board()))
                .peek(applier::waiting)
                .mapToLong(BoardDelta::trades)
                .sum();
        runtime.meters().add(Counter.APPLIED, batch.trades() - refused);
        runtime.meters().add(Counter.FLUSHES, 1);
        if (refused == 0) {
            // Of a batch in part nobody knows which arrivals the refused ones were.
            runtime.meters().record(Distribution.ARRIVAL_TO_BOARD, batch.arrived(), now);
        }
        runtime.meters().record(Distribution.FLUSH, TimeUnit.NANOSECONDS.toMicros(now - begin), now);
        runtime.meters().record(Distribution.FLUSH_TRADES, batch.trades(), now);
    }

    /** What may meet a Redis that is away, and can be done again. */
    private interface Attempt {
        void run() throws IOException;
    }

    private void once(Attempt attempt) throws IOException {
        try {
            attempt.run();
        } catch (RedisUnavailableException e) {
            away(e);
        }
    }

    private void away(RedisUnavailableException e) {
        // What it comes back with may be older than the closing of a day.
        marks.reopenAll();
        if (!e.isOfOneMaster()) {
            RedisOutage.away(runtime, e);
        }
    }

    private boolean retried(Attempt attempt) throws IOException, InterruptedException {
        Backoff backoff = new Backoff();
        while (true) {
            runtime.work().begin(WORK);
            try {
                attempt.run();
                RedisOutage.back(runtime);
                return true;
            } catch (RedisUnavailableException e) {
                away(e);
                if (abandon.await(backoff.next())) {
                    return false;
                }
            }
        }
    }

    private void apply(Batch batch) throws IOException {
        List<BoardId> boards = batch.deltas().stream().map(BoardDelta::board).toList();
        applier.settle(boards);
        if (!complete || !batch.whole() || boards.stream().anyMatch(applier.sharding()::isOther)) {
            heal(batch.to());
            flushedTo = batch.to();
            return;
        }
        List<BoardUpdate> updates = new ArrayList<>();
        boolean lost = false;
        for (BoardDelta delta : batch.deltas()) {
            Mark mark = marks.of(writer, delta.board());
            lost |= mark.isPartial();
            // Where an attempt before was broken off, some boards have their deltas already.
            if (!mark.isPartial() && mark.from() < batch.to()) {
                updates.add(new BoardUpdate(delta, mark, batch.to()));
            }
        }
        Applier.Applied applied = applier.apply(writer, updates);
        marks.putAll(writer, applied.marks());
        for (Map.Entry<BoardUpdate, Mark> moved : applied.moved().entrySet()) {
            lost |= isLost(moved.getKey().delta().board(), writer, moved.getValue(), batch.to());
        }
        if (lost || !applied.moved().isEmpty()) {
            heal(batch.to());
        }
        flushedTo = batch.to();
    }

    /** Looks whether every mark is still where it was put, heals if not, and does what else is due. */
    private void look() throws IOException {
        lookedNanos = runtime.ticker().getAsLong();
        once(() -> {
            long nowMillis = applier.timeMillis();
            upkeep.look(nowMillis);
            complete &= !applier.readmit(nowMillis);
            complete &= !haveOtherShards();
            if (haveLost(nowMillis) || !complete) {
                heal(flushedTo);
            }
            if (complete) {
                runtime.meters().set(Local.HEALING, 0);
            }
            if (lookedNanos - listedNanos >= LIST.toNanos()) {
                listedNanos = lookedNanos;
                applier.list(marks.boards());
            }
            RedisOutage.back(runtime);
        });
    }

    /** Whether boards have other shards than was thought; what is known of those that they do not have is forgotten. */
    private boolean haveOtherShards() {
        applier.sharding().look();
        boolean other = marks.boards().stream().anyMatch(applier.sharding()::isOther);
        marks.forget(applier.sharding()::isOther);
        return other;
    }

    /** Whether a board holds less than this daemon put there, or the writers of this log before it. */
    private boolean haveLost(long nowMillis) {
        boolean lost = false;
        for (String each : List.copyOf(marks.all().keySet())) {
            // What a replay passes over it cannot heal.
            List<BoardId> put = marks.all().getOrDefault(each, Map.of()).keySet().stream()
                    .filter(board -> !applier.refuses(board) && !upkeep.mayHaveExpired(board, nowMillis))
                    .toList();
            Map<BoardId, Mark> stored = applier.marks(each, put);
            for (Map.Entry<BoardId, Mark> found : stored.entrySet()) {
                long end = each.equals(writer) ? flushedTo : Long.MAX_VALUE;
                if (isLost(found.getKey(), each, found.getValue(), end)) {
                    lost = true;
                } else {
                    marks.putAll(each, Map.of(found.getKey(), found.getValue()));
                }
            }
        }
        return lost;
    }

    /** Whether the board has to be fed from the log. */
    private boolean isLost(BoardId board, String of, Mark stored, long end) {
        Mark put = marks.of(of, board);
        return switch (Comparison.of(put, stored, end)) {
            case KEPT, FURTHER -> false;
            // As a whole replay has left it: the log has lost the rest, and reading it again brings nothing.
            case IN_PARTS -> !put.equals(stored);
            case LOST -> {
                marks.reopen(of, board);
                runtime.meters().add(Counter.HEALED, 1);
                runtime.notices()
                        .warn("the board " + board + " is behind the log (mark " + put + " -> " + stored
                                + "), as after a rebuild or a loss of data; replaying it");
                yield true;
            }
            case FENCED -> throw new FencedException(board, stored, end, of);
        };
    }

    private void heal(long upTo) throws IOException {
        runtime.meters().set(Local.HEALING, 1);
        complete = false;
        healing = true;
        try {
            haveOtherShards();
            complete = replay.run(writer, upTo, marks, this::isAbandoned);
        } finally {
            healing = false;
        }
        if (complete) {
            applier.readmitted();
        }
    }
}
