package io.tradeboard.serve;

import io.tradeboard.format.BoardFacts;
import io.tradeboard.read.Standings;
import java.util.List;
import org.jspecify.annotations.Nullable;

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

    /** The place on a board in memory, or null where that does not reach so far down. */
    static @Nullable TraderPlace find(BoardFacts facts, String trader, int around) {
        List<Standings.Row> rows = facts.standings().rows();
        for (int i = 0; i < rows.size(); i++) {
            if (rows.get(i).isShownAs(trader)) {
                return new TraderPlace(
                        facts,
                        rows.get(i),
                        rows.subList(Math.max(0, i - around), Math.min(rows.size(), i + around + 1)));
            }
        }
        return null;
    }
}
