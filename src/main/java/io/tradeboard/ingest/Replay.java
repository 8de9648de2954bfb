package io.tradeboard.ingest;

import io.tradeboard.board.Mark;
import io.tradeboard.board.Move;
import io.tradeboard.buffer.Sums;
import io.tradeboard.trade.BoardId;
import io.tradeboard.trade.LoggedTrade;
import io.tradeboard.trade.Share;
import io.tradeboard.trade.TradingDays;
import io.tradeboard.wal.Frame;
import io.tradeboard.wal.LogDirectory;
import io.tradeboard.wal.Segment;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Feeds each board the records after its mark, whatever the mark is: of every writer in the log directory, under that
 * writer's own id. Doing it twice changes nothing.
 */
final class Replay {
    private final LogDirectory directory;
    private final Applier applier;
    private final TradingDays days;
    private final BooleanSupplier cancelled;

    /** @param cancelled asked between frames; once true the replay ends early, which is safe at any point */
    Replay(LogDirectory directory, Applier applier, TradingDays days, BooleanSupplier cancelled) {
        this.directory = directory;
        this.applier = applier;
        this.days = days;
        this.cancelled = cancelled;
    }

    /**
     * The one rule of where a trade counts: on the board of its own day, or nowhere if it arrived when that was over.
     */
    static @Nullable BoardId boardOf(LoggedTrade trade, long arrivalMillis, TradingDays days) {
        LocalDate day = days.dayOf(trade.timestampMillis());
        return days.isLate(day, arrivalMillis) ? null : new BoardId(trade.symbol(), day);
    }

    /**
     * Replays every writer in the log directory to its end.
     *
     * @param live the writer that is still appending, empty where none is
     * @param upTo the sequence to which the live writer is replayed; everything up to it is synced
     * @return the marks that the live writer's boards hold now
     * @throws io.tradeboard.redis.RedisUnavailableException if Redis cannot be reached; calling again is safe
     * @throws io.tradeboard.wal.LogCorruptException if the log is damaged
     */
    Map<BoardId, Mark> run(String live, long upTo) throws IOException {
        Map<BoardId, Mark> liveMarks = new HashMap<>();
        Map<String, List<Segment>> writers = new LinkedHashMap<>();
        for (Segment segment : directory.segments()) {
            String writer = segment.writer();
            if (writer == null) {
                // Torn before its first record, or, while there is a live writer, just being created by it.
                if (live.isEmpty()) {
                    segment.read(new HashMap<>(), frame -> true);
                }
            } else {
                writers.computeIfAbsent(writer, w -> new ArrayList<>()).add(segment);
            }
        }
        for (Map.Entry<String, List<Segment>> writer : writers.entrySet()) {
            boolean isLive = writer.getKey().equals(live);
            Map<BoardId, Mark> marks =
                    new OfWriter(writer.getKey(), isLive ? upTo : Long.MAX_VALUE).run(writer.getValue());
            if (isLive) {
                liveMarks.putAll(marks);
            }
        }
        return liveMarks;
    }

    /** The replay of one writer: one pass over its records, then one or two moves a board. */
    private final class OfWriter {
        private final String writer;
        private final long upTo;
        private final long nowMillis = applier.boards().timeMillis();
        private final Map<BoardId, Mark> marks = new HashMap<>();
        private final Sums unfinished = new Sums();
        private final Sums rest = new Sums();
        private long last;

        OfWriter(String writer, long upTo) {
            this.writer = writer;
            this.upTo = upTo;
        }

        Map<BoardId, Mark> run(List<Segment> segments) throws IOException {
            for (Segment segment : segments) {
                segment.read(new HashMap<>(), frame -> {
                    if (frame.firstSequence() <= upTo && !cancelled.getAsBoolean()) {
                        sum(frame);
                        last = frame.lastSequence();
                    }
                    return last < upTo && !cancelled.getAsBoolean();
                });
            }
            if (!cancelled.getAsBoolean()) {
                apply(unfinished, mark -> mark.to());
                apply(rest, mark -> last);
            }
            return marks;
        }

        private void sum(Frame frame) {
            ByteBuffer records = frame.records().duplicate();
            for (long sequence = frame.firstSequence(); sequence <= frame.lastSequence(); sequence++) {
                LoggedTrade trade = LoggedTrade.decode(records);
                BoardId board = boardOf(trade, frame.arrivalMillis(), days);
                if (board == null || days.expiresMillis(board.day()) <= nowMillis) {
                    continue;
                }
                Mark mark = marks.computeIfAbsent(board, b -> applier.boards().mark(b, writer));
                if (sequence > mark.to()) {
                    rest.add(board, trade);
                } else if (sequence > mark.from()) {
                    unfinished.add(board, trade);
                }
            }
        }

        private void apply(Sums sums, ToLongFunction<Mark> to) {
            List<Move> moves = new ArrayList<>();
            for (Share share : sums.shares()) {
                Mark mark = marks.getOrDefault(share.board(), Mark.ZERO);
                moves.add(new Move(share, mark, to.applyAsLong(mark)));
            }
            Applier.Applied applied = applier.apply(writer, moves);
            if (!applied.moved().isEmpty()) {
                Map.Entry<Move, Mark> first =
                        applied.moved().entrySet().iterator().next();
                throw new IllegalStateException(
                        "the mark of " + first.getKey().share().board() + " moved to " + first.getValue()
                                + " during a replay; another process writes as " + writer);
            }
            marks.putAll(applied.marks());
        }
    }
}
