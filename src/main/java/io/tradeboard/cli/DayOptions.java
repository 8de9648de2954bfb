package io.tradeboard.cli;

import io.tradeboard.trade.TradingDays;
import java.time.Duration;
import picocli.CommandLine.Option;

/** How long a trading day is taken for and kept, which ingest and audit must agree on. */
final class DayOptions {
    @Option(
            names = "--retention",
            paramLabel = "TIME",
            defaultValue = "1d",
            description = "how long a board is kept after midnight (1d)")
    Duration retention = Duration.ofDays(1);

    @Option(
            names = "--lateness",
            paramLabel = "TIME",
            defaultValue = "0",
            description = "how long after midnight trades of the day are still taken; at most the retention (0)")
    Duration lateness = Duration.ZERO;

    TradingDays days(BoardOptions boards) {
        return new TradingDays(boards.zone, lateness, retention);
    }
}
