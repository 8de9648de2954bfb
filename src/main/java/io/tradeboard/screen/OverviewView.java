package io.tradeboard.screen;

import io.tradeboard.format.Amounts;
import io.tradeboard.read.BoardCondition;
import io.tradeboard.read.BoardState;
import io.tradeboard.read.Standings;
import io.tradeboard.screen.Theme.Role;
import java.util.List;

/** Draws all symbols in a grid of small boards, each with its own state. */
final class OverviewView {
    private static final int RANK_CELLS = 3;
    private static final int VOLUME_CELLS = 8;
    private static final int TRADER_CELLS = 20;
    private static final int LEAST_TRADER_CELLS = 12;
    private static final int LEAST_BAR_CELLS = 7;
    private static final int MOST_BAR_CELLS = 30;

    private final Model model;
    private final Page.Overview page;
    private final Canvas canvas;
    private final Grid grid;
    private final String mark;

    OverviewView(Model model, Page.Overview page, Canvas canvas) {
        this.model = model;
        this.page = page;
        this.canvas = canvas;
        this.grid = Grid.of(model, page);
        this.mark = canvas.ellipsis();
    }

    void draw() {
        int symbols = model.tabs().size();
        String shown = grid.shown() == symbols
                ? symbols + (symbols == 1 ? " symbol" : " symbols")
                : "symbols " + (grid.first() + 1) + "-" + (grid.first() + grid.shown()) + " of " + symbols;
        String day = model.day() == null ? "today" : model.day().toString();
        String title = "Overview - top traders " + day + " (" + model.zone().getId() + ")";
        int room = Math.max(1, canvas.columns() - shown.length() - 1);
        canvas.put(0, 0, Role.HEADER, Cells.left(Cells.width(title) > room ? "Overview" : title, room, mark));
        canvas.putRight(0, Role.BODY, shown);
        drawSeconds();
        for (int index : grid.cells()) {
            cell(index, canvas.part(grid.columnOf(index), grid.rowOf(index), grid.columns(), grid.rows()));
        }
    }

    /** Draws how fresh and how exact the board of the chosen symbol is. */
    void drawSeconds() {
        Model chosen = model.withTab(page.chosen());
        new Header(chosen, canvas).drawFreshness(chosen.symbol() + " ");
    }

    private void cell(int index, Canvas area) {
        Model own = model.choosing(index);
        BoardCondition condition = own.condition();
        BoardState state = condition.state();
        boolean chosen = index == page.chosen();
        String symbol = own.symbol();
        String name = model.config().symbols().title(symbol);
        String title = (chosen ? ">" : " ") + symbol + (name.equals(symbol) ? "" : " " + name);
        int room = area.columns() - state.word().length() - 1;
        area.put(0, 0, chosen ? Role.ALERT : Role.HEADER, Cells.left(title, Math.max(1, room), mark));
        area.putRight(0, Header.role(state), state.word());
        Model.Board board = own.board();
        List<Standings.Row> rows = board == null ? List.of() : board.standings().rows();
        if (board == null || rows.isEmpty()) {
            String why = state == BoardState.EMPTY ? "no trades yet" : condition.reason();
            area.part(1, 1, area.columns() - 1, area.rows() - 2).wrapped(0, Role.MUTED, why);
            return;
        }
        Amounts amounts = new Amounts(board.standings(), true);
        // The last row separates it from the cell below.
        for (int i = 0; i < Math.min(rows.size(), area.rows() - 2); i++) {
            row(area, i + 1, rows.get(i), amounts, rows.get(0).volume());
        }
    }

    private void row(Canvas area, int at, Standings.Row row, Amounts amounts, long most) {
        boolean ascii = model.config().ascii();
        int room = area.columns() - RANK_CELLS - 2 - VOLUME_CELLS - 1;
        int trader = Math.min(TRADER_CELLS, Math.max(LEAST_TRADER_CELLS, room - LEAST_BAR_CELLS - 1));
        int bar = Math.min(MOST_BAR_CELLS, room - trader - 1);
        trader = bar < LEAST_BAR_CELLS ? Math.max(1, room) : trader;
        Role role = row.isShownAs(String.valueOf(model.followed())) ? Role.HEADER : Role.BODY;
        int column = area.put(
                0,
                at,
                role,
                Cells.right(Integer.toString(row.rank()), RANK_CELLS)
                        + (row.tied() ? "= " : "  ")
                        + Cells.left(row.name(), trader, mark)
                        + Cells.right(amounts.volume(row, ascii), VOLUME_CELLS));
        if (bar >= LEAST_BAR_CELLS) {
            area.put(column + 1, at, Role.BAR, Bar.of(row.volume(), most, bar, ascii));
        }
    }
}
