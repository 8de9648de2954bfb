package io.tradeboard.screen;

import io.tradeboard.read.Standings;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds traders, and follows them: among the rows shown first, from the selected one on, and then on the whole board.
 */
final class Finding {
    private static final int MOST_CHARACTERS = 64;

    private Finding() {}

    static void type(Edit next, char character) {
        Model.Search search = next.search;
        if (search != null && search.text().length() < MOST_CHARACTERS) {
            next.search = new Model.Search(search.text() + character, true, null, 0);
        }
    }

    static void press(Edit next, Event.Key key) {
        Model.Search search = next.search;
        if (search == null) {
            return;
        }
        String text = search.text();
        switch (key) {
            case BACKSPACE -> {
                int end = text.isEmpty() ? 0 : text.offsetByCodePoints(text.length(), -1);
                next.search = new Model.Search(text.substring(0, end), true, null, 0);
            }
            case ENTER -> {
                next.search = text.isBlank() ? null : new Model.Search(text.strip(), false, null, 0);
                next(next);
            }
            case ESCAPE -> next.search = null;
            default -> {
                // Moves nothing while a text is typed.
            }
        }
    }

    /** Goes to the next match: below the selected row, then beyond the rows shown, then from the top again. */
    static void next(Edit next) {
        Model.Search search = next.search;
        if (search == null || next.board == null) {
            return;
        }
        List<Standings.Row> matches = search.matches();
        if (matches != null) {
            if (search.at() + 1 < matches.size()) {
                tell(next, matches, search.at() + 1);
            } else {
                restart(next);
            }
            return;
        }
        List<Standings.Row> rows = next.done().topRows();
        for (int i = Selection.index(rows, next.cursor.trader()) + 1; i < rows.size(); i++) {
            if (isMatch(rows.get(i), search)) {
                Selection.select(next, rows, i);
                return;
            }
        }
        next.requests = next.requests.and(Model.Request.FIND);
        next.say("looking for " + search.text() + " ...");
    }

    static void previous(Edit next) {
        Model.Search search = next.search;
        if (search == null) {
            return;
        }
        List<Standings.Row> matches = search.matches();
        if (matches != null && search.at() > 0) {
            tell(next, matches, search.at() - 1);
            return;
        }
        List<Standings.Row> rows = next.done().topRows();
        int selected = matches == null ? Selection.index(rows, next.cursor.trader()) : -1;
        for (int i = (selected < 0 ? rows.size() : selected) - 1; i >= 0; i--) {
            if (isMatch(rows.get(i), search)) {
                next.search = new Model.Search(search.text(), false, null, 0);
                Selection.select(next, rows, i);
                return;
            }
        }
        next.say("no match above");
    }

    /** Takes the matches on the whole board, of which those among the rows shown are known already. */
    static void found(Edit next, Event.Found found) {
        Model.Search search = next.search;
        if (search == null || found.version() != next.requests.count(Model.Request.FIND)) {
            return;
        }
        List<Standings.Row> rows = next.done().topRows();
        List<Standings.Row> beyond = found.matches().stream()
                .filter(match -> Selection.index(rows, match.traderId()) < 0)
                .toList();
        if (beyond.isEmpty()) {
            restart(next);
        } else {
            tell(next, beyond, 0);
        }
    }

    private static void tell(Edit next, List<Standings.Row> matches, int at) {
        Model.Search search = next.search;
        if (search != null) {
            next.search = new Model.Search(search.text(), false, matches, at);
            next.cursor = new Model.Cursor(null, next.cursor.top());
            boolean several = matches.size() > 1;
            next.say(matches.get(at).name() + " is #" + matches.get(at).rank()
                    + (several ? " (" + (at + 1) + " of " + matches.size() + ")" : "") + ", f to follow"
                    + (several ? ", n for the next" : ""));
        }
    }

    /** Goes on with the first match among the rows. */
    private static void restart(Edit next) {
        Model.Search search = next.search;
        if (search == null) {
            return;
        }
        next.search = new Model.Search(search.text(), false, null, 0);
        next.message = "";
        List<Standings.Row> rows = next.done().topRows();
        for (int i = 0; i < rows.size(); i++) {
            if (isMatch(rows.get(i), search)) {
                Selection.select(next, rows, i);
                return;
            }
        }
        next.cursor = new Model.Cursor(null, next.cursor.top());
        next.say("no trader has " + search.text() + " in its name");
    }

    private static boolean isMatch(Standings.Row row, Model.Search search) {
        return row.isFoundBy(search.text());
    }

    /** Follows the trader that is selected or was found; nobody any more where that one is followed already. */
    static void follow(Edit next) {
        String trader = chosen(next);
        if (trader == null && next.followed == null) {
            next.say("select a row first, with the arrow keys, or find a trader with /");
            return;
        }
        if (trader == null || trader.equals(next.followed)) {
            next.say(next.followed + " is not followed any more");
            next.followed = null;
        } else {
            next.message = "";
            next.followed = trader;
        }
        Update.fetchNow(next);
    }

    private static @Nullable String chosen(Edit next) {
        if (next.cursor.trader() != null) {
            return next.cursor.trader();
        }
        Model.Search search = next.search;
        List<Standings.Row> matches = search == null ? null : search.matches();
        return search == null || matches == null
                ? null
                : matches.get(search.at()).traderId();
    }
}
