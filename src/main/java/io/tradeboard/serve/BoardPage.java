package io.tradeboard.serve;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The page of one board.
 *
 * @param lead the line below the title
 * @param about how ranks are computed
 * @param live the address of the stream, or null for a day that is over
 * @param share how to show the board elsewhere, or null where that is not offered
 */
record BoardPage(
        String symbol,
        String title,
        String lead,
        String about,
        Facts facts,
        BoardTable table,
        List<Highlight> highlights,
        Find find,
        String board,
        @Nullable String live,
        String json,
        String csv,
        @Nullable Share share) {}
