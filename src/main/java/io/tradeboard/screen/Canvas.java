package io.tradeboard.screen;

import com.googlecode.lanterna.TerminalPosition;
import com.googlecode.lanterna.TerminalSize;
import com.googlecode.lanterna.TextCharacter;
import com.googlecode.lanterna.graphics.TextGraphics;
import io.tradeboard.screen.Theme.Role;
import java.util.function.UnaryOperator;

/** The cells of a screen, written in roles. What is written is made safe to print, and cut at the edge. */
final class Canvas {
    private final TextGraphics graphics;
    private final Theme theme;
    private final boolean ascii;
    private final int columns;
    private final int rows;

    Canvas(TextGraphics graphics, Theme theme, boolean ascii) {
        this.graphics = graphics;
        this.theme = theme;
        this.ascii = ascii;
        this.columns = graphics.getSize().getColumns();
        this.rows = graphics.getSize().getRows();
    }

    int columns() {
        return columns;
    }

    int rows() {
        return rows;
    }

    /** A rectangle of these cells, as a canvas of its own: nothing is written outside it. */
    Canvas part(int column, int row, int columns, int rows) {
        TerminalPosition corner = new TerminalPosition(column, row);
        return new Canvas(graphics.newTextGraphics(corner, new TerminalSize(columns, rows)), theme, ascii);
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

    /** Writes spaces everywhere: clearing the screen would cost two hundred times the bytes. */
    void blank() {
        for (int row = 0; row < rows; row++) {
            put(0, row, Role.BODY, " ".repeat(columns));
        }
    }

    /** Writes text from a cell on; returns the column behind it. */
    int put(int column, int row, Role role, String text) {
        return put(column, row, text, character -> theme.dress(character, role));
    }

    /** Writes text in the colour of a trader. */
    int putMonogram(int column, int row, String text, String traderId) {
        return put(column, row, text, character -> theme.dressMonogram(character, traderId));
    }

    private int put(int column, int row, String text, UnaryOperator<TextCharacter> dress) {
        int at = column;
        for (TextCharacter character : Cells.characters(text)) {
            int wide = character.isDoubleWidth() ? 2 : 1;
            if (row >= rows || at + wide > columns) {
                return at;
            }
            graphics.setCharacter(at, row, dress.apply(character));
            at += wide;
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
