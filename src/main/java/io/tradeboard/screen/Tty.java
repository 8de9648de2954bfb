package io.tradeboard.screen;

import com.googlecode.lanterna.TerminalSize;
import com.googlecode.lanterna.terminal.ansi.UnixLikeTTYTerminal;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The real terminal of this process. A frame is gathered and written at once. The library draws; keys and settings do not
 * come by way of it ({@link TerminalInput}, {@link Stty}).
 */
final class Tty extends UnixLikeTTYTerminal implements ScreenTerminal {
    private static final int FRAME_BYTES = 64 << 10;

    /**
     * What another program may have left on is switched off: all ways to report the mouse, the focus, cursor and keypad
     * keys of their own, the keyboard protocols of xterm and kitty. Pastes come in brackets.
     */
    private static final String MODES =
            "\u001b[?9;1000;1001;1002;1003;1004;1005;1006;1015;1016l\u001b[?1l\u001b>\u001b[>4;0m\u001b[=0u\u001b[?2004h";

    /** Kitty keeps its flags on a stack; on the way out xterm takes the value of its own settings. */
    private static final String PUSH_KEYBOARD = "\u001b[>0u";

    private static final String RESTORED_MODES = "\u001b[?2004l\u001b[>4m\u001b[<1u";

    private final TerminalInput in;
    private final TerminalOutput out;
    private final Stty stty;
    private volatile boolean resized;
    private @Nullable IOException notRestored;
    private int column;
    private int row;

    private Tty(TerminalInput in, TerminalOutput out, Stty stty, Charset charset) throws IOException {
        super(
                null,
                InputStream.nullInputStream(),
                new BufferedOutputStream(out, FRAME_BYTES),
                charset,
                CtrlCBehaviour.TRAP);
        this.in = in;
        this.out = out;
        this.stty = stty;
    }

    /**
     * Takes over the terminal, until {@link #close}.
     *
     * @param in and {@code out}: the terminal, as this process has it
     * @param utf8 whether it understands UTF-8; if not, what is not ASCII is drawn as a question mark
     * @param size of a terminal that does not know its own
     * @throws NoTerminalException if there is none that could be taken over
     */
    static Tty open(InputStream in, OutputStream out, boolean utf8, TerminalSize size) throws IOException {
        Stty stty = new Stty(size);
        return new Tty(
                new TerminalInput(in, utf8, () -> TimeUnit.NANOSECONDS.toMillis(System.nanoTime())),
                new TerminalOutput(out),
                stty,
                utf8 ? StandardCharsets.UTF_8 : StandardCharsets.US_ASCII);
    }

    @Override
    protected TerminalSize findTerminalSize() throws IOException {
        if (resized) {
            resized = false;
            stty.resized();
        }
        return stty.size();
    }

    @Override
    protected void registerTerminalResizeListener(Runnable onResize) throws IOException {
        super.registerTerminalResizeListener(() -> {
            resized = true;
            onResize.run();
        });
    }

    // The settings are taken over whole, before the library asks for its parts, and restored whole.

    @Override
    protected void saveTerminalSettings() {}

    @Override
    protected void canonicalMode(boolean enabled) {}

    @Override
    protected void keyEchoEnabled(boolean enabled) {}

    @Override
    protected void keyStrokeSignalsEnabled(boolean enabled) {}

    @Override
    protected void restoreTerminalSettings() throws IOException {
        try {
            stty.restore();
        } catch (IOException e) {
            // The library drops what this throws while it closes.
            notRestored = e;
            throw e;
        }
    }

    @Override
    public void close() throws IOException {
        super.close();
        out.close();
        if (notRestored != null) {
            throw new IOException(
                    "the terminal was not restored: " + notRestored.getMessage() + "; try: stty sane", notRestored);
        }
    }

    @Override
    public void onInput(Runnable listener) {
        in.onInput(listener);
    }

    @Override
    public List<Event> poll() {
        return in.poll();
    }

    @Override
    public void hurry() {
        out.hurry();
    }

    @Override
    public void askBackground() throws IOException {
        write(Background.QUESTION);
        flush();
    }

    @Override
    public void takeOver() throws IOException {
        stty.takeOver();
        write(MODES);
    }

    @Override
    public void enterPrivateMode() throws IOException {
        super.enterPrivateMode();
        write(PUSH_KEYBOARD);
        write(MODES);
    }

    /**
     * Leaves nothing behind to be wrapped: tmux 3.3a, when the window has grown, first folds the rows of this screen to the
     * old width, and what no longer fits ends among the lines of the shell.
     */
    @Override
    public void exitPrivateMode() throws IOException {
        write(RESTORED_MODES);
        clearScreen();
        super.exitPrivateMode();
    }

    private void write(String sequence) throws IOException {
        writeToTerminal(sequence.getBytes(StandardCharsets.US_ASCII));
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
        stty.takeOver();
        resized = true;
    }

    /** By the escape sequence OSC 52, which ends in the clipboard of the machine in front of the terminal, over ssh too. */
    @Override
    public void copy(String text) throws IOException {
        String encoded = Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
        write("\u001b]52;c;" + encoded + "\u0007");
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
        boolean certain = glyph.length() == 1 && glyph.charAt(0) <= Cells.LAST_LATIN;
        if (!certain) {
            writeToTerminal(" ".repeat(cells).getBytes(getCharset()));
            setCursorPosition(column, row);
        }
        boolean blank = glyph.equals(Cells.LETTER_BLANK) && !getCharset().equals(StandardCharsets.UTF_8);
        writeToTerminal((blank ? " " : glyph).getBytes(getCharset()));
        column = next;
        if (!certain) {
            setCursorPosition(next, row);
        }
    }
}
