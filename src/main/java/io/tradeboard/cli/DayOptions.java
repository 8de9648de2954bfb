package io.tradeboard.cli;

import io.tradeboard.trade.TradingDays;
import java.time.Duration;
import picocli.CommandLine.Option;

/** Retention and lateness of a trading day, on which ingest and audit must agree. */
final class DayOptions {
    @Option(
            names = "--retention",
            paramLabel = "TIME",
            defaultValue = "1d",
            description = "how long to keep a board after midnight (1d)")
    Duration retention = Duration.ofDays(1);

    @Option(
            names = "--lateness",
            paramLabel = "TIME",
            defaultValue = "0",
            description = "how long after midnight to count trades of the day before; at most the retention (0)")
    Duration lateness = Duration.ZERO;

    TradingDays days(BoardOptions boards) {
        return new TradingDays(boards.zone, lateness, retention);
    }
}
