package io.tradeboard.screen;

import io.tradeboard.read.Standings;
import io.tradeboard.screen.Requests.Request;
import java.time.LocalDate;
import java.util.List;

/** What the keys do on the page of a trader, and how it comes there. */
final class TraderKeys {
    private TraderKeys() {}

    /** Opens the trader that is selected or was found. */
    static void open(Edit next) {
        Standings.Row row = Finding.chosen(next);
        if (row == null) {
            next.say("select a row first, with the arrow keys, or find a trader with /");
            return;
        }
        read(next, new Page.Trader(row.traderId(), row.name(), null, 0));
    }

    /** Asks where the trader stands; what is known of another day than the one shown is dropped. */
    static void read(Edit next, Page.Trader page) {
        Profile known = page.profile();
        Profile kept = known != null && isOfTheDayShown(next, known) ? known : null;
        next.page = new Page.Trader(page.traderId(), page.name(), kept, page.chosen());
        next.request(Request.TRADER);
    }

    private static boolean isOfTheDayShown(Edit next, Profile profile) {
        Model.Board shown = next.board();
        LocalDate day = shown == null ? next.day : shown.standings().board().day();
        return profile.day().equals(day);
    }

    static void profiled(Edit next, Event.Profiled profiled) {
        if (!(next.page instanceof Page.Trader page)
                || profiled.version() != next.requests.count(Request.TRADER)
                || !isOfTheDayShown(next, profiled.profile())) {
            return;
        }
        List<Profile.Place> places = profiled.profile().places();
        int chosen = page.chosen();
        if (page.profile() == null) {
            for (int i = 0; i < places.size(); i++) {
                chosen = places.get(i).symbol().equals(next.tabs.get(next.tab)) ? i : chosen;
            }
        }
        next.page = new Page.Trader(
                page.traderId(), page.name(), profiled.profile(), Math.max(0, Math.min(chosen, places.size() - 1)));
    }

    static void press(Edit next, Page.Trader page, Event.Key key) {
        switch (key) {
            case UP -> choose(next, page, page.chosen() - 1);
            case DOWN -> choose(next, page, page.chosen() + 1);
            case HOME -> choose(next, page, 0);
            case END -> choose(next, page, Integer.MAX_VALUE);
            case ENTER -> enter(next, page);
            case ESCAPE -> next.page = Page.BOARD;
            default -> next.hint();
        }
    }

    static void type(Edit next, char character) {
        if (character == 'y') {
            next.request(Request.COPY);
        } else {
            Commands.type(next, character);
        }
    }

    private static void choose(Edit next, Page.Trader page, int index) {
        Profile profile = page.profile();
        if (profile != null) {
            int chosen = Math.max(0, Math.min(index, profile.places().size() - 1));
            next.page = new Page.Trader(page.traderId(), page.name(), profile, chosen);
        }
    }

    /** Shows the board of the chosen place, with the trader selected where it is among the rows. */
    private static void enter(Edit next, Page.Trader page) {
        Profile profile = page.profile();
        if (profile != null && !profile.places().isEmpty()) {
            Choosing.go(next, profile.places().get(page.chosen()).symbol());
            next.cursor = new Cursor(page.traderId(), 0);
        }
    }
}
