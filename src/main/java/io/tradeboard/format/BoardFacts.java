package io.tradeboard.format;

import io.tradeboard.read.BoardCondition;
import io.tradeboard.read.BoardState;
import io.tradeboard.read.History;
import io.tradeboard.read.Standings;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * All that is said of a board, from which documents and pages are made.
 *
 * @param standings the board with the rows that go into the document
 * @param condition how it stands now
 * @param history its samples, for movement and the last hour; {@link History#NONE} where nobody asked for them
 * @param now when this was made, by the clock of Redis
 * @param nextAt when the board is read again, or null where that is not planned
 */
public record BoardFacts(
        Standings standings,
        BoardCondition condition,
        History history,
        Instant now,
        @Nullable Instant nextAt) {
    /** Those of a board that is read once, without its history. */
    public static BoardFacts of(Standings standings, Instant now) {
        return new BoardFacts(standings, standings.condition(), History.NONE, now, null);
    }

    /** Whether Redis could not be asked again though it was time to. */
    public boolean stale() {
        return standings.stale() || condition.state() == BoardState.REDIS_DOWN;
    }

    public String symbol() {
        return standings.board().symbol();
    }

    /** The same with at most that many rows. */
    public BoardFacts top(int depth) {
        return with(standings.top(depth));
    }

    /** The same with other rows. */
    public BoardFacts with(Standings others) {
        return new BoardFacts(others, condition, history, now, nextAt);
    }

    /** The same in another state, from that moment on. */
    public BoardFacts with(BoardCondition other, Instant since) {
        return new BoardFacts(standings, other, history, since, nextAt);
    }
}
