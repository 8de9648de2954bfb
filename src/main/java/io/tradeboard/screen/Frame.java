package io.tradeboard.screen;

import com.googlecode.lanterna.TextCharacter;
import java.util.Arrays;

/** The cells of a screen. Frames share the rows in which they do not differ. Not thread-safe. */
final class Frame {
    /** Stands in the second cell of a glyph that takes two. */
    private static final TextCharacter SECOND_HALF = TextCharacter.fromCharacter(' ')[0];

    private static final TextCharacter BLANK = TextCharacter.DEFAULT_CHARACTER;

    private final int columns;
    private final TextCharacter[][] cells;
    private final boolean[] shared;

    private Frame(int columns, TextCharacter[][] cells) {
        this.columns = columns;
        this.cells = cells;
        this.shared = new boolean[cells.length];
        Arrays.fill(shared, true);
    }

    static Frame blank(int columns, int rows) {
        TextCharacter[] row = new TextCharacter[columns];
        Arrays.fill(row, BLANK);
        TextCharacter[][] cells = new TextCharacter[rows][];
        Arrays.fill(cells, row);
        return new Frame(columns, cells);
    }

    /** The same cells, to be written over; this frame stays as it is. */
    Frame copy() {
        return new Frame(columns, cells.clone());
    }

    int columns() {
        return columns;
    }

    int rows() {
        return cells.length;
    }

    /** Whether this stands in the second cell of a glyph that takes two: it is known by its identity. */
    @SuppressWarnings("ReferenceEquality")
    static boolean isSecondHalf(TextCharacter cell) {
        return cell == SECOND_HALF;
    }

    /** Not to be written to. */
    TextCharacter[] row(int row) {
        return cells[row];
    }

    /** Writes a glyph, which may take two cells; what is left of one that had two is blank. */
    void put(int column, int row, TextCharacter glyph, int width) {
        if (shared[row]) {
            cells[row] = cells[row].clone();
            shared[row] = false;
        }
        TextCharacter[] line = cells[row];
        int end = column + width;
        if (isSecondHalf(line[column])) {
            line[column - 1] = BLANK;
        }
        if (end < columns && isSecondHalf(line[end])) {
            line[end] = BLANK;
        }
        line[column] = glyph;
        Arrays.fill(line, column + 1, end, SECOND_HALF);
    }
}
