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
            boolean beside = layout.proof() == layout.panels();
            int half = beside ? canvas.columns() / 2 : 0;
            canvas.put(0, layout.panels(), Role.HEADING, "MOVES");
            int cells = beside ? half - 2 : canvas.columns();
            lines(0, layout.panels() + 1, layout.panelRows() - (beside ? 1 : 2), cells, moves());
            if (layout.proof() >= 0) {
                canvas.put(half, layout.proof(), Role.HEADING, "PROOF");
                lines(
                        half,
                        layout.proof() + 1,
                        layout.proofRows() - 1,
                        canvas.columns() - half,
                        ProofLines.of(model, board.standings()));
            }
        }
    }

    private void lines(int column, int row, int most, int cells, List<String> lines) {
        String mark = canvas.ellipsis();
        for (int i = 0; i < Math.min(most, lines.size()); i++) {
            canvas.put(column, row + i, Role.BODY, Cells.left(lines.get(i), cells, mark));
        }
    }

    private List<String> moves() {
        if (model.moves().isEmpty()) {
            return List.of("none yet");
        }
        return model.moves().stream()
                .map(move -> move.line(model.times(), model.config().refresh()))
                .toList();
    }
}
