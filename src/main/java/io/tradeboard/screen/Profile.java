package io.tradeboard.screen;

import io.tradeboard.read.History;
import io.tradeboard.read.LastHour;
import io.tradeboard.read.Neighbours;
import io.tradeboard.read.Standings;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a trader stands on every board of a day.
 *
 * @param places the configured symbols first
 * @param omitted how many more symbols there are that were not read
 */
record Profile(LocalDate day, List<Place> places, int omitted) {
    Profile {
        places = List.copyOf(places);
    }

    /**
     * A trader on one board.
     *
     * @param neighbours the trader's row between those next to it, null where the board cannot be read
     */
    record Place(String symbol, @Nullable Neighbours neighbours, History history) {
        Standings.@Nullable Row own() {
            return neighbours == null ? null : neighbours.own();
        }

        /** The nearest row above that has more, or null. */
        Standings.@Nullable Row above() {
            return beside(-1);
        }

        /** The row below, or null. */
        Standings.@Nullable Row below() {
            return beside(1);
        }

        private Standings.@Nullable Row beside(int step) {
            if (neighbours == null || neighbours.own() == null) {
                return null;
            }
            List<Standings.Row> rows = neighbours.standings().rows();
            int at = rows.indexOf(neighbours.own()) + step;
            return at < 0 || at >= rows.size() ? null : rows.get(at);
        }

        /** What the trader did in the last hour; null where the board cannot be read. */
        @Nullable
        LastHour hour() {
            return neighbours == null ? null : new LastHour(neighbours.standings(), history);
        }
    }
}
