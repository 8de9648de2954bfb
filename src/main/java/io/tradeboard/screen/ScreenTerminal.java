package io.tradeboard.screen;

import com.googlecode.lanterna.terminal.Terminal;
import java.io.IOException;

/** A terminal that can do what the library's cannot. */
interface ScreenTerminal extends Terminal {
    /** Registers whom to notify, on any thread, when a key can be read. */
    void onInput(Runnable listener);

    /** Puts text on the clipboard of whoever sits at the terminal, if it lets programs do that. */
    void copy(String text) throws IOException;

    /** Stops this process until its shell lets it go on. Whoever calls has given the terminal back. */
    void suspend() throws IOException;

    /** Sets the modes of the terminal again, which someone may have changed meanwhile. */
    void takeOver() throws IOException;
}
