package io.tradeboard.screen;

import io.tradeboard.read.BoardCondition;
import io.tradeboard.screen.Theme.Role;
import io.tradeboard.text.Ages;

/** The line above the keys: what is typed, or what is wrong, or an answer, or what the audit says. */
final class MessageLine {
    private static final int LEAST_REASON_CELLS = 12;

    private final Model model;
    private final Canvas canvas;

    MessageLine(Model model, Canvas canvas) {
        this.model = model;
        this.canvas = canvas;
    }

    /** Draws it, on the line of the keys too where it is too long for one; returns whether that was left free. */
    boolean draw(Layout layout) {
        int at = layout.message();
        Model.Search search = model.search();
        Model.Pause pause = model.pause();
        String sentence = sentence();
        String answer = model.message();
        if (search != null && search.typing()) {
            canvas.put(0, at, Role.HEADER, "find: " + search.text() + "_");
        } else if (pause != null) {
            String more = answer.isEmpty() ? sentence : answer;
            canvas.put(0, at, Role.ALERT, Cells.left(banner(pause, more), canvas.columns(), ""));
        } else if (!sentence.isEmpty() && model.topRows().isEmpty()) {
            wrapped(Math.min(at, layout.table() + 1), sentence);
        } else {
            String well = sentence.isEmpty() ? model.proof().sentence() : sentence;
            return wrapped(at, answer.isEmpty() ? well : answer) == at;
        }
        return true;
    }

    /** Writes a sentence over as many lines as it takes; returns the last one. */
    private int wrapped(int row, String sentence) {
        int at = row;
        int column = 0;
        for (String word : sentence.split(" ", -1)) {
            if (column > 0 && column + Cells.width(word) > canvas.columns()) {
                at++;
                column = 0;
            }
            column = canvas.put(column, at, Role.BODY, word) + 1;
        }
        return at;
    }

    private String banner(Model.Pause pause, String sentence) {
        String newer = pause.newer() == 1 ? "1 newer update" : pause.newer() + " newer updates";
        return " PAUSED at " + model.times().second(pause.since()) + ": " + newer + ". Space resumes"
                + (sentence.isEmpty() ? "" : ". " + sentence);
    }

    private String sentence() {
        BoardCondition condition = model.condition();
        return switch (condition.state()) {
            case EMPTY ->
                "No " + model.symbol() + " trades since 00:00 " + model.zone().getId() + ". Try: tradeboard produce";
            case REDIS_DOWN -> redisDown();
            default -> condition.reason();
        };
    }

    /** With as much of the reason as there is room for; where there are no rows to keep there is room for all. */
    private String redisDown() {
        Model.Board board = model.board();
        String reason = String.valueOf(model.trouble());
        String retry = "), retry in " + model.untilFetch() + "s.";
        if (board == null) {
            return "Redis unreachable at " + model.config().address() + " (" + reason + retry
                    + " If there is none: tradeboard redis";
        }
        String before = "Redis unreachable (";
        String after =
                retry + " Showing " + model.times().second(board.standings().asOf()) + ", age " + Ages.age(model.age());
        int room = Math.max(LEAST_REASON_CELLS, canvas.columns() - before.length() - after.length());
        String mark = model.config().ascii() ? "~" : "…";
        return before + (Cells.width(reason) <= room ? reason : Cells.left(reason, room, mark)) + after;
    }
}
