package io.tradeboard.screen;

import io.tradeboard.read.BoardState;
import io.tradeboard.read.Proof;
import io.tradeboard.screen.Theme.Role;
import io.tradeboard.text.Ages;
import java.util.List;
import java.util.stream.Stream;

/**
 * What stands above the table on a wall: the symbol in letters that can be read from five metres; where something is
 * wrong, a band over the whole width that names it in such letters, with the reason below.
 */
final class WallHeader {
    private static final int LEAST_COLUMNS = 60;
    private static final int LEAST_ROWS = 20;
    private static final int SPACIOUS_ROWS = 30;

    private final Model model;
    private final Canvas canvas;
    private final int top;

    WallHeader(Model model, Canvas canvas) {
        this.model = model;
        this.canvas = canvas;
        this.top = top(model);
    }

    /** Whether there is room for large letters. */
    static boolean isLarge(Model model) {
        return model.look().wall() && model.columns() >= LEAST_COLUMNS && model.rows() >= LEAST_ROWS;
    }

    /** The rows that it takes: a margin, the letters, a line below them, and another. */
    static int rows(Model model) {
        return top(model) + BlockLetters.ROWS + 2;
    }

    private static int top(Model model) {
        return model.rows() >= SPACIOUS_ROWS ? 1 : 0;
    }

    /** Whether something is wrong, or the screen frozen, so that the band stands in the place of the title. */
    static boolean isBand(Model model) {
        BoardState state = model.state();
        return model.pause() != null || !(state.isWell() || state == BoardState.LOADING);
    }

    void draw() {
        if (!isBand(model)) {
            title(model.state());
        } else {
            String word = model.pause() == null ? model.state().word() : "PAUSED";
            band(word, new MessageLine(model, canvas).sentence());
        }
    }

    private void title(BoardState state) {
        String symbol = model.symbol();
        String name = model.config().symbols().title(symbol);
        Proof proof = model.proof();
        String word = state.word();
        int room = canvas.columns() - Math.max(proof.word().length(), word.length()) - 3;
        letters(false, Role.HEADER, room, name, symbol);
        canvas.putRight(top, Header.role(state), word);
        canvas.putRight(top + 1, Header.role(proof), proof.word());
        drawFacts();
        canvas.rule(top + BlockLetters.ROWS + 1);
    }

    private void band(String word, String reason) {
        int reasonAt = top + BlockLetters.ROWS;
        for (int row = 0; row <= reasonAt; row++) {
            canvas.put(0, row, Role.ALERT, " ".repeat(canvas.columns()));
        }
        letters(true, Role.ALERT, canvas.columns() - 2, word);
        canvas.put(1, reasonAt, Role.ALERT, Cells.left(reason, canvas.columns() - 1, canvas.ellipsis()));
        drawFacts();
    }

    /** Draws the line with the age. */
    void drawFacts() {
        boolean band = isBand(model);
        String facts = Cells.joined(" | ", facts(band ? model.symbol() : ""), canvas.columns());
        int at = top + BlockLetters.ROWS + (band ? 1 : 0);
        canvas.put(0, at, band ? Role.HEADER : Role.BODY, Cells.left(facts, canvas.columns(), ""));
    }

    /** The first of the texts that fits, in large letters; the last one in small letters where none does. */
    private void letters(boolean centred, Role role, int cells, String... texts) {
        boolean ascii = model.config().ascii();
        List<String> rows = Stream.of(texts)
                .map(text -> BlockLetters.rows(text, cells, ascii))
                .filter(found -> !found.isEmpty())
                .findFirst()
                .orElse(List.of("", "", texts[texts.length - 1]));
        int width = rows.stream().mapToInt(Cells::width).max().orElse(0);
        int column = centred ? (canvas.columns() - width) / 2 : 0;
        for (int i = 0; i < rows.size(); i++) {
            canvas.put(column, top + i, role, rows.get(i));
        }
    }

    private List<String> facts(String symbol) {
        Model.Board board = model.board();
        String day = model.day() == null ? "today" : model.day().toString();
        String title = (symbol.isEmpty() ? "" : symbol + " - ") + Header.top(model) + " traders " + day + " ("
                + model.zone().getId() + ")";
        return board == null
                ? List.of(title)
                : List.of(
                        title,
                        "as of " + model.times().second(board.standings().asOf()),
                        "age " + Ages.age(model.age()));
    }
}
