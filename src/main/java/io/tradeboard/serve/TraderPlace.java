package io.tradeboard.serve;

import io.tradeboard.format.BoardFacts;
import io.tradeboard.read.Standings;
import java.util.List;

/**
 * Where a trader stands in one symbol.
 *
 * @param facts the board as it is served
 * @param own the trader's row
 * @param around the rows around it, best first, its own among them
 */
record TraderPlace(BoardFacts facts, Standings.Row own, List<Standings.Row> around) {
    TraderPlace {
        around = List.copyOf(around);
    }
}
