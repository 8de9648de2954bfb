package io.tradeboard.screen;

/** What the keys do on the page of all symbols. */
final class OverviewKeys {
    private OverviewKeys() {}

    static void toggle(Edit next) {
        next.page = next.page instanceof Page.Overview ? Page.BOARD : new Page.Overview(next.tab);
    }

    static void press(Edit next, Page.Overview page, Event.Key key) {
        int across = Grid.of(next.done(), page).across();
        switch (key) {
            case TAB -> choose(next, (page.chosen() + 1) % next.tabs.size());
            case BACK_TAB -> choose(next, Math.floorMod(page.chosen() - 1, next.tabs.size()));
            case LEFT -> choose(next, page.chosen() - 1);
            case RIGHT -> choose(next, page.chosen() + 1);
            case UP -> choose(next, page.chosen() - across);
            case DOWN -> choose(next, page.chosen() + across);
            case HOME -> choose(next, 0);
            case END -> choose(next, next.tabs.size() - 1);
            case ENTER -> {
                next.page = Page.BOARD;
                Choosing.choose(next, page.chosen());
            }
            case ESCAPE -> next.page = Page.BOARD;
            default -> next.hint();
        }
    }

    private static void choose(Edit next, int index) {
        if (index >= 0 && index < next.tabs.size()) {
            next.page = new Page.Overview(index);
        }
    }
}
