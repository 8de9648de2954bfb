package io.tradeboard.ingest;

import io.tradeboard.board.BoardState;
import io.tradeboard.board.BoardUpdate;
import io.tradeboard.board.Mark;
import io.tradeboard.board.RedisBoards;
import io.tradeboard.board.RedisMarks;
import io.tradeboard.redis.RedisUnavailableException;
import io.tradeboard.trade.BoardDelta;
import io.tradeboard.trade.BoardId;
import io.tradeboard.trade.TradingDays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Applies updates, and sets boards aside that refuse them.
 *
 * <p>Confined to the flush thread.
 */
final class Applier {
    private final RedisBoards boards;
    private final RedisMarks marks;
    private final Refusals refusals;
    private final Sharding sharding;
    private final TradingDays days;
    private final Step.Observer steps;

    Applier(
            RedisBoards boards,
            RedisMarks marks,
            Refusals refusals,
            Sharding sharding,
            TradingDays days,
            Step.Observer steps) {
        this.boards = boards;
        this.marks = marks;
        this.refusals = refusals;
        this.sharding = sharding;
        this.days = days;
        this.steps = steps;
    }

    Sharding sharding() {
        return sharding;
    }

    /**
     * Settles into how many shards these boards are split. Boards for which a master of a cluster would have to be asked that
     * is away are set aside, with all their shards.
     *
     * @throws RedisUnavailableException if Redis cannot be reached; calling again is safe
     */
    void settle(Collection<BoardId> asked) {
        sharding.settle(asked).forEach((board, why) -> {
            Set<BoardId> shards = new HashSet<>(sharding.shards(board));
            shards.add(board);
            shards.forEach(shard -> refusals.away(shard, why));
        });
    }

    /** What updates left: the marks now held, and the updates whose board holds another mark, with that mark. */
    record Applied(Map<BoardId, Mark> marks, Map<BoardUpdate, Mark> moved) {}

    /**
     * Applies updates of one writer, each at most once.
     *
     * @throws io.tradeboard.redis.RedisUnavailableException if Redis cannot be reached; calling again is safe
     */
    Applied apply(String writer, List<BoardUpdate> updates) {
        List<BoardUpdate> allowed = updates.stream()
                .filter(update -> !refusals.contains(update.delta().board()))
                .toList();
        steps.reached(Step.FLUSH);
        Map<BoardId, BoardState> states = boards.apply(writer, allowed);
        steps.reached(Step.REPLY);
        Map<BoardId, Mark> held = new HashMap<>();
        Map<BoardUpdate, Mark> moved = new HashMap<>();
        for (BoardUpdate update : allowed) {
            BoardId board = update.delta().board();
            Mark mark = markOf(board, states.get(board));
            if (mark == null) {
                continue;
            }
            if (mark.equals(Mark.at(update.to()))) {
                held.put(board, mark);
            } else {
                moved.put(update, mark);
            }
        }
        return new Applied(held, moved);
    }

    /** The marks of boards that take trades; those of boards that refuse are not among them. */
    Map<BoardId, Mark> marks(String writer, Collection<BoardId> asked) {
        Map<BoardId, Mark> found = new HashMap<>();
        marks.states(writer, asked).forEach((board, state) -> {
            Mark mark = markOf(board, state);
            if (mark != null) {
                found.put(board, mark);
            }
        });
        return found;
    }

    /** The mark of a board that takes trades; one that does not is set aside, and there is none. */
    private @Nullable Mark markOf(BoardId board, @Nullable BoardState state) {
        if (state instanceof BoardState.Open open) {
            return open.mark();
        }
        if (state instanceof BoardState.InParts parts) {
            return parts.mark();
        }
        if (state instanceof BoardState.Refused refused) {
            refusals.add(board, refused.reason());
        } else if (state instanceof BoardState.Away away) {
            refusals.away(board, away.why());
        } else if (state instanceof BoardState.Closed) {
            refusals.closed(board);
        }
        return null;
    }

    /** Whether boards that refused are another than before, so that they are to be fed from the log. */
    boolean readmit(long nowMillis) {
        return refusals.readmit(nowMillis);
    }

    /** Notes that all boards were fed from the log since {@link #readmit}. */
    void readmitted() {
        refusals.readmitted();
    }

    /** Counts trades that wait for their board. */
    void waiting(BoardDelta delta) {
        refusals.waiting(delta);
    }

    void expire(long nowMillis) {
        refusals.expire(nowMillis);
        sharding.forget(board -> days.expiresMillis(board.day()) <= nowMillis);
    }

    boolean refuses(BoardId board) {
        return refusals.contains(board);
    }

    /** Whether the board has not expired by the clock of Redis; where it has by that clock alone, it is set aside. */
    boolean isOpen(BoardId board, long nowMillis) {
        boolean open = days.expiresMillis(board.day()) > nowMillis;
        if (!open) {
            refusals.closed(board);
        }
        return open;
    }

    /** Sees to it that these boards are in the index of symbols, which may have lost them. */
    void list(Collection<BoardId> known) {
        boards.list(known.stream().filter(board -> !refuses(board)).toList());
    }

    /** Now, by the clock of Redis. */
    long timeMillis() {
        return boards.timeMillis();
    }

    void reopen(String writer, Collection<BoardId> reopened) {
        marks.reopen(writer, reopened);
    }

    void close(String writer, Map<BoardId, Mark> held) {
        marks.close(writer, held);
    }

    /** Notes which records are gone that boards should count. */
    void gaps(String writer, Map<BoardId, Mark> held, Map<BoardId, String> gaps) {
        marks.gaps(writer, held, gaps);
    }
}
