package io.tradeboard.screen;

import io.tradeboard.screen.Requests.Request;
import io.tradeboard.trade.Symbols;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Chooses which board is shown: the symbol, by its place or by its name, and the day. */
final class Choosing {
    /** How many boards are remembered once they are off the screen, beside the configured ones. */
    private static final int MOST_REMEMBERED = 50;

    private Choosing() {}

    static void step(Edit next, int by) {
        choose(next, Math.floorMod(next.tab + by, next.tabs.size()));
    }

    static void choose(Edit next, int tab) {
        if (tab != next.tab) {
            next.tab = tab;
            leave(next);
        }
        next.turnAt = next.now.plus(next.config.turn());
    }

    /** Between today and the day before. */
    static void changeDay(Edit next) {
        Model.Board shown = next.board();
        if (next.day == null && shown == null) {
            return;
        }
        next.day = next.day != null || shown == null
                ? null
                : shown.standings().board().day().minusDays(1);
        Cursor cursor = next.cursor;
        leave(next);
        next.cursor = cursor;
        if (next.page instanceof Page.Trader page) {
            TraderKeys.read(next, page);
        }
    }

    /** Another board is chosen: the selection and the search were those of the one before. */
    private static void leave(Edit next) {
        Commands.resume(next);
        next.cursor = Cursor.NOWHERE;
        next.search = null;
        if (next.watches.size() > next.config.tabs().size() + MOST_REMEMBERED) {
            next.keepOnly(Panes.visible(next.done()));
        }
    }

    static void prompt(Edit next) {
        next.overlay = new Overlay.Symbol("", null, true);
        next.request(Request.SYMBOLS);
    }

    static void traded(Edit next, Event.Traded traded) {
        if (next.overlay instanceof Overlay.Symbol prompt && traded.version() == next.requests.count(Request.SYMBOLS)) {
            next.overlay = new Overlay.Symbol(prompt.text(), traded.symbols(), traded.symbols() != null);
        }
    }

    /** The symbols that begin with what was typed, in capital or small letters; those of the tabs first. */
    static List<String> candidates(Overlay.Symbol prompt, List<String> tabs) {
        Set<String> all = new LinkedHashSet<>(tabs);
        if (prompt.traded() != null) {
            all.addAll(prompt.traded());
        }
        String begin = prompt.text().toUpperCase(Locale.ROOT);
        return all.stream()
                .filter(symbol -> symbol.toUpperCase(Locale.ROOT).startsWith(begin))
                .toList();
    }

    /** Types what all candidates go on with. */
    static void complete(Edit next, Overlay.Symbol prompt) {
        List<String> candidates = candidates(prompt, next.tabs);
        if (candidates.isEmpty()) {
            return;
        }
        String common = candidates.get(0);
        for (String candidate : candidates) {
            int same = 0;
            while (same < Math.min(common.length(), candidate.length())
                    && common.charAt(same) == candidate.charAt(same)) {
                same++;
            }
            common = common.substring(0, same);
        }
        next.overlay =
                common.length() > prompt.text().length() || candidates.size() == 1 ? prompt.with(common) : prompt;
    }

    /** Shows the symbol as typed, or the only one that begins so. */
    static void entered(Edit next, Overlay.Symbol prompt) {
        String text = prompt.text().strip();
        List<String> candidates = candidates(prompt.with(text), next.tabs);
        List<String> same = candidates.stream()
                .filter(symbol -> symbol.equals(text) || (symbol.equalsIgnoreCase(text) && !candidates.contains(text)))
                .toList();
        if (text.isEmpty()) {
            next.overlay = null;
        } else if (same.size() == 1) {
            go(next, same.get(0));
        } else if (candidates.size() == 1) {
            go(next, candidates.get(0));
        } else if (!candidates.isEmpty()) {
            next.say(candidates.size() + " symbols begin with " + text);
        } else if (!Symbols.isSymbol(text)) {
            next.say(text + " is not a symbol: letters, digits and . _ / -");
        } else if (!prompt.listed()) {
            // Nobody knows better.
            go(next, text);
        } else if (prompt.traded() == null) {
            next.say("still reading which symbols are traded today");
        } else {
            next.say("symbol " + text + " is neither configured nor traded today");
        }
    }

    /** Shows the board of a symbol, which is among the tabs from now on. */
    static void go(Edit next, String symbol) {
        next.overlay = null;
        next.page = Page.BOARD;
        if (!next.tabs.contains(symbol)) {
            List<String> more = new ArrayList<>(next.tabs);
            more.add(symbol);
            next.tabs = List.copyOf(more);
        }
        choose(next, next.tabs.indexOf(symbol));
    }
}
