package io.tradeboard.ingest;

import io.tradeboard.board.BoardUpdate;
import io.tradeboard.board.Mark;
import io.tradeboard.buffer.Buffer;
import io.tradeboard.redis.RedisUnavailableException;
import io.tradeboard.run.Backoff;
import io.tradeboard.run.Notices;
import io.tradeboard.trade.BoardDelta;
import io.tradeboard.trade.BoardId;
import io.tradeboard.trade.TradingDays;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The third thread: moves what is in the buffer onto the boards, again and again until Redis has taken it. Every
 * two seconds it compares the marks of all boards and writers with those that it knows, so a board that nobody trades on
 * heals too, and says that it lives.
 */
final class Flusher {
    private final Buffer buffer;
    private final Applier applier;
    private final Replay replay;
    private final Pulse pulse;
    private final Pruner pruner;
    private final String writer;
    private final Counters counters;
    private final Notices notices;
    private final TradingDays days;
    private final Map<String, Map<BoardId, Mark>> held;
    private final CountDownLatch abandon = new CountDownLatch(1);
    private long flushedTo;

    /** @param held the marks that the start-up replay left on the boards, by writer */
    Flusher(
            Buffer buffer,
            Applier applier,
            Replay replay,
            Pulse pulse,
            Pruner pruner,
            String writer,
            Counters counters,
            Notices notices,
            TradingDays days,
            Map<String, Map<BoardId, Mark>> held) {
        this.buffer = buffer;
        this.applier = applier;
        this.replay = replay;
        this.pulse = pulse;
        this.pruner = pruner;
        this.writer = writer;
        this.counters = counters;
        this.notices = notices;
        this.days = days;
        this.held = held;
    }

    /** Asks the thread to try no more; what is not applied stays in the log. */
    void abandon() {
        abandon.countDown();
    }

    /** Flushes until the buffer is closed and empty, or {@link #abandon} is called while Redis is away. */
    void run() throws IOException, InterruptedException {
        look(pulse::running);
        while (!buffer.isDrained()) {
            if (buffer.awaitDue(Pulse.BEAT) && !flush(buffer.take())) {
                return;
            }
            if (pulse.isDue()) {
                look(pulse::running);
            }
        }
        look(pulse::stopped);
    }

    /** Applies until it is done; false if that was given up. */
    private boolean flush(Buffer.Taken taken) throws IOException, InterruptedException {
        Backoff backoff = new Backoff();
        while (true) {
            try {
                apply(taken);
                pulse.flushed(taken.arrived());
                long refused = applier.refused(taken.shares());
                counters.refused.addAndGet(refused);
                counters.flushed.addAndGet(taken.trades() - refused);
                RedisOutage.back(notices);
                buffer.flushed();
                return true;
            } catch (RedisUnavailableException e) {
                RedisOutage.away(notices, e);
                if (abandon.await(backoff.next().toMillis(), TimeUnit.MILLISECONDS)) {
                    return false;
                }
            }
        }
    }

    private void apply(Buffer.Taken taken) throws IOException {
        Map<BoardId, Mark> own = held.computeIfAbsent(writer, w -> new HashMap<>());
        List<BoardUpdate> moves = new ArrayList<>();
        for (BoardDelta share : taken.shares()) {
            Mark mark = own.getOrDefault(share.board(), Mark.ZERO);
            // Where healing did not come to its end, the boards that needed none have their shares already.
            if (!mark.equals(Mark.at(taken.to()))) {
                moves.add(new BoardUpdate(share, mark, taken.to()));
            }
        }
        Applier.Applied applied = applier.apply(writer, moves);
        own.putAll(applied.marks());
        applied.moved().forEach((move, stored) -> {
            if (stored.to() > move.to()) {
                throw applier.foreign(move.share().board(), stored, move.to(), writer);
            }
            sayWentBack(move.share().board(), move.previous(), stored);
        });
        if (!taken.whole() || !applied.moved().isEmpty()) {
            heal(taken.to());
        }
        flushedTo = taken.to();
    }

    /** A word of how the daemon is. */
    private interface Word {
        void say() throws IOException;
    }

    /** Looks whether every mark is still where it was put, heals if not, deletes what is over, and says how it is. */
    private void look(Word word) throws IOException {
        try {
            long now = applier.boards().timeMillis();
            if (wentBack(now)) {
                heal(flushedTo);
            }
            pruner.pruneWhenDue(now);
            word.say();
            RedisOutage.back(notices);
        } catch (RedisUnavailableException e) {
            pulse.skip();
            RedisOutage.away(notices, e);
        }
    }

    /** Whether a board holds less than this daemon put there, or the writers of this log before it. */
    private boolean wentBack(long nowMillis) {
        Set<BoardId> open = new HashSet<>();
        for (Map<BoardId, Mark> marks : held.values()) {
            marks.keySet().removeIf(board -> days.expiresMillis(board.day()) <= nowMillis);
            open.addAll(marks.keySet());
        }
        Map<BoardId, Map<String, Mark>> stored = applier.boards().marks(open);
        for (Map.Entry<String, Map<BoardId, Mark>> ofWriter : held.entrySet()) {
            for (Map.Entry<BoardId, Mark> expected : ofWriter.getValue().entrySet()) {
                BoardId board = expected.getKey();
                Mark put = expected.getValue();
                Mark found = stored.getOrDefault(board, Map.of()).getOrDefault(ofWriter.getKey(), Mark.ZERO);
                if (found.to() > Math.max(put.to(), flushedTo)
                        && ofWriter.getKey().equals(writer)) {
                    throw applier.foreign(board, found, put.to(), writer);
                }
                if (found.to() < put.to()) {
                    sayWentBack(board, put, found);
                    return true;
                }
                if (found.isPartial()) {
                    return true;
                }
                // Further than it was put: by healing that did not come to its end.
                expected.setValue(found);
            }
        }
        return false;
    }

    private void sayWentBack(BoardId board, Mark from, Mark to) {
        notices.say("the board " + board + " went back from record " + from + " to " + to
                + "; replaying what it lost from the log");
    }

    private void heal(long upTo) throws IOException {
        pulse.healing();
        replay.run(writer, upTo)
                .forEach((other, marks) ->
                        held.computeIfAbsent(other, w -> new HashMap<>()).putAll(marks));
    }
}
