package io.tradeboard.board;

/**
 * How far a writer has got on a board, as the ledger holds it.
 *
 * <p>{@code "500"}: every record of the writer for this board up to 500 is counted. {@code "500>900 2/5"}: of the
 * records after 500 up to 900, those of the traders in the first two of five parts are counted too.
 *
 * @param from all records up to here are counted
 * @param to where a move in parts will end; {@code from} when none is under way
 * @param part how many parts are done, 0 when no move is under way
 * @param parts into how many parts the move is cut, 0 when none is under way
 */
public record Mark(long from, long to, int part, int parts) {
    /** Of a writer that has counted nothing yet. */
    public static final Mark ZERO = at(0);

    public Mark {
        boolean whole = to == from && part == 0 && parts == 0;
        boolean between = to > from && part > 0 && part < parts;
        if (from < 0 || !(whole || between)) {
            throw new IllegalArgumentException("not a mark: " + from + ">" + to + " " + part + "/" + parts);
        }
    }

    public static Mark at(long sequence) {
        return new Mark(sequence, sequence, 0, 0);
    }

    /** Whether a move in parts is under way. */
    public boolean isPartial() {
        return parts > 0;
    }

    /** Whether a board that held the other mark can hold this one later without having gone back in between. */
    boolean canFollow(Mark before) {
        if (!before.isPartial()) {
            return from >= before.from;
        }
        boolean sameMove = from == before.from && to == before.to && parts == before.parts && part >= before.part;
        return sameMove || from >= before.to;
    }

    /** The mark after part {@code part} of {@code parts} of the move from here to {@code to}. */
    Mark after(int part, int parts, long to) {
        return part == parts ? at(to) : new Mark(from, to, part, parts);
    }

    /** Whether a move of which this is one step is already done to this step or beyond it, by the stored mark. */
    boolean isReachedBy(Mark stored) {
        if (stored.equals(this)) {
            return true;
        }
        if (!isPartial()) {
            return false;
        }
        boolean sameMove = stored.from == from && stored.to == to && stored.parts == parts && stored.part >= part;
        return sameMove || stored.equals(at(to));
    }

    /**
     * Reads the text form.
     *
     * @throws IllegalArgumentException if it is not one
     */
    public static Mark parse(String text) {
        int arrow = text.indexOf('>');
        if (arrow < 0) {
            return at(Long.parseLong(text));
        }
        int space = text.indexOf(' ', arrow);
        int slash = text.indexOf('/', space);
        if (space < 0 || slash < 0) {
            throw new IllegalArgumentException("not a mark: " + text);
        }
        return new Mark(
                Long.parseLong(text.substring(0, arrow)),
                Long.parseLong(text.substring(arrow + 1, space)),
                Integer.parseInt(text.substring(space + 1, slash)),
                Integer.parseInt(text.substring(slash + 1)));
    }

    @Override
    public String toString() {
        return isPartial() ? from + ">" + to + " " + part + "/" + parts : Long.toString(from);
    }
}
