package io.tradeboard.screen;

import io.tradeboard.read.BoardCondition;
import io.tradeboard.screen.Theme.Role;
import io.tradeboard.text.Ages;
import io.tradeboard.text.Counts;

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
    boolean draw(int at) {
        return draw(at, at);
    }

    /**
     * @param sentenceAt where it is said what is wrong: in the same line, above it where a board has no rows, or below 0
     *     where that is said already
     */
    boolean draw(int at, int sentenceAt) {
        Model.Pause pause = model.pause();
        String sentence = sentenceAt == at ? sentence() : "";
        String answer = model.message();
        if (sentenceAt >= 0 && sentenceAt < at) {
            canvas.wrapped(sentenceAt, Role.BODY, sentence());
        }
        if (model.overlay() instanceof Overlay.Prompt prompt) {
            prompt(at, prompt);
        } else if (pause != null) {
            canvas.put(0, at, Role.ALERT, Cells.left(banner(pause), canvas.columns(), ""));
            String more = answer.isEmpty() ? sentence : answer;
            if (!more.isEmpty()) {
                canvas.wrapped(at + 1, Role.BODY, more);
                return false;
            }
        } else {
            String well = sentence.isEmpty() && sentenceAt == at ? model.proof().sentence() : sentence;
            return canvas.wrapped(at, Role.BODY, answer.isEmpty() ? well : answer) == at;
        }
        return true;
    }

    /** What is typed, and what it comes to so far. */
    private void prompt(int at, Overlay.Prompt prompt) {
        int column = canvas.put(0, at, Role.HEADER, prompt.label() + ": " + prompt.text() + "_");
        String answer = model.message();
        if (answer.isEmpty() && prompt instanceof Overlay.Symbol symbol) {
            answer = Cells.joined(
                    "  ", Choosing.candidates(symbol, model.tabs()), Math.max(0, canvas.columns() - column - 3));
        }
        canvas.put(column + 3, at, Role.BODY, answer);
    }

    private String banner(Model.Pause pause) {
        return " PAUSED " + model.times().second(pause.since()) + ", " + Counts.of(pause.newer(), "newer update")
                + ". Space resumes";
    }

    /** What is wrong, or empty. */
    String sentence() {
        BoardCondition condition = model.condition();
        return switch (condition.state()) {
            case EMPTY ->
                "No " + model.symbol() + " trades since 00:00 " + model.zone().getId() + ". Try: tradeboard produce";
            case REDIS_DOWN -> redisDown(condition.reason());
            default -> condition.reason();
        };
    }

    /** With as much of the reason as there is room for; where there are no rows to keep there is room for all. */
    private String redisDown(String reason) {
        Model.Board board = model.board();
        String retry = "), retry in " + model.untilFetch() + "s.";
        if (board == null) {
            return "Redis unreachable at " + model.config().address() + " (" + reason + retry
                    + " If there is none: tradeboard redis";
        }
        String before = "Redis unreachable (";
        String after =
                retry + " Showing " + model.times().second(board.standings().asOf()) + ", age " + Ages.age(model.age());
        int room = Math.max(LEAST_REASON_CELLS, canvas.columns() - before.length() - after.length());
        return before + (Cells.width(reason) <= room ? reason : Cells.left(reason, room, canvas.ellipsis())) + after;
    }
}
