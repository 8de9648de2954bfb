package io.tradeboard.screen;

import com.googlecode.lanterna.TerminalSize;
import com.googlecode.lanterna.terminal.ansi.UnixTerminal;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * The real terminal of this process. A frame is gathered and written at once. The size is asked from the system, not
 * from the terminal by an escape sequence, whose answer would come between the keys.
 */
final class Tty extends UnixTerminal implements ScreenTerminal {
    private static final int FRAME_BYTES = 64 << 10;

    /** The last Latin letter. */
    private static final char LAST_CERTAIN = '\u024f';

    private final TerminalInput in;
    private int column;
    private int row;

    private Tty(TerminalInput in, OutputStream out, Charset charset) throws IOException {
        super(in, out, charset, CtrlCBehaviour.TRAP);
        this.in = in;
    }

    /**
     * Takes over the terminal, until {@link #close}.
     *
     * @param in and {@code out}: the terminal, as this process has it
     * @param utf8 whether it understands UTF-8; if not, what is not ASCII is drawn as a question mark
     */
    static Tty open(InputStream in, OutputStream out, boolean utf8) throws IOException {
        return new Tty(
                new TerminalInput(in),
                new BufferedOutputStream(out, FRAME_BYTES),
                utf8 ? StandardCharsets.UTF_8 : StandardCharsets.US_ASCII);
    }

    @Override
    protected TerminalSize findTerminalSize() throws IOException {
        String[] rowsAndColumns = runSTTYCommand("size").strip().split(" ", 2);
        if (rowsAndColumns.length != 2) {
            throw new IOException("stty reports no terminal size");
        }
        return new TerminalSize(Integer.parseInt(rowsAndColumns[1]), Integer.parseInt(rowsAndColumns[0]));
    }

    /**
     * Turns the keys that send signals off and flow control with them: Ctrl-C comes as a key, so the screen ends in its
     * own order. Turned on again is nothing of its own: the settings from before are restored whole.
     */
    @Override
    protected void keyStrokeSignalsEnabled(boolean enabled) throws IOException {
        if (!enabled) {
            runSTTYCommand("-isig", "-ixon");
        }
    }

    @Override
    public void onInput(Runnable listener) {
        in.onInput(listener);
    }

    @Override
    public void takeOver() throws IOException {
        canonicalMode(false);
        keyEchoEnabled(false);
        keyStrokeSignalsEnabled(false);
    }

    /**
     * Leaves nothing behind to be wrapped: tmux 3.3a, when the window has grown, first folds the rows of this screen to the
     * old width, and what no longer fits ends among the lines of the shell.
     */
    @Override
    public void exitPrivateMode() throws IOException {
        clearScreen();
        super.exitPrivateMode();
    }

    /** Stops the process as the key would, had it not been trapped; nothing happens where no shell could resume it. */
    @Override
    public void suspend() throws IOException {
        flush();
        restoreTerminalSettings();
        // The pause lets the signal arrive before anything is drawn again.
        String stop = "kill -TSTP " + ProcessHandle.current().pid() + "; sleep 0.2";
        try {
            new ProcessBuilder("sh", "-c", stop).inheritIO().start().waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        takeOver();
    }

    /** By the escape sequence OSC 52, which ends in the clipboard of the machine in front of the terminal, over ssh too. */
    @Override
    public void copy(String text) throws IOException {
        String encoded = Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
        writeToTerminal(("\u001b]52;c;" + encoded + "\u0007").getBytes(StandardCharsets.US_ASCII));
        flush();
    }

    @Override
    public void setCursorPosition(int x, int y) throws IOException {
        column = x;
        row = y;
        super.setCursorPosition(x, y);
    }

    /**
     * Writes a glyph whole; by single UTF-16 units, as the library does it, one outside the first plane would break.
     *
     * <p>Terminals differ in how many cells a glyph takes beyond the Latin ones, such as a letter with a mark that is a
     * character of its own. So the cells it has here are blanked first, and the cursor is put behind them afterwards:
     * whatever the terminal drew, what follows is in its place.
     */
    @Override
    public void putString(String glyph) throws IOException {
        int cells = Cells.width(glyph);
        int next = column + cells;
        boolean certain = glyph.length() == 1 && glyph.charAt(0) <= LAST_CERTAIN;
        if (!certain) {
            writeToTerminal(" ".repeat(cells).getBytes(getCharset()));
            setCursorPosition(column, row);
        }
        writeToTerminal(glyph.getBytes(getCharset()));
        column = next;
        if (!certain) {
            setCursorPosition(next, row);
        }
    }
}
