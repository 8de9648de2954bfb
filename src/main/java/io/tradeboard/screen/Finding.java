package io.tradeboard.screen;

import io.tradeboard.read.Standings;
import io.tradeboard.screen.Requests.Request;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds traders while a part of their name is typed, and follows them: among the rows shown first, and then on the whole
 * board.
 */
final class Finding {
    /** Nearly every name has any one letter in it: the whole board is searched for more. */
    private static final int LEAST_CHARACTERS = 2;

    private static final String NO_OTHER = "no other match";

    private Finding() {}

    /** Shows the first match of what was typed so far. */
    static void look(Edit next, Overlay.Find find) {
        String text = find.text().strip();
        next.search = text.isEmpty() ? null : Search.of(text);
        next.cursor = find.before();
        if (next.search != null && !selectFrom(next, next.search, 0)) {
            next.cursor = Cursor.NOWHERE;
            if (text.length() >= LEAST_CHARACTERS) {
                ask(next, next.search);
            }
        }
    }

    static void entered(Edit next) {
        next.overlay = null;
        Search search = next.search;
        if (search == null || next.cursor.trader() != null) {
            return;
        }
        if (search.matches() != null) {
            show(next, search, search.matches(), search.at());
        } else if (search.version() == 0) {
            ask(next, search);
        } else {
            next.say("looking for " + search.text() + " ...");
        }
    }

    static void cancel(Edit next, Overlay.Find find) {
        next.search = null;
        next.cursor = find.before();
    }

    /** Asks who else on the board has the text in its name. */
    private static void ask(Edit next, Search search) {
        if (next.board() != null) {
            next.request(Request.FIND);
            next.search = new Search(search.text(), next.requests.count(Request.FIND), null, 0);
            next.say("looking for " + search.text() + " ...");
        }
    }

    /** Goes to the next match: below the selected row, then beyond the rows shown, then from the top again. */
    static void next(Edit next) {
        Search search = next.search;
        if (search == null) {
            return;
        }
        List<Standings.Row> matches = search.matches();
        if (matches == null) {
            int below = Selection.index(next.done().topRows(), next.cursor.trader()) + 1;
            if (!selectFrom(next, search, below)) {
                ask(next, search);
            }
        } else if (search.at() + 1 < matches.size()) {
            show(next, search, matches, search.at() + 1);
        } else {
            restart(next, search, matches);
        }
    }

    static void previous(Edit next) {
        Search search = next.search;
        if (search == null) {
            return;
        }
        List<Standings.Row> matches = search.matches();
        if (matches != null && search.at() > 0) {
            show(next, search, matches, search.at() - 1);
            return;
        }
        List<Standings.Row> rows = next.done().topRows();
        int selected = matches == null ? Selection.index(rows, next.cursor.trader()) : -1;
        for (int i = (selected < 0 ? rows.size() : selected) - 1; i >= 0; i--) {
            if (rows.get(i).isFoundBy(search.text())) {
                next.search = Search.of(search.text());
                Selection.select(next, rows, i);
                return;
            }
        }
        next.say("no match above");
    }

    /** Takes the matches on the whole board, of which those among the rows shown are known already. */
    static void found(Edit next, Event.Found found) {
        Search search = next.search;
        if (search == null || found.version() != search.version()) {
            return;
        }
        List<Standings.Row> rows = next.done().topRows();
        List<Standings.Row> beyond = found.matches().stream()
                .filter(match -> Selection.index(rows, match.traderId()) < 0)
                .toList();
        if (beyond.isEmpty()) {
            restart(next, search, List.of());
        } else {
            show(next, search, beyond, 0);
        }
    }

    private static void show(Edit next, Search search, List<Standings.Row> matches, int at) {
        next.search = new Search(search.text(), search.version(), matches, at);
        next.cursor = Cursor.NOWHERE;
        boolean several = matches.size() > 1;
        next.say(matches.get(at).name() + " is #" + matches.get(at).rank()
                + (several ? " (" + (at + 1) + " of " + matches.size() + ")" : "")
                + (next.overlay == null
                        ? ", f to follow" + (several ? ", n for the next" : "")
                        : "; Enter, then f to follow"));
    }

    /**
     * Goes on with the first match of all, which may be the one that was found already.
     *
     * @param beyond the matches that are not among the rows
     */
    private static void restart(Edit next, Search search, List<Standings.Row> beyond) {
        Cursor before = next.cursor;
        next.clearAnswer();
        if (selectFrom(next, search, 0)) {
            next.search = Search.of(search.text());
            if (next.cursor.equals(before)) {
                next.say(NO_OTHER);
            }
        } else if (!beyond.isEmpty()) {
            show(next, search, beyond, 0);
            if (beyond.size() == 1) {
                next.say(NO_OTHER + "; " + next.answer.text());
            }
        } else {
            next.search = Search.of(search.text());
            next.cursor = Cursor.NOWHERE;
            next.say("no trader has " + search.text() + " in its name");
        }
    }

    /** Selects the first match from a row on; returns whether there is one. */
    private static boolean selectFrom(Edit next, Search search, int from) {
        List<Standings.Row> rows = next.done().topRows();
        for (int i = from; i < rows.size(); i++) {
            if (rows.get(i).isFoundBy(search.text())) {
                Selection.select(next, rows, i);
                return true;
            }
        }
        return false;
    }

    /** Follows the trader that is selected or was found; nobody any more where that one is followed already. */
    static void follow(Edit next) {
        if (next.page instanceof Page.Overview) {
            // Nothing is selected there that could be seen.
            next.say("open a board with Enter, and select a row there");
            return;
        }
        Standings.Row row = chosen(next);
        Page.Trader page = next.page instanceof Page.Trader open ? open : null;
        String trader = page != null ? page.traderId() : row != null ? row.traderId() : next.followed;
        String name = page != null ? page.name() : row != null ? row.name() : followedName(next);
        if (trader == null) {
            next.say("select a row first, with the arrow keys, or find a trader with /");
            return;
        }
        if (trader.equals(next.followed) || name.equals(next.followed)) {
            next.say(name + " is no longer followed");
            next.followed = null;
        } else {
            next.followed = trader;
            if (page != null) {
                next.say(name + " is followed");
            }
        }
        next.changeAll(watch -> watch.dueAt(next.now));
    }

    /** As the board shows it: what was given may be the id of a trader who is hidden. */
    private static String followedName(Edit next) {
        Model.Board board = next.board();
        Standings.Row row = board == null ? null : next.done().followedRow(board);
        return row == null ? "the trader" : row.name();
    }

    /** The row that is selected, or was found beyond those shown; or null. */
    static Standings.@Nullable Row chosen(Edit next) {
        Standings.Row selected = Selection.row(next.done());
        Search search = next.search;
        List<Standings.Row> matches = search == null ? null : search.matches();
        return selected != null || search == null || matches == null ? selected : matches.get(search.at());
    }
}
