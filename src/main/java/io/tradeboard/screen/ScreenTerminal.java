package io.tradeboard.screen;

import com.googlecode.lanterna.terminal.Terminal;
import java.io.IOException;
import java.util.List;

/** A terminal that can do what the library's cannot. */
interface ScreenTerminal extends Terminal {
    /** Registers whom to notify, on any thread, when {@link #poll} may have something new. */
    void onInput(Runnable listener);

    /** What has come from the terminal since: keys, pastes, answers. */
    List<Event> poll();

    /** Asks for the background; the answer, or that there is none, is an event, unless nothing ever comes. */
    void askBackground() throws IOException;

    /** From now on a terminal that takes no output is not waited for: the program is to end. Any thread. */
    void hurry();

    /** Puts text on the clipboard of whoever sits at the terminal, if it lets programs do that. */
    void copy(String text) throws IOException;

    /** Stops this process until its shell lets it go on. Whoever calls has given the terminal back. */
    void suspend() throws IOException;

    /** Sets the modes of the terminal again, which someone may have changed meanwhile. */
    void takeOver() throws IOException;
}
