package io.tradeboard.screen;

import io.tradeboard.read.Sample;
import io.tradeboard.read.Standings;
import io.tradeboard.status.Heartbeat;
import io.tradeboard.trade.TradingDays;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Takes standings as they come: onto the screen, or behind a pause, or not at all where more is known already. */
final class Loading {
    private Loading() {}

    static void load(Edit next, Event.Loaded loaded) {
        if (loaded.version() != next.fetching.version()) {
            return;
        }
        Standings standings = loaded.standings();
        next.fetching = new Model.Fetching(loaded.version(), false, due(next, standings));
        Model.Board shown = next.board;
        if (standings.stale()) {
            // The reader had only what it knew from before, and we may know more.
            next.trouble = next.trouble == null ? "no answer" : next.trouble;
            next.fetching = new Model.Fetching(loaded.version(), false, next.now.plus(Update.RETRY));
            if (shown != null) {
                return;
            }
        } else {
            next.trouble = null;
        }
        if (shown != null && isOver(next, shown, standings)) {
            next.fetching = new Model.Fetching(loaded.version(), false, next.now.plus(Update.RETRY));
            return;
        }
        Model.Pause pause = next.pause;
        if (pause == null || shown == null) {
            show(next, board(shown, loaded));
        } else {
            Model.Board latest = pause.latest() == null ? shown : pause.latest();
            boolean newer = !latest.standings().asOf().equals(standings.asOf());
            next.pause = new Model.Pause(pause.since(), pause.newer() + (newer ? 1 : 0), board(shown, loaded));
        }
    }

    /** When the next standings are to be had: when the cached ones are over, within bounds where clocks differ. */
    private static Instant due(Edit next, Standings standings) {
        Instant due =
                standings.asOf().plus(next.skew).plus(next.config.refresh()).plusSeconds(1);
        Instant earliest = next.now.plusSeconds(1);
        Instant latest = next.now.plus(next.config.refresh()).plusSeconds(1);
        return due.isBefore(earliest) ? earliest : due.isAfter(latest) ? latest : due;
    }

    /** Whether the day of the board shown is over, and a daemon has still to count the last trades of it. */
    private static boolean isOver(Edit next, Model.Board shown, Standings newer) {
        Model.Life life = next.life;
        if (next.day != null
                || life == null
                || shown.standings().rows().isEmpty()
                || !newer.board().day().isAfter(shown.standings().board().day())) {
            return false;
        }
        long midnight =
                TradingDays.of(newer.zone()).endMillis(shown.standings().board().day());
        return life.vitals().daemons().stream()
                .filter(Heartbeat::isAlive)
                .anyMatch(beat -> beat.at().toEpochMilli() - beat.flushDelayMillis() < midnight);
    }

    /** What is to be shown next: compared with what was shown before, unless the same standings came again. */
    private static Model.Board board(Model.@Nullable Board before, Event.Loaded loaded) {
        Standings standings = loaded.standings();
        Sample past = null;
        if (before != null && standings.isComparableWith(before.standings())) {
            boolean same = before.standings().asOf().equals(standings.asOf());
            past = same ? before.before() : sample(before);
        }
        return new Model.Board(standings, loaded.history(), loaded.followed(), past);
    }

    /** What is known of a board: its rows, and that of the followed trader. */
    private static Sample sample(Model.Board board) {
        Standings standings = board.standings();
        List<Standings.Row> rows = new ArrayList<>(standings.rows());
        Standings.Row followed = board.followed();
        if (followed != null && standings.row(followed.traderId()) == null) {
            rows.add(followed);
        }
        return new Sample(standings.asOf(), standings.traders(), rows);
    }

    static void show(Edit next, Model.Board board) {
        Model.Board shown = next.board;
        Sample before = board.before();
        if (shown != null
                && before != null
                && !shown.standings().asOf().equals(board.standings().asOf())) {
            next.moves = Moves.and(Moves.between(before, board.standings(), next.look.depth()), next.moves);
        } else if (shown != null && !board.standings().isComparableWith(shown.standings())) {
            // The moves and what was found may have names that must not be shown any more.
            next.moves = List.of();
            Model.Search search = next.search;
            next.search = search == null ? null : new Model.Search(search.text(), search.typing(), null, 0);
        }
        next.board = board;
    }
}
