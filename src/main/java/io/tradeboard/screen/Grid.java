package io.tradeboard.screen;

import java.util.List;
import java.util.stream.IntStream;

/**
 * How the symbols stand on the overview: in cells of one size, as few beside each other as leave each its ten rows, and
 * no wider than reads well. Where they do not fit, those around the chosen one are shown.
 *
 * @param across how many cells stand beside each other
 * @param first index of the first symbol that is shown
 * @param shown how many are
 * @param columns and {@code rows}: the size of a cell
 */
record Grid(int across, int first, int shown, int columns, int rows) {
    static final int TOP = 2;
    static final int GUTTER = 2;

    private static final int LEAST_COLUMNS = 36;
    private static final int MOST_COLUMNS = 70;
    private static final int LEAST_ROWS = 5;
    private static final int GOOD_ROWS = 12;

    static Grid of(Model model, Page.Overview page) {
        int columns = Panes.pageColumns(model);
        int rows = Math.max(1, model.rows() - TOP - (model.look().wall() ? 1 : 2));
        int symbols = model.tabs().size();
        int most = Math.max(1, (columns + GUTTER) / (LEAST_COLUMNS + GUTTER));
        int across = Math.max(1, Math.min(most, (columns + GUTTER - 1) / (MOST_COLUMNS + GUTTER) + 1));
        while (across < most && rows / down(symbols, across) < GOOD_ROWS) {
            across++;
        }
        across = Math.min(across, symbols);
        int down = Math.max(1, Math.min(down(symbols, across), rows / LEAST_ROWS));
        int top = Math.max(0, page.chosen() / across - down + 1);
        int first = top * across;
        return new Grid(
                across,
                first,
                Math.min(down * across, symbols - first),
                (columns + GUTTER) / across - GUTTER,
                rows / down);
    }

    private static int down(int symbols, int across) {
        return (symbols + across - 1) / across;
    }

    /** The indices of the symbols that are shown. */
    List<Integer> cells() {
        return IntStream.range(first, first + shown).boxed().toList();
    }

    int columnOf(int index) {
        return (index - first) % across * (columns + GUTTER);
    }

    int rowOf(int index) {
        return TOP + (index - first) / across * rows;
    }
}
