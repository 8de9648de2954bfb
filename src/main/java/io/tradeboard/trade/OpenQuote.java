package io.tradeboard.trade;

/**
 * Follows the quotes of CSV (RFC 4180) over lines: a quoted cell may contain line breaks, and what is within one is no
 * record of its own. A quote opens a cell only where the cell begins; elsewhere it is just a character.
 *
 * <p>Holds no text, so that it takes a line in parts and a cell of any length. Not thread-safe.
 */
public final class OpenQuote {
    private enum State {
        CELL_START,
        UNQUOTED,
        QUOTED,
        /** Behind a quote in a quoted cell: the end of it, or the first half of an escaped one. */
        QUOTE_IN_QUOTED
    }

    private State state = State.CELL_START;

    /** Whether the next byte is within a quoted cell. */
    public boolean isOpen() {
        return state == State.QUOTED;
    }

    /** Takes a line without its end, or the next part of one. */
    public void take(byte[] bytes, int from, int length) {
        if (length == 0) {
            return;
        }
        if (state != State.QUOTED && state != State.QUOTE_IN_QUOTED && !hasQuote(bytes, from, length)) {
            state = bytes[from + length - 1] == ',' ? State.CELL_START : State.UNQUOTED;
            return;
        }
        for (int i = from; i < from + length; i++) {
            byte next = bytes[i];
            state = switch (state) {
                case QUOTED -> next == '"' ? State.QUOTE_IN_QUOTED : State.QUOTED;
                case QUOTE_IN_QUOTED -> next == '"' ? State.QUOTED : next == ',' ? State.CELL_START : State.UNQUOTED;
                case CELL_START -> next == '"' ? State.QUOTED : next == ',' ? State.CELL_START : State.UNQUOTED;
                case UNQUOTED -> next == ',' ? State.CELL_START : State.UNQUOTED;
            };
        }
    }

    /** Takes the end of the line; what is not open is a record that has ended. */
    public void endLine() {
        if (state != State.QUOTED) {
            state = State.CELL_START;
        }
    }

    private static boolean hasQuote(byte[] bytes, int from, int length) {
        int at = from;
        int end = from + length;
        for (; at + Long.BYTES <= end; at += Long.BYTES) {
            if (EightBytes.equal(EightBytes.at(bytes, at), '"') != 0) {
                return true;
            }
        }
        while (at < end && bytes[at] != '"') {
            at++;
        }
        return at < end;
    }
}
