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
        description = "show how Redis, the daemons and today's boards are",
        footer = {
            "",
            "Exit code 5 where Redis refuses writes, or no daemon is at work; where a daemon is silent for more than"
                    + " 15 s and did not stop, is held up by its disk, by Redis or by the clocks, or is behind (over"
                    + " 100,000 unread entries, or 30 s of flush delay); or where a board refuses trades, cannot be"
                    + " read, or differs from the log."
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

    @Option(names = "--config", description = "print each setting and where it came from instead; secrets are masked")
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
            ConfigReport report = new ConfigReport(settings, spec, console.home());
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
