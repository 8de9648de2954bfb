package io.tradeboard.cli;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.function.Supplier;

/** Reads the day that a command was asked for. */
final class DayArgument {
    static final String TODAY = "today";

    private DayArgument() {}

    /** @param today asked only where it is wanted */
    static LocalDate parse(String text, Supplier<LocalDate> today) {
        try {
            return text.equals(TODAY) ? today.get() : LocalDate.parse(text);
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException("--day is today or a date such as 2026-11-22", e);
        }
    }
}
