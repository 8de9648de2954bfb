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
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.ToLongFunction;

/**
 * Feeds each board the records after its mark, whatever the mark is: of every writer in the log directory, under that
 * writer's own id. Doing it twice changes nothing.
 */
final class Replay {
    private static final int ATTEMPTS = 5;

    private final LogDirectory directory;
    private final Applier applier;
    private final TradingDays days;
    private final int limit;
    private final BooleanSupplier cancelled;

    /**
     * @param limit sums that are held at most before they are applied
     * @param cancelled asked between frames; once true the replay ends early, which is safe at any point
     */
    Replay(LogDirectory directory, Applier applier, TradingDays days, int limit, BooleanSupplier cancelled) {
        this.directory = directory;
        this.applier = applier;
        this.days = days;
        this.limit = limit;
        this.cancelled = cancelled;
    }

    /**
     * Replays every writer in the log directory to its end.
     *
     * @param live the writer that is still appending, empty where none is
     * @param upTo the sequence to which the live writer is replayed; everything up to it is synced
     * @return the marks that the boards hold now, by writer
     * @throws io.tradeboard.redis.RedisUnavailableException if Redis cannot be reached; calling again is safe
     * @throws io.tradeboard.wal.LogCorruptException if the log is damaged
     */
    Map<String, Map<BoardId, Mark>> run(String live, long upTo) throws IOException {
        Map<String, List<Segment>> writers = new LinkedHashMap<>();
        for (Segment segment : directory.segments()) {
            String writer = segment.writer();
            if (writer != null) {
                writers.computeIfAbsent(writer, w -> new ArrayList<>()).add(segment);
            } else if (live.isEmpty()) {
                // Torn before its first record. Beside a live writer it may also be just in the making.
                segment.read(new HashMap<>(), frame -> true);
            }
        }
        Map<String, Map<BoardId, Mark>> marks = new HashMap<>();
        for (Map.Entry<String, List<Segment>> writer : writers.entrySet()) {
            long to = writer.getKey().equals(live) ? upTo : Long.MAX_VALUE;
            marks.put(writer.getKey(), ofWriter(writer.getKey(), writer.getValue(), to));
        }
        return marks;
    }

    private Map<BoardId, Mark> ofWriter(String writer, List<Segment> segments, long upTo) throws IOException {
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            OfWriter replay = new OfWriter(writer, upTo);
            replay.run(segments);
            if (!replay.wentBack) {
                return replay.marks;
            }
        }
        throw new IllegalStateException("the boards went back " + ATTEMPTS + " times during one replay");
    }

    /** The replay of one writer: one pass over its records, then one or two moves a board. */
    private final class OfWriter {
        private final String writer;
        private final long upTo;
        private final long nowMillis = applier.boards().timeMillis();
        private final Map<BoardId, Mark> marks = new HashMap<>();
        private final Sums unfinished = new Sums();
        private Sums rest = new Sums();
        private long last;
        private long unfinishedTo;
        private boolean wentBack;

        OfWriter(String writer, long upTo) {
            this.writer = writer;
            this.upTo = upTo;
        }

        void run(List<Segment> segments) throws IOException {
            for (Segment segment : segments) {
                segment.read(new HashMap<>(), frame -> {
                    if (frame.firstSequence() <= upTo && !cancelled.getAsBoolean()) {
                        sum(frame);
                    }
                    return last < upTo && !cancelled.getAsBoolean();
                });
            }
            if (!cancelled.getAsBoolean()) {
                apply(unfinished, mark -> mark.to());
                apply(rest, mark -> last);
            }
        }

        private void sum(Frame frame) {
            ByteBuffer records = frame.records().duplicate();
            for (long sequence = frame.firstSequence(); sequence <= frame.lastSequence(); sequence++) {
                LoggedTrade trade = LoggedTrade.decode(records);
                BoardId board = days.boardOf(trade.symbol(), trade.timestampMillis(), frame.arrivalMillis());
                if (board == null || days.expiresMillis(board.day()) <= nowMillis) {
                    continue;
                }
                Mark mark = marks.computeIfAbsent(board, this::mark);
                if (sequence > mark.to()) {
                    rest.add(board, trade);
                } else if (sequence > mark.from()) {
                    unfinished.add(board, trade);
                }
            }
            last = frame.lastSequence();
            if (rest.size() > limit && last >= unfinishedTo) {
                // Memory is bounded: what is summed so far goes onto the boards before more is read.
                apply(unfinished, mark -> mark.to());
                apply(rest, mark -> last);
                rest = new Sums();
            }
        }

        private Mark mark(BoardId board) {
            Mark mark = applier.boards().mark(board, writer);
            unfinishedTo = Math.max(unfinishedTo, mark.isPartial() ? mark.to() : 0);
            return mark;
        }

        private void apply(Sums sums, ToLongFunction<Mark> to) {
            List<Move> moves = new ArrayList<>();
            for (Share share : sums.shares()) {
                Mark mark = marks.getOrDefault(share.board(), Mark.ZERO);
                long target = to.applyAsLong(mark);
                if (target > mark.from()) {
                    moves.add(new Move(share, mark, target));
                }
            }
            Applier.Applied applied = applier.apply(writer, moves);
            applied.moved().forEach((move, stored) -> {
                if (stored.to() > move.to()) {
                    throw applier.foreign(move, stored, writer);
                }
                wentBack = true;
            });
            marks.putAll(applied.marks());
        }
    }
}
