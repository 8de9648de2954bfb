package io.tradeboard.screen;

import io.tradeboard.read.BoardCondition;
import io.tradeboard.read.BoardState;
import io.tradeboard.read.Sample;
import io.tradeboard.read.Standings;
import io.tradeboard.status.Heartbeat;
import io.tradeboard.trade.TradingDays;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Takes standings as they come: onto the screen, or behind a pause, or not at all where more is known already. */
final class Loading {
    /** What the way from Redis into the cache may take; where it takes longer, the same standings come again once or twice. */
    private static final Duration MARGIN = Duration.ofMillis(100);

    private static final Duration SOONEST = Duration.ofMillis(250);

    private Loading() {}

    static void load(Edit next, Event.Loaded loaded) {
        Watch.Key key = key(next, loaded.version());
        if (key == null) {
            return;
        }
        Standings standings = loaded.standings();
        forgetOtherNames(next, key, standings);
        Watch watch = next.watch(key);
        watch = watch.dueAt(due(next, standings));
        if (standings.stale()) {
            // The reader had only what it knew from before, and we may know more.
            BoardCondition known = watch.trouble();
            watch = watch.failed(
                    known == null ? new BoardCondition(BoardState.REDIS_DOWN, "no answer") : known,
                    next.now.plus(Update.RETRY));
            if (watch.board() != null) {
                next.put(key, watch);
                return;
            }
        } else {
            watch = watch.answered();
        }
        Model.Board shown = watch.board();
        if (shown != null && isOver(next, shown, standings)) {
            next.put(key, watch.dueAt(next.now.plus(Update.RETRY)));
            return;
        }
        boolean held = next.pausedAt != null && shown != null;
        Model.Board read = board(shown, loaded);
        next.put(key, held ? watch.holding(read) : watch.showing(read, next.look.depth()));
        if (next.page instanceof Page.Trader page && next.pausedAt == null && key.equals(next.key())) {
            TraderKeys.read(next, page);
        }
    }

    static void fail(Edit next, Event.Failed failed) {
        Watch.Key key = key(next, failed.version());
        if (key != null) {
            next.put(key, next.watch(key).failed(failed.condition(), next.now.plus(Update.RETRY)));
        }
    }

    /** The board whose last fetch has this version, or null. */
    private static Watch.@Nullable Key key(Edit next, long version) {
        return next.watches.entrySet().stream()
                .filter(entry -> entry.getValue().fetching().version() == version)
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(null);
    }

    /**
     * Once traders are shown otherwise, names from before must not come back: neither with a board that is not on the
     * screen now, nor with what was selected, found or opened on this one.
     */
    private static void forgetOtherNames(Edit next, Watch.Key read, Standings standings) {
        List<Watch.Key> visible = Panes.visible(next.done());
        for (Watch.Key key : next.watches.keySet()) {
            Watch watch = next.watch(key);
            if (!visible.contains(key) && watch.isOfEarlierDirectory(standings)) {
                next.put(key, watch.withoutNames(next.now));
            }
        }
        if (read.equals(next.key()) && next.watch().isOfEarlierDirectory(standings)) {
            next.cursor = Cursor.NOWHERE;
            next.search = next.search == null ? null : Search.of(next.search.text());
            next.clearAnswer();
            if (next.page instanceof Page.Trader) {
                next.page = Page.BOARD;
                next.say("the directory of traders has changed");
            }
        }
    }

    /** When the next standings are to be had: when the cached ones are over, within bounds where clocks differ. */
    private static Instant due(Edit next, Standings standings) {
        Duration life = standings.life(next.config.refresh());
        Instant due = standings.asOf().plus(next.skew).plus(life).plus(MARGIN);
        Instant earliest = next.now.plus(SOONEST);
        Instant latest = next.now.plus(life).plus(MARGIN);
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
}
