package io.tradeboard.ingest;

import io.tradeboard.board.BoardUpdate;
import io.tradeboard.board.Mark;
import io.tradeboard.buffer.Sums;
import io.tradeboard.log.Gap;
import io.tradeboard.log.RecordLog;
import io.tradeboard.run.Notices;
import io.tradeboard.run.Runtime;
import io.tradeboard.trade.BoardDelta;
import io.tradeboard.trade.BoardId;
import io.tradeboard.trade.ShardSpread;
import io.tradeboard.trade.TradeColumns;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Feeds each board the records behind its mark, whatever that is: of every log, under its writer's own id. Doing it
 * twice changes nothing. What every board is known to hold is not read.
 *
 * <p>Confined to the flush thread.
 */
final class Replay {
    private static final int ATTEMPTS = 5;
    private static final String CHANGING = "boards change";
    private static final String GONE = "segment gone";
    private static final long PROGRESS_NANOS = Duration.ofSeconds(10).toNanos();

    /** As if everything were counted: of a board to which nothing is to be added. */
    private static final Mark PASSED = Mark.at(Long.MAX_VALUE);

    private final Logs logs;
    private final Applier applier;
    private final int limit;
    private final Runtime runtime;

    /** The logs there are now. */
    interface Logs {
        List<RecordLog> now() throws IOException;
    }

    /** @param limit sums that are held at most before they are applied */
    Replay(Logs logs, Applier applier, int limit, Runtime runtime) {
        this.logs = logs;
        this.applier = applier;
        this.limit = limit;
        this.runtime = runtime;
    }

    /**
     * Replays every log to its end.
     *
     * @param live the writer that is still appending
     * @param upTo the offset to which the live writer is replayed; everything below is appended
     * @param into learns which marks the boards hold now
     * @param cancelled asked now and then; once true the replay ends early, which is safe at any point
     * @return whether it came to its end; else it is to be called again
     * @throws io.tradeboard.redis.RedisUnavailableException if Redis cannot be reached; calling again is safe
     * @throws FencedException if somebody else moves the marks of the live writer
     */
    boolean run(String live, long upTo, Marks into, BooleanSupplier cancelled) throws IOException {
        try {
            boolean whole = !cancelled.getAsBoolean() && replayAll(live, upTo, into, cancelled);
            reportNotGone(runtime.notices());
            return whole;
        } catch (NoSuchFileException e) {
            // The next replay reads it if it is there again by then, and else reports a gap.
            reportGone(e, runtime.notices());
            return false;
        }
    }

    private boolean replayAll(String live, long upTo, Marks into, BooleanSupplier cancelled) throws IOException {
        long nowMillis = applier.timeMillis();
        for (RecordLog log : logs.now()) {
            boolean isLive = log.writer().equals(live);
            OfLog replay;
            int attempt = 0;
            do {
                if (attempt++ == ATTEMPTS) {
                    runtime.notices().remind(CHANGING, "boards keep changing while they are replayed; retrying");
                    return false;
                }
                replay = new OfLog(log, isLive, isLive ? upTo : Long.MAX_VALUE, nowMillis, cancelled);
                replay.run();
            } while (replay.again && !cancelled.getAsBoolean());
            into.putAll(log.writer(), replay.marks);
            if (replay.endsEarly) {
                into.incomplete(log.writer());
            }
        }
        return !cancelled.getAsBoolean();
    }

    /** Reports that a segment is gone between the listing and the reading, as happens while it is being restored. */
    static void reportGone(NoSuchFileException e, Notices notices) {
        notices.remind(GONE, "a file of the log is gone while it is being read: " + e.getFile() + "; trying again");
    }

    /** Reports that the segments could be read since. */
    static void reportNotGone(Notices notices) {
        notices.end(GONE, "all files of the log can be read again");
    }

    /** Reports records that are missing, once. */
    static void report(Gap gap, Notices notices) {
        notices.warnOnce(
                gap.reason() + "; what can be read is used, but its boards are UNVERIFIED: see tradeboard audit");
    }

    /** The replay of one log: one pass over its records; updates of each board whenever memory is full, and at the end. */
    private final class OfLog implements RecordLog.Sink {
        private final RecordLog log;
        private final boolean isLive;
        private final long upTo;
        private final long nowMillis;
        private final BooleanSupplier cancelled;
        private final Map<BoardId, Mark> marks = new HashMap<>();
        private final Set<BoardId> passed = new HashSet<>();
        private final ShardSpread shards = applier.sharding().spread();

        /** What a delta without trades is for each board that was fed. */
        private final Map<BoardId, BoardDelta> fed = new HashMap<>();

        private final Sums unfinished = new Sums();
        private Sums rest = new Sums();
        private long next;
        private long unfinishedTo;
        private long records;
        private long reportedNanos = runtime.ticker().getAsLong();
        private boolean again;
        private boolean endsEarly;

        OfLog(RecordLog log, boolean isLive, long upTo, long nowMillis, BooleanSupplier cancelled) {
            this.log = log;
            this.isLive = isLive;
            this.upTo = upTo;
            this.nowMillis = nowMillis;
            this.cancelled = cancelled;
        }

        void run() throws IOException {
            next = log.read(0, upTo, this);
            if (!cancelled.getAsBoolean()) {
                checkWithinLog();
                applyAll();
                if (!again) {
                    // However often memory made it apply what it had, the marks are those of one pass. A board that
                    // was moved is read again: to mark it would pass over what it lacks.
                    apply(List.copyOf(fed.values()), mark -> next);
                }
            }
        }

        @Override
        public boolean wants(Map<BoardId, Long> nexts) {
            settle(nexts.keySet());
            Map<BoardId, Long> ofShards = new HashMap<>();
            nexts.forEach((board, next) ->
                    board.shards(applier.sharding().of(board)).forEach(shard -> ofShards.put(shard, next)));
            Set<BoardId> unknown = new HashSet<>(ofShards.keySet());
            unknown.removeIf(board -> marks.containsKey(board) || isPassed(board));
            applier.marks(log.writer(), unknown).forEach(this::keep);
            return ofShards.entrySet().stream()
                    .anyMatch(board -> !isPassed(board.getKey())
                            && marks.getOrDefault(board.getKey(), Mark.ZERO).from() < board.getValue());
        }

        /** Nobody has to know how many shards a board had that has expired. */
        private void settle(Collection<BoardId> boards) {
            applier.settle(boards.stream()
                    .filter(board -> applier.isOpen(board, nowMillis))
                    .toList());
        }

        /** Whether a board has expired, or takes nothing. */
        private boolean isPassed(BoardId board) {
            return passed.contains(board) || !applier.isOpen(board, nowMillis) || applier.refuses(board);
        }

        @Override
        public boolean records(long offset, long arrivalMillis, TradeColumns trades) {
            records += trades.size();
            if (!goesOn()) {
                return false;
            }
            settle(trades.ids());
            shards.spread(trades);
            Sums.Adder behind = rest.adder(trades);
            Sums.Adder within = unfinished.adder(trades);
            @Nullable Mark[] markOf = new Mark[trades.boards()];
            for (int row = 0; row < trades.size(); row++) {
                int board = trades.boardOf(row);
                if (trades.isLate(row)) {
                    continue;
                }
                Mark mark = markOf[board];
                if (mark == null) {
                    mark = markOf(trades.board(board).id());
                    markOf[board] = mark;
                }
                if (offset + row >= mark.to()) {
                    behind.add(row);
                } else if (offset + row >= mark.from()) {
                    within.add(row);
                }
            }
            next = offset + trades.size();
            if (rest.size() > limit && next >= unfinishedTo) {
                // Memory is bounded: what is summed so far goes onto the boards before more is read.
                applyAll();
                rest = new Sums();
            }
            return true;
        }

        /** The mark of a board; {@link #PASSED} where nothing is to be added to it. */
        private Mark markOf(BoardId board) {
            if (passed.contains(board)) {
                return PASSED;
            }
            Mark mark = marks.get(board);
            mark = mark == null ? lookUp(board) : mark;
            if (mark == null) {
                passed.add(board);
                return PASSED;
            }
            return mark;
        }

        private @Nullable Mark lookUp(BoardId board) {
            if (isPassed(board)) {
                return null;
            }
            applier.marks(log.writer(), List.of(board)).forEach(this::keep);
            return marks.get(board);
        }

        private void keep(BoardId board, Mark mark) {
            unfinishedTo = Math.max(unfinishedTo, mark.isPartial() ? mark.to() : 0);
            marks.put(board, mark);
        }

        private boolean goesOn() {
            long now = runtime.ticker().getAsLong();
            if (now - reportedNanos >= PROGRESS_NANOS) {
                reportedNanos = now;
                runtime.notices().say(String.format(Locale.ROOT, "replaying the log: %,d records read", records));
            }
            return !cancelled.getAsBoolean();
        }

        @Override
        public void gap(Gap gap) {
            report(gap, runtime.notices());
        }

        /** A mark beyond the records means that the log lost its end, or came back from a copy: nothing proves the board. */
        private void checkWithinLog() {
            marks.forEach((board, mark) -> {
                if (mark.to() <= next) {
                    return;
                }
                if (isLive) {
                    throw new FencedException(board, mark, upTo, log.writer());
                }
                endsEarly = true;
                runtime.notices()
                        .warnOnce("the board " + board + " counts records up to " + mark + " of the writer "
                                + log.writer() + ", whose log ends at " + next
                                + ": the end of the log is lost, and the board is UNVERIFIED");
            });
        }

        private void applyAll() {
            apply(unfinished.deltas(), Mark::to);
            List<BoardDelta> deltas = rest.deltas();
            apply(deltas, mark -> next);
            deltas.forEach(delta -> fed.put(
                    delta.board(),
                    new BoardDelta(delta.board(), delta.scale(), 0, delta.lastTradeAtMillis(), Map.of())));
        }

        private void apply(List<BoardDelta> deltas, ToLongFunction<Mark> to) {
            List<BoardUpdate> updates = new ArrayList<>();
            for (BoardDelta delta : deltas) {
                Mark mark = marks.getOrDefault(delta.board(), Mark.ZERO);
                long target = to.applyAsLong(mark);
                // Of an update in parts whose last records are lost, or which its board refuses, nobody can make the
                // remaining parts, and nothing behind them counts before them.
                boolean possible = mark.isPartial() ? target == mark.to() : target > mark.from();
                if (possible && target <= next) {
                    updates.add(new BoardUpdate(delta, mark, target));
                }
            }
            Applier.Applied applied = applier.apply(log.writer(), updates);
            applied.moved().forEach((update, stored) -> {
                if (isLive && stored.to() > upTo) {
                    throw new FencedException(update.delta().board(), stored, upTo, log.writer());
                }
                again = true;
            });
            marks.putAll(applied.marks());
        }
    }
}
