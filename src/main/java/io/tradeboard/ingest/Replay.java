package io.tradeboard.ingest;

import io.tradeboard.board.BoardUpdate;
import io.tradeboard.board.Mark;
import io.tradeboard.buffer.Sums;
import io.tradeboard.log.Summaries;
import io.tradeboard.run.Notices;
import io.tradeboard.trade.BoardDelta;
import io.tradeboard.trade.BoardId;
import io.tradeboard.trade.LoggedTrade;
import io.tradeboard.trade.TradingDays;
import io.tradeboard.wal.Frame;
import io.tradeboard.wal.LogCorruptException;
import io.tradeboard.wal.LogDirectory;
import io.tradeboard.wal.Segment;
import io.tradeboard.wal.WriterLog;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.ToLongFunction;

/**
 * Feeds each board the records after its mark, whatever the mark is: of every writer in the log directory, under that
 * writer's own id. Doing it twice changes nothing. Segments whose every record is on its board are not read.
 */
final class Replay {
    private static final int ATTEMPTS = 5;

    private final LogDirectory directory;
    private final Summaries summaries;
    private final Applier applier;
    private final TradingDays days;
    private final int limit;
    private final Notices notices;
    private final Pulse pulse;
    private final BooleanSupplier cancelled;

    /**
     * @param limit sums that are held at most before they are applied
     * @param cancelled asked between frames; once true the replay ends early, which is safe at any point
     */
    Replay(
            LogDirectory directory,
            Summaries summaries,
            Applier applier,
            TradingDays days,
            int limit,
            Notices notices,
            Pulse pulse,
            BooleanSupplier cancelled) {
        this.directory = directory;
        this.summaries = summaries;
        this.applier = applier;
        this.days = days;
        this.limit = limit;
        this.notices = notices;
        this.pulse = pulse;
        this.cancelled = cancelled;
    }

    /**
     * Replays every writer in the log directory to its end.
     *
     * @param live the writer that is still appending
     * @param upTo the sequence to which the live writer is replayed; everything up to it is appended
     * @return the marks that the boards hold now, by writer
     * @throws io.tradeboard.redis.RedisUnavailableException if Redis cannot be reached; calling again is safe
     */
    Map<String, Map<BoardId, Mark>> run(String live, long upTo) throws IOException {
        List<WriterLog> writers = LogDirectory.writers(directory.segments());
        Pass pass = new Pass(live, upTo, writers);
        Map<String, Map<BoardId, Mark>> marks = new HashMap<>();
        for (WriterLog writer : writers) {
            marks.put(writer.writer(), pass.replay(writer));
        }
        return marks;
    }

    /** One replay of all writers. */
    private final class Pass {
        private final String live;
        private final long upTo;
        private final long nowMillis = applier.boards().timeMillis();
        private final long bytesInAll;
        private long bytes;
        private long records;

        Pass(String live, long upTo, List<WriterLog> writers) throws IOException {
            this.live = live;
            this.upTo = upTo;
            long sum = 0;
            for (WriterLog writer : writers) {
                for (Segment segment : writer.segments()) {
                    sum += Files.size(segment.path());
                }
            }
            this.bytesInAll = sum;
        }

        Map<BoardId, Mark> replay(WriterLog log) throws IOException {
            for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
                OfWriter replay = new OfWriter(this, log);
                replay.run();
                if (!replay.again) {
                    return replay.marks;
                }
            }
            throw new IllegalStateException("the boards changed " + ATTEMPTS + " times during one replay");
        }

        boolean isOpen(BoardId board) {
            return days.expiresMillis(board.day()) > nowMillis;
        }
    }

    /** The replay of one writer: one pass over its records, then one or two moves a board. */
    private final class OfWriter implements Segment.Visitor {
        private final Pass pass;
        private final WriterLog log;
        private final boolean isLive;
        private final long upTo;
        private final Map<BoardId, Mark> marks = new HashMap<>();
        private final Sums unfinished = new Sums();
        private Sums rest = new Sums();
        private long last;
        private long unfinishedTo;
        private boolean again;

        OfWriter(Pass pass, WriterLog log) {
            this.pass = pass;
            this.log = log;
            this.isLive = log.writer().equals(pass.live);
            this.upTo = isLive ? pass.upTo : Long.MAX_VALUE;
        }

        void run() throws IOException {
            readMarks();
            for (Segment segment : log.segments()) {
                if (isCovered(segment)) {
                    last = summaries.of(segment).lastSequence();
                } else if (last < upTo && !cancelled.getAsBoolean()) {
                    segment.read(new HashMap<>(), this);
                }
                pass.bytes += Files.size(segment.path());
            }
            if (!cancelled.getAsBoolean()) {
                checkWithinLog();
                applyAll();
            }
        }

        /** The marks of all boards that the summaries name, so that what they cover need not be read. */
        private void readMarks() throws IOException {
            Set<BoardId> boards = new HashSet<>();
            for (Segment segment : log.segments()) {
                if (!isGrowing(segment)) {
                    boards.addAll(summaries.of(segment).boards().keySet());
                }
            }
            boards.removeIf(board -> !pass.isOpen(board));
            applier.boards()
                    .marks(boards)
                    .forEach((board, ofBoard) -> keep(board, ofBoard.getOrDefault(log.writer(), Mark.ZERO)));
        }

        private boolean isGrowing(Segment segment) {
            return isLive && segment.lastOfWriter();
        }

        private boolean isCovered(Segment segment) throws IOException {
            if (isGrowing(segment)) {
                return false;
            }
            return summaries.of(segment).boards().entrySet().stream()
                    .allMatch(board -> !pass.isOpen(board.getKey())
                            || marks.getOrDefault(board.getKey(), Mark.ZERO).from() >= board.getValue());
        }

        @Override
        public boolean frame(Frame frame) throws IOException {
            if (frame.firstSequence() > upTo || cancelled.getAsBoolean()) {
                return false;
            }
            sum(frame);
            pass.records += frame.count();
            pulse.replayed(pass.records, pass.bytes, pass.bytesInAll);
            return last < upTo;
        }

        @Override
        public void damaged(LogCorruptException damage) {
            notices.sayOnce(Damage.message(String.valueOf(damage.getMessage())));
        }

        private void sum(Frame frame) {
            ByteBuffer of = frame.records().duplicate();
            for (long sequence = frame.firstSequence(); sequence <= frame.lastSequence(); sequence++) {
                LoggedTrade trade = LoggedTrade.decode(of);
                BoardId board = days.boardOf(trade.symbol(), trade.timestampMillis(), frame.arrivalMillis());
                if (board == null || !pass.isOpen(board)) {
                    continue;
                }
                Mark mark = marks.get(board);
                if (mark == null) {
                    mark = keep(board, applier.boards().mark(board, log.writer()));
                }
                if (sequence > mark.to()) {
                    rest.add(board, trade);
                } else if (sequence > mark.from()) {
                    unfinished.add(board, trade);
                }
            }
            last = frame.lastSequence();
            if (rest.size() > limit && last >= unfinishedTo) {
                // Memory is bounded: what is summed so far goes onto the boards before more is read.
                applyAll();
                rest = new Sums();
            }
        }

        private Mark keep(BoardId board, Mark mark) {
            unfinishedTo = Math.max(unfinishedTo, mark.isPartial() ? mark.to() : 0);
            marks.put(board, mark);
            return mark;
        }

        /** A mark beyond the records means that the log lost its end, or came back from a copy: nothing proves the board. */
        private void checkWithinLog() {
            for (Map.Entry<BoardId, Mark> board : marks.entrySet()) {
                Mark mark = board.getValue();
                if (isLive && mark.to() > upTo) {
                    throw applier.foreign(board.getKey(), mark, upTo, log.writer());
                }
                if (mark.to() <= last) {
                    continue;
                }
                notices.sayOnce("the board " + board.getKey() + " counts records up to " + mark + " of the writer "
                        + log.writer() + ", whose log ends at " + last
                        + ": the end of the log is lost, and the board is UNPROVEN");
            }
        }

        private void applyAll() {
            apply(unfinished, mark -> mark.to());
            apply(rest, mark -> last);
        }

        private void apply(Sums sums, ToLongFunction<Mark> to) {
            List<BoardUpdate> moves = new ArrayList<>();
            for (BoardDelta share : sums.shares()) {
                Mark mark = marks.getOrDefault(share.board(), Mark.ZERO);
                long target = to.applyAsLong(mark);
                // Of a move in parts whose last records are lost, nobody can make the remaining parts.
                if (target > mark.from() && target <= last) {
                    moves.add(new BoardUpdate(share, mark, target));
                }
            }
            Applier.Applied applied = applier.apply(log.writer(), moves);
            applied.moved().forEach((move, stored) -> {
                if (isLive && stored.to() > move.to()) {
                    throw applier.foreign(move.share().board(), stored, move.to(), log.writer());
                }
                again = true;
            });
            marks.putAll(applied.marks());
        }
    }
}
