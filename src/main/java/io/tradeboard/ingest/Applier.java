package io.tradeboard.ingest;

import io.tradeboard.board.BoardUpdate;
import io.tradeboard.board.Mark;
import io.tradeboard.board.Outcome;
import io.tradeboard.board.RedisBoards;
import io.tradeboard.run.Notices;
import io.tradeboard.trade.BoardDelta;
import io.tradeboard.trade.BoardId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Applies moves and deals with what every kind of move has in common: a board that refuses one is quarantined, which
 * means left alone until the next start while the others go on.
 *
 * <p>Confined to the flush thread.
 */
final class Applier {
    private final RedisBoards boards;
    private final Notices notices;
    private final Set<BoardId> quarantined = new HashSet<>();

    Applier(RedisBoards boards, Notices notices) {
        this.boards = boards;
        this.notices = notices;
    }

    /** What a set of moves left: the marks now held, and the moves whose board held another mark, with that mark. */
    record Applied(Map<BoardId, Mark> marks, Map<BoardUpdate, Mark> moved) {}

    /**
     * Applies moves of one writer, each at most once.
     *
     * @throws io.tradeboard.redis.RedisUnavailableException if Redis cannot be reached; calling again is safe
     */
    Applied apply(String writer, List<BoardUpdate> moves) {
        List<BoardUpdate> allowed = moves.stream()
                .filter(move -> !quarantined.contains(move.share().board()))
                .toList();
        Map<BoardId, Outcome> outcomes = boards.apply(writer, allowed);
        Map<BoardId, Mark> marks = new HashMap<>();
        Map<BoardUpdate, Mark> moved = new HashMap<>();
        for (BoardUpdate move : allowed) {
            BoardId board = move.share().board();
            Outcome outcome = outcomes.get(board);
            if (outcome instanceof Outcome.Applied) {
                marks.put(board, Mark.at(move.to()));
            } else if (outcome instanceof Outcome.Moved other) {
                moved.put(move, other.stored());
            } else if (outcome instanceof Outcome.Refused refused) {
                quarantined.add(board);
                notices.say("the board " + board + " cannot take trades: " + refused.reason()
                        + "; its trades are in the log and are tried again at the next start");
            }
        }
        return new Applied(marks, moved);
    }

    /** What to stop with where a board holds a mark beyond the one that this daemon could have put there. */
    IllegalStateException foreign(BoardId board, Mark stored, long to, String writer) {
        return new IllegalStateException(
                "the mark of " + board + " is " + stored + ", beyond " + to + ": another process writes as " + writer);
    }

    /** Trades of the shares whose board refuses them. */
    long refused(List<BoardDelta> shares) {
        return shares.stream()
                .filter(share -> quarantined.contains(share.board()))
                .mapToLong(BoardDelta::trades)
                .sum();
    }

    RedisBoards boards() {
        return boards;
    }

    /** The quarantined boards by name, empty when all is well. */
    String quarantined() {
        return quarantined.stream().map(BoardId::toString).sorted().collect(Collectors.joining(", "));
    }
}
