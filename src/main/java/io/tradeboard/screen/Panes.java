package io.tradeboard.screen;

import java.util.ArrayList;
import java.util.List;

/** What shares a wide screen: a page and the help, or two boards. */
final class Panes {
    /** The cells between two boards, a line among them. */
    static final int GUTTER = 3;

    private static final int HELP_BESIDE_COLUMNS = 120;
    private static final int TWO_BOARDS_COLUMNS = 160;

    private Panes() {}

    /** Whether the help leaves room for the page. */
    static boolean isHelpBeside(Model model) {
        return model.overlay() instanceof Overlay.Help && model.columns() >= HELP_BESIDE_COLUMNS;
    }

    /** The cells that the help leaves. */
    static int pageColumns(Model model) {
        return model.columns() - (isHelpBeside(model) ? HelpPage.CELLS : 0);
    }

    /** Whether the next symbol's board stands beside the chosen one. */
    static boolean hasSecond(Model model) {
        return pageColumns(model) >= TWO_BOARDS_COLUMNS
                && model.tabs().size() > 1
                && !model.look().wall();
    }

    /** The chosen board in its part of the screen. */
    static Model first(Model model) {
        int columns = pageColumns(model);
        return model.within(hasSecond(model) ? (columns - GUTTER) / 2 : columns, model.rows());
    }

    /** The board beside it, in the rest. */
    static Model second(Model model) {
        int columns = pageColumns(model) - GUTTER - first(model).columns();
        return model.choosing(next(model)).within(columns, model.rows());
    }

    /** How the chosen board is laid out. */
    static Layout layout(Model model) {
        return Layout.of(first(model));
    }

    /** The boards that are on the screen, or will be without a key being pressed; they are kept fresh. */
    static List<Watch.Key> visible(Model model) {
        List<Watch.Key> keys = new ArrayList<>();
        keys.add(model.key());
        if (model.page() instanceof Page.Overview overview) {
            Grid.of(model, overview).cells().forEach(index -> keys.add(model.key(index)));
        } else if (model.page() instanceof Page.Board && hasSecond(model)) {
            keys.add(model.key(next(model)));
        } else if (model.look().wall() && !model.config().turn().isZero()) {
            for (int i = 0; i < model.config().tabs().size(); i++) {
                keys.add(model.key(i));
            }
        }
        return keys.stream().distinct().toList();
    }

    private static int next(Model model) {
        return (model.tab() + 1) % model.tabs().size();
    }
}
