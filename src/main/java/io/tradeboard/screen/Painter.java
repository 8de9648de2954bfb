package io.tradeboard.screen;

import com.googlecode.lanterna.SGR;
import com.googlecode.lanterna.TextCharacter;
import com.googlecode.lanterna.TextColor;
import com.googlecode.lanterna.terminal.Terminal;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Shows models on a terminal: writes the cells that have changed, and nothing where none has. Where only time has passed,
 * just the line that counts seconds is drawn and compared: a screen nobody touches costs next to no CPU. (That is why this
 * is not the library's own screen, which looks up the Unicode block of every cell of every frame several times.)
 */
final class Painter {
    private final Terminal terminal;
    private @Nullable Model drawn;
    private List<Object> states = List.of();
    private Frame shown = Frame.blank(0, 0);

    /** A character in the style in which the terminal writes, null where that is not known. */
    private @Nullable TextCharacter style;

    Painter(Terminal terminal) {
        this.terminal = terminal;
    }

    void start() throws IOException {
        terminal.enterPrivateMode();
        // It may have another size than before it was given back.
        terminal.getTerminalSize();
        terminal.setCursorVisible(false);
        drawn = null;
    }

    void stop() throws IOException {
        terminal.setCursorVisible(true);
        terminal.exitPrivateMode();
        terminal.flush();
    }

    /** @param again whether the terminal may have lost what it shows */
    void show(Model model, boolean again) throws IOException {
        Model before = again ? null : drawn;
        if (model.equals(before)) {
            return;
        }
        List<Object> now = model.states();
        boolean later = before != null
                && model.equals(before.at(model.now(), model.life(), model.skew()))
                && now.equals(states);
        drawn = model;
        states = now;
        Frame next = later ? View.drawSeconds(model, shown) : View.draw(model);
        write(next, before == null);
    }

    /** @param blank whether the terminal is cleared first */
    void write(Frame next, boolean blank) throws IOException {
        boolean written = blank || next.columns() != shown.columns() || next.rows() != shown.rows();
        if (written) {
            terminal.resetColorAndSGR();
            terminal.clearScreen();
            style = null;
            shown = Frame.blank(next.columns(), next.rows());
        }
        for (int row = 0; row < next.rows(); row++) {
            if (next.row(row) != shown.row(row)) {
                written |= write(row, next.row(row), shown.row(row));
            }
        }
        shown = next;
        if (written) {
            terminal.flush();
        }
    }

    private boolean write(int row, TextCharacter[] next, TextCharacter[] before) throws IOException {
        int cursor = -1;
        for (int column = 0; column < next.length; column++) {
            TextCharacter glyph = next[column];
            if (Frame.isSecondHalf(glyph) || isSame(glyph, before[column])) {
                continue;
            }
            if (cursor != column) {
                terminal.setCursorPosition(column, row);
            }
            dress(glyph);
            terminal.putString(glyph.getCharacterString());
            boolean wide = column + 1 < next.length && Frame.isSecondHalf(next[column + 1]);
            cursor = column + (wide ? 2 : 1);
        }
        return cursor >= 0;
    }

    /** Most cells are the same object, which is quicker to see than that they are equal. */
    @SuppressWarnings("ReferenceEquality")
    private static boolean isSame(TextCharacter next, TextCharacter before) {
        return next == before || (!Frame.isSecondHalf(before) && next.equals(before));
    }

    /** Lets the terminal write in the style of a character. */
    private void dress(TextCharacter character) throws IOException {
        TextCharacter before = style;
        if (before != null
                && before.getForegroundColor().equals(character.getForegroundColor())
                && before.getModifiers().equals(character.getModifiers())) {
            return;
        }
        terminal.resetColorAndSGR();
        for (SGR modifier : character.getModifiers()) {
            terminal.enableSGR(modifier);
        }
        if (!character.getForegroundColor().equals(TextColor.ANSI.DEFAULT)) {
            terminal.setForegroundColor(character.getForegroundColor());
        }
        style = character;
    }
}
