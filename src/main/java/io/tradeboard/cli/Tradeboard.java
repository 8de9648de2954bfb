package io.tradeboard.cli;

import java.time.Duration;
import java.time.ZoneId;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The program: everything is in its commands. */
@Command(
        name = "tradeboard",
        description = "Who trades most, live: an exact leaderboard of traders by volume, for the terminal.",
        versionProvider = Version.class,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            DemoCommand.class,
            RedisCommand.class,
            ProduceCommand.class,
            IngestCommand.class,
            WatchCommand.class,
            ShowCommand.class,
            RankCommand.class,
            ResultsCommand.class,
            StatusCommand.class,
            AuditCommand.class,
            RebuildCommand.class,
            LogCommand.class,
            HelpCommand.class,
            GenerateCompletionCommand.class
        })
final class Tradeboard implements Runnable {
    @Mixin
    StandardOptions standard = new StandardOptions();

    @Spec
    @SuppressWarnings("NullAway.Init")
    CommandSpec spec;

    /** The program with all its commands, ready to parse, or to be asked what it understands. */
    static CommandLine commandLine(Console console, Settings settings) {
        CommandLine program = new CommandLine(new Tradeboard(), new CommandFactory(console, settings))
                .setDefaultValueProvider(settings)
                .registerConverter(Duration.class, new DurationConverter())
                .registerConverter(ZoneId.class, new ZoneConverter())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExpandAtFiles(false);
        GroupedHelp.install(program);
        return program;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "which command? tradeboard demo shows all of it at work");
    }
}
