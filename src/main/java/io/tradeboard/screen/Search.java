package io.tradeboard.screen;

import io.tradeboard.read.Standings;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A search for a trader.
 *
 * @param version of the question for those beyond the rows that are shown, 0 where it was not asked
 * @param matches those found there, null until they came
 * @param at index of the match that was shown last
 */
record Search(String text, long version, @Nullable List<Standings.Row> matches, int at) {
    static Search of(String text) {
        return new Search(text, 0, null, 0);
    }
}
