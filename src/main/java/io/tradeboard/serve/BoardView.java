package io.tradeboard.serve;

import io.tradeboard.read.BoardCondition;
import io.tradeboard.read.History;
import io.tradeboard.read.Standings;
import java.time.Instant;

/**
 * A board as it is served until the next one: everything that a page or an answer says of it.
 *
 * @param standings the top of the board, at most {@link ServeConfig#MOST_ROWS} rows
 * @param history its last hour, for movement and bars; of a day that is over there is none
 * @param condition how it stands, with what was known when this was made
 * @param madeAt when this was made, by the clock of Redis
 * @param nextAt when the next one is due, by the same clock; of a board that never moves again, the end of its life here
 */
record BoardView(Standings standings, History history, BoardCondition condition, Instant madeAt, Instant nextAt) {
    String symbol() {
        return standings.board().symbol();
    }
}
