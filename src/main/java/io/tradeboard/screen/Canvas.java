package io.tradeboard.screen;

import com.googlecode.lanterna.TextCharacter;
import io.tradeboard.screen.Theme.Role;
import java.util.function.UnaryOperator;

/** A rectangle of a frame, written in roles. What is written is made safe to print, and cut at the edge. */
final class Canvas {
    private final Frame frame;
    private final int left;
    private final int top;
    private final int columns;
    private final int rows;
    private final Theme theme;
    private final boolean ascii;

    private Canvas(Frame frame, int left, int top, int columns, int rows, Theme theme, boolean ascii) {
        this.frame = frame;
        this.left = left;
        this.top = top;
        this.columns = columns;
        this.rows = rows;
        this.theme = theme;
        this.ascii = ascii;
    }

    /** All of a frame. */
    Canvas(Frame frame, Theme theme, boolean ascii) {
        this(frame, 0, 0, frame.columns(), frame.rows(), theme, ascii);
    }

    int columns() {
        return columns;
    }

    int rows() {
        return rows;
    }

    /** A rectangle of these cells, as a canvas of its own: nothing is written outside it. */
    Canvas part(int column, int row, int width, int height) {
        return new Canvas(frame, left + column, top + row, width, height, theme, ascii);
    }

    boolean ascii() {
        return ascii;
    }

    /** What stands at the end of a text that was cut. */
    String ellipsis() {
        return ascii ? "~" : "…";
    }

    /** Draws a line over the whole width. */
    void rule(int row) {
        put(0, row, Role.MUTED, (ascii ? "-" : "─").repeat(columns));
    }

    /** Draws a line over the whole height. */
    void border(int column, int height) {
        for (int row = 0; row < height; row++) {
            put(column, row, Role.MUTED, ascii ? "|" : "│");
        }
    }

    /** Writes text from a cell on; returns the column behind it. */
    int put(int column, int row, Role role, String text) {
        return put(column, row, text, character -> theme.dress(character, role));
    }

    /** Writes a sentence over as many lines as it takes; returns the last one. */
    int wrapped(int row, Role role, String sentence) {
        int at = row;
        int column = 0;
        for (String word : sentence.split(" ", -1)) {
            if (column > 0 && column + Cells.width(word) > columns) {
                at++;
                column = 0;
            }
            column = put(column, at, role, word) + 1;
        }
        return at;
    }

    /** Writes text in the colour of a trader. */
    int putMonogram(int column, int row, String text, String traderId) {
        return put(column, row, text, character -> theme.dressMonogram(character, traderId));
    }

    private int put(int column, int row, String text, UnaryOperator<TextCharacter> dress) {
        int at = column;
        for (TextCharacter character : Cells.characters(text)) {
            int width = Cells.width(character);
            if (row < 0 || row >= rows || at + width > columns) {
                return at;
            }
            frame.put(left + at, top + row, dress.apply(character), width);
            at += width;
        }
        return at;
    }

    /** Writes text that ends at the right edge, with a space before it. */
    void putRight(int row, Role role, String text) {
        if (!text.isEmpty()) {
            int at = Math.max(0, columns - Cells.width(text));
            put(at, row, role, text);
            if (at > 0) {
                put(at - 1, row, Role.BODY, " ");
            }
        }
    }
}
