package io.tradeboard.screen;

import com.googlecode.lanterna.graphics.TextGraphics;
import io.tradeboard.format.Amounts;
import io.tradeboard.read.Standings;
import io.tradeboard.screen.Theme.Role;
import io.tradeboard.text.Counts;
import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** Draws a model into the cells of a screen; every cell is written each time, so nothing needs clearing. */
final class View {
    private static final List<String> HINTS = List.of(
            "q quit",
            "? help",
            "Tab symbol",
            "/ find",
            "Space pause",
            "r refresh",
            "s save",
            "t theme",
            "f follow",
            "m movement",
            "+ - rows",
            "d day",
            "w wall");

    private final Model model;
    private final Canvas canvas;
    private final Layout layout;

    private View(Model model, Canvas canvas) {
        this.model = model;
        this.canvas = canvas;
        this.layout = Layout.of(model);
    }

    static void draw(Model model, TextGraphics graphics) {
        new View(model, new Canvas(graphics, model.look().theme())).draw();
    }

    private void draw() {
        canvas.blank();
        if (canvas.columns() < Layout.LEAST_COLUMNS || canvas.rows() < Layout.LEAST_ROWS) {
            canvas.put(
                    0,
                    0,
                    Role.BODY,
                    "Need " + Layout.LEAST_COLUMNS + "x" + Layout.LEAST_ROWS + ", have " + canvas.columns() + "x"
                            + canvas.rows() + ". q quits");
            return;
        }
        if (model.help() >= 0) {
            HelpPage.draw(canvas, model.help());
            return;
        }
        new Header(model, canvas).draw(layout);
        rules();
        Model.Board board = model.board();
        if (board != null && !board.standings().rows().isEmpty()) {
            Table table = new Table(model, board, canvas);
            table.draw(layout);
            summary(board, table);
            new Panels(model, board, canvas).draw(layout);
        }
        boolean free = new MessageLine(model, canvas).draw(layout);
        if (free && layout.hints() >= 0) {
            canvas.put(0, layout.hints(), Role.MUTED, Cells.joined("  ", HINTS, canvas.columns()));
        }
    }

    private void summary(Model.Board board, Table table) {
        if (layout.summary() < 0) {
            return;
        }
        Standings standings = board.standings();
        Amounts amounts = new Amounts(standings, false);
        List<Standings.Row> rows = model.topRows();
        BigInteger top = BigInteger.ZERO;
        for (Standings.Row row : rows) {
            top = top.add(BigInteger.valueOf(row.volume()));
        }
        Instant since = table.since();
        int first = model.cursor().top() + 1;
        int last = Math.min(rows.size(), model.cursor().top() + layout.tableRows());
        canvas.put(
                0,
                layout.summary(),
                Role.BODY,
                Cells.joined(
                        " | ",
                        List.of(
                                String.format(
                                        Locale.ROOT,
                                        "top %d %s %s of %s %s",
                                        rows.size(),
                                        rows.size() == 1 ? "holds" : "hold",
                                        amounts.share(top),
                                        amounts.total(model.config().ascii()),
                                        standings.board().symbol()),
                                last - first + 1 < rows.size()
                                        ? "rows " + first + "-" + last
                                        : Counts.of(standings.traders(), "trader"),
                                since == null
                                        ? ""
                                        : table.moved() + " moved since "
                                                + Moves.time(
                                                        since,
                                                        model.times(),
                                                        model.config().refresh())),
                        canvas.columns()));
    }

    private void rules() {
        String rule = (model.config().ascii() ? "-" : "─").repeat(canvas.columns());
        if (layout.headerRule() >= 0) {
            canvas.put(0, layout.headerRule(), Role.MUTED, rule);
        }
        if (layout.rule() >= 0 && !model.topRows().isEmpty()) {
            canvas.put(0, layout.rule(), Role.MUTED, rule);
        }
    }
}
