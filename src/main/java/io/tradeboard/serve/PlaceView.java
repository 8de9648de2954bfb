package io.tradeboard.serve;

import io.tradeboard.format.BoardFacts;
import io.tradeboard.read.Proof;
import io.tradeboard.read.Sample;
import io.tradeboard.read.Standings;
import io.tradeboard.text.Counts;
import io.tradeboard.text.Times;
import java.util.List;

/**
 * Where a trader stands in one symbol, as it is written on a page.
 *
 * @param number of the place on the page
 * @param traders how many there are on the board, in words
 * @param asOf when it was read, with the word of its proof
 * @param since when movement begins; empty where it is not known
 */
record PlaceView(
        int number,
        String symbol,
        String title,
        String link,
        Wording state,
        String traders,
        String asOf,
        String since,
        RowView own,
        List<RowView> around) {
    static PlaceView of(int number, TraderPlace place, Links links) {
        BoardFacts board = place.facts();
        RowViews views = new RowViews(board.standings().with(place.around()), board.history(), links);
        List<RowView> around = views.all();
        int own = Math.max(0, place.around().indexOf(place.own()));
        Sample past = views.past();
        Standings standings = place.facts().standings();
        Times times = new Times(standings.zone());
        return new PlaceView(
                number,
                board.symbol(),
                board.standings().title(),
                links.board(board.symbol()),
                Wording.of(board.condition().state()),
                Counts.of(board.standings().traders(), "trader"),
                "as of " + times.second(standings.asOf()) + " "
                        + standings.zone().getId() + ", "
                        + Wording.ofProof(
                                        Proof.of(standings, board.now(), times).word())
                                .word(),
                past == null ? "" : times.minute(past.at()),
                around.get(own),
                around);
    }
}
