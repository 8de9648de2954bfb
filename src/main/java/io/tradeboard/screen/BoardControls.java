package io.tradeboard.screen;

import io.tradeboard.screen.Requests.Request;

/** What the keys do on the page of a board. */
final class BoardControls {
    private BoardControls() {}

    static void press(Edit next, Event.Key key) {
        int page = Math.max(1, Panes.layout(next.done()).tableRows());
        switch (key) {
            case TAB -> Choosing.step(next, 1);
            case BACK_TAB -> Choosing.step(next, -1);
            case UP -> Selection.move(next, -1);
            case DOWN -> Selection.move(next, 1);
            case PAGE_UP -> Selection.turn(next, -page);
            case PAGE_DOWN -> Selection.turn(next, page);
            case HOME -> Selection.move(next, -Model.MOST_ROWS * 2);
            case END -> Selection.move(next, Integer.MAX_VALUE / 2);
            case ENTER -> TraderKeys.open(next);
            case ESCAPE -> {
                next.cursor = Cursor.NOWHERE;
                next.search = null;
            }
            default -> next.hint();
        }
    }

    static void type(Edit next, char character) {
        switch (character) {
            case '/' -> next.overlay = new Overlay.Find("", next.cursor);
            case 'n' -> Finding.next(next);
            case 'N' -> Finding.previous(next);
            case 'y' -> copy(next);
            default -> Commands.type(next, character);
        }
    }

    private static void copy(Edit next) {
        if (Selection.row(next.done()) == null) {
            next.say("select a row first, with the arrow keys");
            return;
        }
        next.request(Request.COPY);
    }
}
