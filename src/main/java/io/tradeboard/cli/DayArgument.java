package io.tradeboard.cli;

import io.tradeboard.run.UsageException;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.function.Supplier;

/** Reads the day that a command was asked for. */
final class DayArgument {
    private static final String YESTERDAY = "yesterday";

    private DayArgument() {}

    /** @param today asked only where it is wanted */
    static LocalDate parse(String text, Supplier<LocalDate> today) {
        try {
            return text.equals(YESTERDAY) ? today.get().minusDays(1) : LocalDate.parse(text);
        } catch (DateTimeParseException e) {
            throw new UsageException("DAY is today, yesterday or a date such as 2026-11-22", e);
        }
    }
}
