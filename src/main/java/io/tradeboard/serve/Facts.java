package io.tradeboard.serve;

import io.tradeboard.format.Amounts;
import io.tradeboard.read.BoardState;
import io.tradeboard.read.Proof;
import io.tradeboard.read.Standings;
import io.tradeboard.text.Times;
import java.util.Locale;

/**
 * What stands above a table: how the board is, how exact, how much and when.
 *
 * @param title of the window
 * @param banner whether the state is one that a visitor must not miss
 * @param reason why the state is so; empty where it speaks for itself
 * @param moves whether another board comes
 */
record Facts(
        String title,
        Wording state,
        boolean banner,
        String reason,
        Wording proof,
        String total,
        String traders,
        String trades,
        String asOf,
        String asOfText,
        String nextAt,
        String nextText,
        String madeAt,
        String zone,
        boolean moves,
        boolean isEmpty) {

    static Facts of(BoardView view) {
        Standings standings = view.standings();
        Times times = new Times(standings.zone());
        BoardState state = view.condition().state();
        Amounts amounts = new Amounts(standings);
        String leader = standings.rows().isEmpty()
                ? ""
                : " · " + RowViews.shown(standings.rows().get(0)) + " leads";
        return new Facts(
                standings.title() + " (" + view.symbol() + ")" + leader + " · tradeboard",
                Wording.of(state),
                !state.isWell() || state == BoardState.NOT_KEPT,
                view.condition().reason(),
                Wording.ofProof(Proof.of(standings, view.madeAt(), times).word()),
                amounts.total(false),
                String.format(Locale.ROOT, "%,d", standings.traders()),
                String.format(Locale.ROOT, "%,d", standings.trades()),
                standings.asOf().toString(),
                times.second(standings.asOf()),
                view.nextAt().toString(),
                times.second(view.nextAt()),
                view.madeAt().toString(),
                standings.zone().getId(),
                state != BoardState.FINAL && state != BoardState.NOT_KEPT,
                standings.rows().isEmpty());
    }
}
