package io.tradeboard.screen;

import static io.tradeboard.screen.Scenes.NOON;
import static io.tradeboard.screen.Scenes.after;
import static io.tradeboard.screen.Scenes.crowd;
import static io.tradeboard.screen.Scenes.shown;
import static io.tradeboard.screen.Scenes.utf8;
import static org.assertj.core.api.Assertions.assertThat;

import com.googlecode.lanterna.SGR;
import com.googlecode.lanterna.TerminalSize;
import com.googlecode.lanterna.TextCharacter;
import com.googlecode.lanterna.TextColor;
import com.googlecode.lanterna.terminal.virtual.DefaultVirtualTerminal;
import java.io.IOException;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PainterTest {
    private static final int COLUMNS = 80;
    private static final int ROWS = 24;

    private final CountingTerminal terminal = new CountingTerminal();
    private final Painter painter = new Painter(terminal);

    /** A terminal that counts what is written. */
    private static final class CountingTerminal extends DefaultVirtualTerminal {
        int glyphs;
        int flushes;

        CountingTerminal() {
            super(new TerminalSize(COLUMNS, ROWS));
        }

        @Override
        public synchronized void putString(String text) {
            glyphs++;
            super.putString(text);
        }

        @Override
        public synchronized void flush() {
            flushes++;
            super.flush();
        }
    }

    private void assertShows(Frame frame) {
        for (int row = 0; row < ROWS; row++) {
            for (int column = 0; column < COLUMNS; column++) {
                TextCharacter drawn = frame.row(row)[column];
                if (!Frame.isSecondHalf(drawn)) {
                    TextCharacter cell = terminal.getCharacter(column, row);
                    assertThat(cell).as("row %d, column %d", row, column).isEqualTo(drawn);
                }
            }
        }
    }

    @Test
    void terminalShowsWhatWasDrawnWhereverWideGlyphsComeAndGo() throws IOException {
        Random random = new Random(20_261_127);
        String[] glyphs = {"a", "b", " ", "東", "京", "\u05d0", "█"};
        Frame frame = Frame.blank(COLUMNS, ROWS);
        painter.start();
        for (int i = 0; i < 500; i++) {
            frame = frame.copy();
            int row = random.nextInt(3);
            int column = random.nextInt(3);
            while (column < COLUMNS - 1) {
                TextCharacter glyph = Cells.characters(glyphs[random.nextInt(glyphs.length)])[0];
                glyph = random.nextInt(4) > 0 ? glyph : glyph.withModifier(SGR.REVERSE);
                glyph = random.nextInt(4) > 0 ? glyph : glyph.withForegroundColor(TextColor.ANSI.BLUE);
                frame.put(column, row, glyph, Cells.width(glyph));
                column += Cells.width(glyph) + random.nextInt(3);
            }
            painter.write(frame, i == 0);
            assertShows(frame);
        }
        painter.stop();
    }

    @Test
    void onlyCellsThatChangedAreWrittenAndNothingWhereNoneDid() throws IOException {
        Model model = shown(utf8(), crowd(NOON, 20));
        painter.start();
        painter.show(model, false);
        int glyphs = terminal.glyphs;
        int flushes = terminal.flushes;
        painter.show(model, false);
        assertThat(terminal.flushes).isEqualTo(flushes);

        // The age and the countdown.
        Model later = after(model, new Event.Tick(NOON.plusSeconds(1)));
        painter.show(later, false);
        assertThat(terminal.glyphs - glyphs).isBetween(1, 4);
        assertThat(terminal.flushes).isEqualTo(flushes + 1);
        assertShows(View.draw(later));

        painter.show(later, true);
        assertThat(terminal.glyphs).isGreaterThan(3 * glyphs / 2);
        painter.stop();
    }
}
