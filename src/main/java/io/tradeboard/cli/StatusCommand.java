package io.tradeboard.cli;

import io.tradeboard.format.Documents;
import io.tradeboard.format.StatusWriter;
import io.tradeboard.redis.RedisConnection;
import io.tradeboard.run.ExitCode;
import io.tradeboard.source.StreamGroup;
import io.tradeboard.source.StreamSource;
import io.tradeboard.status.StatusReader;
import io.tradeboard.status.StatusReport;
import io.tradeboard.status.StreamReport;
import io.tradeboard.trade.TradingDays;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "status",
        description = "print the state of Redis, the daemons and the boards of today",
        footer = {
            "A daemon counts as behind with more than 100,000 unread trades or a flush delay of more than 30 s,"
                    + " and as silent after 15 s without a heartbeat. A board that was BEHIND or UNVERIFIED at its last"
                    + " audit is reported but is not a problem: a running daemon catches up by itself, and a board"
                    + " that the log cannot verify may be right. While a daemon replays its log it is HEALING, and so are the"
                    + " boards: they may lack trades until it is done. Counts are since the daemon started.",
            "  tradeboard status",
            "  tradeboard status -o json",
            "  tradeboard status --config"
        },
        exitCodeList = {
            "5:Redis refuses writes; no daemon is running; a daemon is silent, behind or held up; or a board"
                    + " refuses trades, cannot be read or differs from the log"
        })
final class StatusCommand implements Callable<Integer> {
    private final Console console;
    private final Settings settings;

    /** How the status is printed. */
    enum Format {
        table,
        json
    }

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            defaultValue = "table",
            description = "table or json (table)")
    Format output = Format.table;

    @Option(names = "--config", description = "print each setting and where it comes from instead; secrets are masked")
    boolean config;

    @Mixin
    BoardOptions boards = new BoardOptions();

    @Mixin
    RedisOptions redis = new RedisOptions();

    @Mixin
    StandardOptions standard = new StandardOptions();

    @Spec
    @SuppressWarnings("NullAway.Init")
    CommandSpec spec;

    StatusCommand(Console console, Settings settings) {
        this.console = console;
        this.settings = settings;
    }

    @Override
    public Integer call() throws Exception {
        if (config) {
            ConfigReport report = new ConfigReport(settings, spec, console);
            console.print(output == Format.json ? report.json() : report.table());
            return ExitCode.OK;
        }
        try (RedisConnection connection = new RedisConnection(redis.settings())) {
            StatusReport report = new StatusReader(connection, TradingDays.of(boards.zone), StreamSource.STREAM)
                    .read(boards.symbols().names(), () -> abandoned(new StreamGroup(connection)));
            console.print(output == Format.json ? Documents.status(report) + "\n" : StatusWriter.table(report));
            return report.problems().isEmpty() ? ExitCode.OK : ExitCode.STALE;
        }
    }

    /** What was delivered to consumers that do not read now. */
    private static List<StreamReport.Pending> abandoned(StreamGroup group) {
        return group.pending().stream()
                .filter(pending -> !pending.reads())
                .map(pending -> new StreamReport.Pending(pending.consumer(), pending.entries()))
                .toList();
    }
}
