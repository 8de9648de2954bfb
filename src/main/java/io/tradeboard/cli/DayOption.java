package io.tradeboard.cli;

import java.time.LocalDate;
import java.util.function.Supplier;
import picocli.CommandLine.Option;

/** Which day a command is about. */
final class DayOption {
    @Option(
            names = "--day",
            paramLabel = "DAY",
            defaultValue = DayArgument.TODAY,
            description = "today, yesterday, or a retained day such as 2026-11-22 (today)")
    String day = DayArgument.TODAY;

    boolean isToday() {
        return day.equals(DayArgument.TODAY);
    }

    /** @param today asked only where it is wanted */
    LocalDate of(Supplier<LocalDate> today) {
        return isToday() ? today.get() : DayArgument.parse(day, today);
    }
}
