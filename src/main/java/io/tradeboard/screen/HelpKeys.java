package io.tradeboard.screen;

/** Scrolls the help; any other key closes it. */
final class HelpKeys {
    private HelpKeys() {}

    static void press(Edit next, Overlay.Help help, Event.Key key) {
        int page = HelpPage.shown(next.rows);
        int last = Math.max(0, HelpPage.lines() - page);
        int from = help.from();
        next.overlay = switch (key) {
            case UP -> new Overlay.Help(Math.max(0, from - 1));
            case DOWN -> new Overlay.Help(Math.min(last, from + 1));
            case PAGE_UP -> new Overlay.Help(Math.max(0, from - page));
            case PAGE_DOWN -> new Overlay.Help(Math.min(last, from + page));
            case HOME -> new Overlay.Help(0);
            case END -> new Overlay.Help(last);
            default -> null;
        };
    }
}
