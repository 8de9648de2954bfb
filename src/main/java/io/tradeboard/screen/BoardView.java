package io.tradeboard.screen;

import io.tradeboard.format.Amounts;
import io.tradeboard.read.Standings;
import io.tradeboard.screen.Theme.Role;
import io.tradeboard.text.Counts;
import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** Draws the chosen board of a model, with all that belongs to it, into a part of the screen of the model's size. */
final class BoardView {
    private final Model model;
    private final Canvas canvas;
    private final Layout layout;

    BoardView(Model model, Canvas canvas) {
        this.model = model;
        this.canvas = canvas;
        this.layout = Layout.of(model);
    }

    /** Draws it; returns whether the last line was left free. */
    boolean draw() {
        if (WallHeader.isLarge(model)) {
            new WallHeader(model, canvas).draw();
        } else {
            new Header(model, canvas).draw(layout);
        }
        rules();
        Model.Board board = model.board();
        if (board != null && !board.standings().rows().isEmpty()) {
            Table table = new Table(model, board, canvas);
            table.draw(layout);
            summary(board, table);
            new Panels(model, board, canvas).draw(layout);
        }
        return new MessageLine(model, canvas).draw(layout.message(), sentenceAt());
    }

    /** Draws the line with ages and countdowns again. */
    void drawSeconds() {
        if (WallHeader.isLarge(model)) {
            new WallHeader(model, canvas).drawFacts();
        } else {
            new Header(model, canvas).drawFreshness(layout);
        }
    }

    /** In the place of the rows where there are none; on a wall the header says it. */
    private int sentenceAt() {
        if (WallHeader.isLarge(model) && WallHeader.isBand(model)) {
            return -1;
        }
        int inTable = Math.min(layout.message(), layout.table() + 1);
        return model.topRows().isEmpty() ? inTable : layout.message();
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
        if (layout.headerRule() >= 0) {
            canvas.rule(layout.headerRule());
        }
        if (layout.rule() >= 0 && !model.topRows().isEmpty()) {
            canvas.rule(layout.rule());
        }
    }
}
