package io.tradeboard.cli;

import io.tradeboard.run.UsageException;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.function.Supplier;

/** Reads the day that a command was asked for. */
final class DayArgument {
    static final String TODAY = "today";

    private static final String YESTERDAY = "yesterday";

    private DayArgument() {}

    /** @param today asked only where it is wanted */
    static LocalDate parse(String text, Supplier<LocalDate> today) {
        try {
            if (text.equals(YESTERDAY)) {
                return today.get().minusDays(1);
            }
            return text.equals(TODAY) ? today.get() : LocalDate.parse(text);
        } catch (DateTimeParseException e) {
            throw new UsageException("--day is today, yesterday or a date such as 2026-11-22", e);
        }
    }
}
