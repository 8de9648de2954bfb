package io.tradeboard.screen;

import io.tradeboard.read.Standings;
import io.tradeboard.trade.Quantity;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Moves the selection through the rows, and the rows through the window. */
final class Selection {
    private Selection() {}

    /** The selected row, or null. */
    static Standings.@Nullable Row row(Model model) {
        List<Standings.Row> rows = model.topRows();
        int at = index(rows, model.cursor().trader());
        return at < 0 ? null : rows.get(at);
    }

    /**
     * What is put on the clipboard: of the selected row rank, trader and volume with tabs between them; on the page of a
     * trader the name.
     */
    static String text(Model model) {
        if (model.page() instanceof Page.Trader page) {
            return page.name();
        }
        Standings.Row row = row(model);
        Model.Board board = model.board();
        if (row == null || board == null) {
            return "";
        }
        String volume = Quantity.format(row.volume(), board.standings().scale());
        return row.rank() + "\t" + row.traderId() + "\t" + volume;
    }

    /** Moves the selection by so many rows; the first key selects the first row that is shown, or the last one. */
    static void move(Edit next, int by) {
        List<Standings.Row> rows = next.done().topRows();
        if (rows.isEmpty()) {
            return;
        }
        int at = index(rows, next.cursor.trader());
        int from = at >= 0 ? at : by > 0 ? next.cursor.top() - 1 : next.cursor.top() + 1;
        select(next, rows, Math.max(0, Math.min(rows.size() - 1, from + by)));
    }

    /** Moves the selection and the window by as many rows as are shown; the first key selects at the top. */
    static void turn(Edit next, int by) {
        List<Standings.Row> rows = next.done().topRows();
        if (rows.isEmpty()) {
            return;
        }
        int top = next.cursor.top();
        int at = index(rows, next.cursor.trader());
        select(next, rows, Math.max(0, Math.min(rows.size() - 1, (at < 0 ? top : at) + by)));
        next.cursor = new Cursor(next.cursor.trader(), top + by);
    }

    static void select(Edit next, List<Standings.Row> rows, int index) {
        next.cursor = new Cursor(rows.get(index).traderId(), next.cursor.top());
    }

    /** Goes back to the first row; {@link #keepInSight} then scrolls as far as the selection needs. */
    static void showTop(Edit next) {
        next.cursor = new Cursor(next.cursor.trader(), 0);
    }

    /** Scrolls so that the selected row is shown, wherever it went; without one the first row is. */
    static void keepInSight(Edit next) {
        scroll(next);
        // The followed trader may need a row of its own, or none any more.
        scroll(next);
    }

    private static void scroll(Edit next) {
        Model model = next.done();
        List<Standings.Row> rows = model.topRows();
        int shown = Math.max(1, Panes.layout(model).tableRows());
        int at = index(rows, next.cursor.trader());
        int top = at < 0 ? 0 : Math.max(at - shown + 1, Math.min(at, next.cursor.top()));
        next.cursor = new Cursor(next.cursor.trader(), Math.max(0, Math.min(top, rows.size() - shown)));
    }

    static int index(List<Standings.Row> rows, @Nullable String trader) {
        for (int i = 0; i < rows.size(); i++) {
            if (Objects.equals(rows.get(i).traderId(), trader)) {
                return i;
            }
        }
        return -1;
    }
}
