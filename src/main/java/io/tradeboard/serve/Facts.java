package io.tradeboard.serve;

import io.tradeboard.format.Amounts;
import io.tradeboard.format.BoardFacts;
import io.tradeboard.read.BoardState;
import io.tradeboard.read.Proof;
import io.tradeboard.read.Standings;
import io.tradeboard.text.Times;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The facts above a table: the state, the proof, the totals and the times of a board.
 *
 * @param title of the window
 * @param banner whether the state is one that a visitor must not miss
 * @param reason why the state is so; empty where it speaks for itself
 * @param moves whether further boards follow
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
        @Nullable String nextAt,
        @Nullable String nextText,
        String madeAt,
        String zone,
        boolean moves,
        boolean isEmpty) {

    static Facts of(BoardFacts board) {
        Standings standings = board.standings();
        Times times = new Times(standings.zone());
        BoardState state = board.condition().state();
        Amounts amounts = new Amounts(standings);
        Instant nextAt = board.nextAt();
        String leader = standings.rows().isEmpty()
                ? ""
                : " · " + RowViews.shown(standings.rows().get(0)) + " leads";
        return new Facts(
                standings.title() + " (" + board.symbol() + ")" + leader + " · tradeboard",
                Wording.of(state),
                !state.isWell() || state == BoardState.NOT_KEPT,
                board.condition().reason(),
                Wording.ofProof(Proof.of(standings, board.now(), times).word()),
                amounts.total(false),
                String.format(Locale.ROOT, "%,d", standings.traders()),
                String.format(Locale.ROOT, "%,d", standings.trades()),
                standings.asOf().toString(),
                times.second(standings.asOf()),
                nextAt == null ? null : nextAt.toString(),
                nextAt == null ? null : times.second(nextAt),
                board.now().toString(),
                standings.zone().getId(),
                nextAt != null && state != BoardState.FINAL && state != BoardState.NOT_KEPT,
                standings.rows().isEmpty());
    }
}
