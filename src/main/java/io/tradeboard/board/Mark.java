package io.tradeboard.board;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How far a writer has got on a board, as the ledger holds it: the next offset that is not counted.
 *
 * <p>{@code "500"}: every record of the writer for this board below offset 500 is counted. {@code "500>900 2/5"}: of the
 * records from 500 up to and without 900, those of the traders in the first two of five parts are counted too.
 *
 * @param from all records below are counted; 0 is none
 * @param to where an update in parts will end; {@code from} when none is under way
 * @param part how many parts are done, 0 when no update is under way
 * @param parts into how many parts the update is cut, 0 when none is under way
 */
public record Mark(long from, long to, int part, int parts) {
    private static final Pattern FORM =
            Pattern.compile("(0|[1-9][0-9]{0,17})(?:>([1-9][0-9]{0,17}) ([1-9][0-9]{0,8})/([1-9][0-9]{0,8}))?");

    /** Of a writer that has counted nothing yet. */
    public static final Mark ZERO = at(0);

    public Mark {
        boolean whole = to == from && part == 0 && parts == 0;
        boolean between = to > from && part > 0 && part < parts;
        if (from < 0 || !(whole || between)) {
            throw new IllegalArgumentException("not a mark: " + from + ">" + to + " " + part + "/" + parts);
        }
    }

    public static Mark at(long nextOffset) {
        return new Mark(nextOffset, nextOffset, 0, 0);
    }

    /** Whether an update in parts is under way. */
    public boolean isPartial() {
        return parts > 0;
    }

    /** Whether a board that held the other mark can hold this one later without having lost data in between. */
    public boolean canFollow(Mark before) {
        if (!before.isPartial()) {
            return from >= before.from;
        }
        boolean sameMove = from == before.from && to == before.to && parts == before.parts && part >= before.part;
        return sameMove || from >= before.to;
    }

    /** The mark after part {@code part} of {@code parts} of the update from here to {@code to}. */
    Mark after(int part, int parts, long to) {
        return part == parts ? at(to) : new Mark(from, to, part, parts);
    }

    /**
     * Reads the text form.
     *
     * @return null if it is not one
     */
    public static @Nullable Mark parse(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            return null;
        }
        long from = Long.parseLong(form.group(1));
        if (form.group(2) == null) {
            return at(from);
        }
        long to = Long.parseLong(form.group(2));
        int part = Integer.parseInt(form.group(3));
        int parts = Integer.parseInt(form.group(4));
        return to > from && part > 0 && part < parts ? new Mark(from, to, part, parts) : null;
    }

    @Override
    public String toString() {
        return isPartial() ? from + ">" + to + " " + part + "/" + parts : Long.toString(from);
    }
}
