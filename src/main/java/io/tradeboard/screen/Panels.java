package io.tradeboard.screen;

import io.tradeboard.screen.Theme.Role;
import java.util.List;

/** What happened lately, and how far it can be trusted: lines under the table, or two panels where there is room. */
final class Panels {
    private final Model model;
    private final Model.Board board;
    private final Canvas canvas;

    Panels(Model model, Model.Board board, Canvas canvas) {
        this.model = model;
        this.board = board;
        this.canvas = canvas;
    }

    void draw(Layout layout) {
        if (layout.moves() >= 0) {
            lines(0, layout.moves(), layout.moveRows(), canvas.columns(), moves());
        }
        if (layout.panels() >= 0) {
            int half = canvas.columns() / 2;
            canvas.put(0, layout.panels(), Role.HEADING, "MOVES");
            lines(0, layout.panels() + 1, layout.panelRows() - 1, half - 2, moves());
            canvas.put(half, layout.panels(), Role.HEADING, "PROOF");
            lines(
                    half,
                    layout.panels() + 1,
                    layout.panelRows() - 1,
                    canvas.columns() - half,
                    ProofLines.of(model, board.standings()));
        }
    }

    private void lines(int column, int row, int most, int cells, List<String> lines) {
        String mark = model.config().ascii() ? "~" : "…";
        for (int i = 0; i < Math.min(most, lines.size()); i++) {
            canvas.put(column, row + i, Role.BODY, Cells.left(lines.get(i), cells, mark));
        }
    }

    private List<String> moves() {
        return model.moves().stream()
                .map(move -> move.line(model.times(), model.config().refresh()))
                .toList();
    }
}
