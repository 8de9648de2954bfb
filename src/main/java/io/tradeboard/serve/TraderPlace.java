package io.tradeboard.serve;

import io.tradeboard.read.Standings;
import java.util.List;

/**
 * Where a trader stands in one symbol.
 *
 * @param view the board as it is served
 * @param own the trader's row
 * @param around the rows around it, best first, its own among them
 */
record TraderPlace(BoardView view, Standings.Row own, List<Standings.Row> around) {
    TraderPlace {
        around = List.copyOf(around);
    }
}
