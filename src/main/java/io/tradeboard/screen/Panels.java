package io.tradeboard.screen;

import io.tradeboard.read.Standings;
import io.tradeboard.run.Meters.Counter;
import io.tradeboard.run.Meters.Distribution;
import io.tradeboard.run.Quantiles;
import io.tradeboard.screen.Theme.Role;
import io.tradeboard.status.Heartbeat;
import io.tradeboard.status.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

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
                lines(half, layout.proof() + 1, layout.proofRows() - 1, canvas.columns() - half, proof());
            }
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
                .map(move -> model.times().minute(move.at()) + " " + move.text())
                .toList();
    }

    private List<String> proof() {
        List<String> lines = new ArrayList<>();
        Standings standings = board.standings();
        Verdict verdict = standings.audit();
        lines.add(
                verdict == null
                        ? "audit    none yet"
                        : String.format(
                                Locale.ROOT,
                                "audit    %s, %,d trades recounted, %,d differences",
                                model.times().second(verdict.at()),
                                verdict.trades(),
                                verdict.differences()));
        lines.add(String.format(
                Locale.ROOT, "board    %,d trades of %,d traders", standings.trades(), standings.traders()));
        Model.Life life = model.life();
        if (life == null) {
            return lines;
        }
        Heartbeat beat = life.vitals().newest();
        if (beat == null) {
            lines.add("ingest   no daemon has reported");
        } else {
            lines.add(String.format(
                    Locale.ROOT,
                    "ingest   %s since %s, %,.0f trades/s, lag %.1fs",
                    beat.state(),
                    model.times().second(beat.since()),
                    beat.rates().accepted(),
                    beat.flushDelayMillis() / 1_000.0));
            lines.add(String.format(
                    Locale.ROOT,
                    "%srejected %,d, late %,d, repeated %,d",
                    lag(beat.meters().get(Distribution.ARRIVAL_TO_BOARD)),
                    beat.count(Counter.REJECTED),
                    beat.count(Counter.LATE),
                    beat.count(Counter.DUPLICATES)));
        }
        lines.add(String.format(
                Locale.ROOT,
                "redis    %s, answers in %.1f ms",
                model.config().address(),
                life.latency().toNanos() / 1e6));
        return lines;
    }

    /** How long all but the slowest trades took lately, where any reached a board. */
    private static String lag(Quantiles lags) {
        return lags.isEmpty() ? "" : String.format(Locale.ROOT, "lag p99 %.2fs, ", lags.p99() / 1e6);
    }
}
