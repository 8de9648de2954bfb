package io.tradeboard.cli;

import io.tradeboard.run.UsageException;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.function.Supplier;

/** Reads the day that a command was asked for. */
final class DayArgument {
    static final String TODAY = "today";
    static final String YESTERDAY = "yesterday";

    private DayArgument() {}

    /** @param today asked only where it is wanted */
    static LocalDate parse(String text, Supplier<LocalDate> today) {
        try {
            return switch (text) {
                case TODAY -> today.get();
                case YESTERDAY -> today.get().minusDays(1);
                default -> LocalDate.parse(text);
            };
        } catch (DateTimeParseException e) {
            throw new UsageException("DAY is today, yesterday or a date such as 2026-11-22", e);
        }
    }
}
