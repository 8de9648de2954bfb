package io.tradeboard.ingest;

import io.tradeboard.board.Heartbeat;
import io.tradeboard.board.Heartbeats;
import io.tradeboard.board.Mark;
import io.tradeboard.board.Move;
import io.tradeboard.buffer.Buffer;
import io.tradeboard.redis.RedisUnavailableException;
import io.tradeboard.trade.BoardId;
import io.tradeboard.trade.Share;
import io.tradeboard.wal.LogDirectory;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The third thread: moves what is in the buffer onto the boards, again and again until Redis has taken it; and says
 * every two seconds that it lives.
 */
final class Flusher {
    private static final Duration BEAT = Duration.ofSeconds(2);

    private final Buffer buffer;
    private final Applier applier;
    private final Replay replay;
    private final Heartbeats heartbeats;
    private final LogDirectory directory;
    private final String writer;
    private final Counters counters;
    private final Notices notices;
    private final Clock clock;
    private final Instant since;
    private final Map<BoardId, Mark> marks = new HashMap<>();
    private final CountDownLatch abandon = new CountDownLatch(1);
    private long beatMillis;
    private long beatAccepted;

    Flusher(
            Buffer buffer,
            Applier applier,
            Replay replay,
            Heartbeats heartbeats,
            LogDirectory directory,
            String writer,
            Counters counters,
            Notices notices,
            Clock clock) {
        this.buffer = buffer;
        this.applier = applier;
        this.replay = replay;
        this.heartbeats = heartbeats;
        this.directory = directory;
        this.writer = writer;
        this.counters = counters;
        this.notices = notices;
        this.clock = clock;
        this.since = clock.instant();
    }

    /** Asks the thread to try no more; what is not applied stays in the log. */
    void abandon() {
        abandon.countDown();
    }

    /** Flushes until the buffer is closed and empty, or {@link #abandon} is called while Redis is away. */
    void run() throws IOException, InterruptedException {
        beat("RUNNING");
        while (!(buffer.isClosed() && buffer.trades() == 0)) {
            if (buffer.awaitDue(BEAT) && !flush(buffer.take())) {
                return;
            }
            if (clock.millis() - beatMillis >= BEAT.toMillis()) {
                beat("RUNNING");
            }
        }
        beat("STOPPED");
    }

    /** Applies until it is done; false if that was given up. */
    private boolean flush(Buffer.Taken taken) throws IOException, InterruptedException {
        Backoff backoff = new Backoff();
        while (true) {
            try {
                apply(taken);
                counters.flushed.addAndGet(taken.trades());
                notices.redisBack();
                return true;
            } catch (RedisUnavailableException e) {
                notices.redisAway(e.reason());
                if (abandon.await(backoff.next().toMillis(), TimeUnit.MILLISECONDS)) {
                    return false;
                }
            }
        }
    }

    private void apply(Buffer.Taken taken) throws IOException {
        boolean behind = !taken.whole();
        List<Move> moves = new ArrayList<>();
        for (Share share : taken.shares()) {
            moves.add(new Move(share, marks.getOrDefault(share.board(), Mark.ZERO), taken.to()));
        }
        Applier.Applied applied = applier.apply(writer, moves);
        marks.putAll(applied.marks());
        for (Map.Entry<Move, Mark> moved : applied.moved().entrySet()) {
            BoardId board = moved.getKey().share().board();
            if (moved.getValue().to() > taken.to()) {
                throw new IllegalStateException("the mark of " + board + " is " + moved.getValue() + ", beyond "
                        + taken.to() + ": another process writes as " + writer + "; is the log directory copied?");
            }
            behind = true;
            notices.say("the board " + board + " went back from record "
                    + moved.getKey().previous() + " to " + moved.getValue() + "; replaying it from the log");
        }
        if (behind) {
            beat("HEALING");
            marks.putAll(replay.run(writer, taken.to()));
        }
    }

    private void beat(String state) throws IOException {
        long now = clock.millis();
        long accepted = counters.accepted.get();
        double seconds = Math.max(1, now - beatMillis) / 1_000.0;
        double rate = beatMillis == 0 ? 0 : (accepted - beatAccepted) / seconds;
        Heartbeat beat = new Heartbeat(
                writer,
                since,
                since,
                Duration.ZERO,
                state,
                rate,
                buffer.oldestAge().toMillis(),
                counters.rejected.get(),
                counters.late.get(),
                counters.duplicates.get(),
                directory.bytes(),
                applier.quarantined());
        beatMillis = now;
        beatAccepted = accepted;
        try {
            heartbeats.publish(beat);
            notices.redisBack();
        } catch (RedisUnavailableException e) {
            notices.redisAway(e.reason());
        }
    }
}
