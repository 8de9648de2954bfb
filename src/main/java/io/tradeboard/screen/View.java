package io.tradeboard.screen;

import io.tradeboard.screen.Theme.Role;
import java.util.List;
import java.util.stream.Stream;

/** Draws a model as the cells of a screen. */
final class View {
    private static final List<String> BOARD_HINTS = Stream.of(
                    "q", "?", "Tab", "/", "Enter", "o", "Space", "f", ":", "m", "+ -", "d", "r", "s", "t", "w")
            .map(Shortcuts::hint)
            .toList();
    private static final List<String> OVERVIEW_HINTS = List.of(
            Shortcuts.hint("q"),
            Shortcuts.hint("?"),
            "arrows choose",
            "Enter open",
            Shortcuts.hint("Esc"),
            Shortcuts.hint("Space"),
            Shortcuts.hint(":"));
    private static final List<String> TRADER_HINTS = List.of(
            Shortcuts.hint("q"),
            Shortcuts.hint("?"),
            "arrows choose",
            "Enter board",
            Shortcuts.hint("Esc"),
            Shortcuts.hint("f"));

    private static final List<String> FIND_HINTS = List.of("Enter select", "Esc cancel");
    private static final List<String> SYMBOL_HINTS = List.of("Enter show", "Tab complete", "Esc cancel");

    private final Model model;
    private final Canvas canvas;

    private View(Model model, Canvas canvas) {
        this.model = model;
        this.canvas = canvas;
    }

    static Frame draw(Model model) {
        Frame frame = Frame.blank(model.columns(), model.rows());
        on(model, frame).draw();
        return frame;
    }

    /** Draws again only what counts seconds, where nothing else has changed since a model was drawn. */
    static Frame drawSeconds(Model model, Frame drawn) {
        Frame frame = drawn.copy();
        on(model, frame).drawSeconds();
        return frame;
    }

    private static View on(Model model, Frame frame) {
        Canvas canvas = new Canvas(frame, model.look().theme(), model.config().ascii());
        return new View(model, canvas);
    }

    private boolean isTooSmall() {
        return canvas.columns() < Layout.LEAST_COLUMNS || canvas.rows() < Layout.LEAST_ROWS;
    }

    private void drawSeconds() {
        if (isTooSmall() || (model.overlay() instanceof Overlay.Help && !Panes.isHelpBeside(model))) {
            return;
        }
        if (model.page() instanceof Page.Trader trader) {
            Canvas area = canvas.part(0, 0, Panes.pageColumns(model), canvas.rows());
            Canvas above = area.part(0, 0, area.columns(), messageAt(area));
            new TraderView(model.within(area.columns(), area.rows()), trader, above).drawSeconds();
        } else if (model.page() instanceof Page.Overview overview) {
            Canvas area = canvas.part(0, 0, Panes.pageColumns(model), canvas.rows());
            new OverviewView(model.within(area.columns(), area.rows()), overview, area).drawSeconds();
        } else if (model.page() instanceof Page.Board) {
            Model first = Panes.first(model);
            new BoardView(first, canvas.part(0, 0, first.columns(), canvas.rows())).drawSeconds();
            if (Panes.hasSecond(model)) {
                Model second = Panes.second(model);
                int column = first.columns() + Panes.GUTTER;
                new BoardView(second, canvas.part(column, 0, second.columns(), canvas.rows())).drawSeconds();
            }
        }
    }

    private void draw() {
        if (isTooSmall()) {
            canvas.put(
                    0,
                    0,
                    Role.BODY,
                    "Need " + Layout.LEAST_COLUMNS + "x" + Layout.LEAST_ROWS + ", have " + canvas.columns() + "x"
                            + canvas.rows() + ". q quits");
            return;
        }
        if (model.overlay() instanceof Overlay.Help help) {
            if (!Panes.isHelpBeside(model)) {
                HelpPage.draw(canvas, help.from(), false);
                return;
            }
            int columns = Panes.pageColumns(model);
            Canvas right = canvas.part(columns, 0, canvas.columns() - columns, canvas.rows());
            HelpPage.draw(right, help.from(), true);
            page(canvas.part(0, 0, columns, canvas.rows()));
            return;
        }
        page(canvas);
    }

    private void page(Canvas area) {
        Model sized = model.within(area.columns(), area.rows());
        int message = messageAt(area);
        if (model.page() instanceof Page.Overview overview) {
            new OverviewView(sized, overview, area).draw();
            message(sized.withTab(overview.chosen()), area, message, OVERVIEW_HINTS);
        } else if (model.page() instanceof Page.Trader trader) {
            new TraderView(sized, trader, area.part(0, 0, area.columns(), message)).draw();
            message(sized, area, message, TRADER_HINTS);
        } else {
            boards(area);
        }
    }

    private int messageAt(Canvas area) {
        return area.rows() - (model.look().wall() ? 1 : 2);
    }

    private void message(Model sized, Canvas area, int at, List<String> hints) {
        end(area, new MessageLine(sized, area).draw(at), hints);
    }

    private void boards(Canvas area) {
        Model first = Panes.first(model);
        boolean free = new BoardView(first, area.part(0, 0, first.columns(), area.rows())).draw();
        if (Panes.hasSecond(model)) {
            Model second = Panes.second(model);
            int column = first.columns() + Panes.GUTTER;
            area.border(first.columns() + 1, area.rows() - 1);
            free &= new BoardView(second, area.part(column, 0, second.columns(), area.rows())).draw();
        }
        end(area, free, BOARD_HINTS);
    }

    /** The line of keys, where a message has left it free. */
    private void end(Canvas area, boolean free, List<String> hints) {
        List<String> keys = model.overlay() instanceof Overlay.Find
                ? FIND_HINTS
                : model.overlay() instanceof Overlay.Symbol ? SYMBOL_HINTS : hints;
        if (free && !model.look().wall() && !(model.overlay() instanceof Overlay.Help)) {
            area.put(0, area.rows() - 1, Role.MUTED, Cells.joined("  ", keys, area.columns()));
        }
    }
}
