package io.tradeboard.serve;

import io.tradeboard.read.BoardState;
import io.tradeboard.read.Standings;
import java.io.IOException;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.regex.Pattern;

/** Which day is asked for, and the boards of days that are over. */
final class Days {
    private static final String TODAY = "today";
    private static final String YESTERDAY = "yesterday";
    /** The same as in {@code openapi.json}, which cannot say how long a month is. */
    private static final Pattern LIKE_A_DAY = Pattern.compile("[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])");

    private static final int DAY_CHARACTERS = "2026-11-22".length();

    private final Boards boards;

    Days(Boards boards) {
        this.boards = boards;
    }

    /** Whether the day that is asked for is the one of the board that is served. */
    boolean isToday(Ask ask, String symbol) throws Problem {
        String day = String.valueOf(ask.text("day"));
        ServedBoard served = boards.find(symbol);
        return day.equals(TODAY)
                || (served != null
                        && !day.equals(YESTERDAY)
                        && parsed(day).equals(served.facts().standings().board().day()));
    }

    /** The day that is asked for, where that is one. */
    LocalDate of(Ask ask, Reader reader) throws Problem {
        String day = String.valueOf(ask.text("day"));
        return switch (day) {
            case TODAY -> reader.today();
            case YESTERDAY -> reader.today().minusDays(1);
            default -> parsed(day);
        };
    }

    private static LocalDate parsed(String text) throws Problem {
        try {
            // Years of more than four digits, which this form has with a sign, are beyond what a moment can be.
            if (text.length() == DAY_CHARACTERS) {
                return LocalDate.parse(text);
            }
        } catch (DateTimeParseException e) {
            if (LIKE_A_DAY.matcher(text).matches()) {
                throw Problem.notFound(text + " is not in the calendar");
            }
        }
        throw Problem.badRequest("day must be like 2026-11-22, today or yesterday");
    }

    /**
     * A board of a day, while it is kept, and then its result.
     *
     * @throws Problem if neither is there
     */
    Standings past(Ask ask, String symbol, int depth, Reader reader) throws Problem, IOException {
        LocalDate day = of(ask, reader);
        Standings found = reader.standings(symbol, day, depth);
        if (found.state() == BoardState.NOT_KEPT || !found.ledger().exists()) {
            throw Problem.notFound("no board of " + symbol + " is kept for " + day);
        }
        return found;
    }
}
