package io.tradeboard.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
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
            StatusCommand.class,
            AuditCommand.class,
            LogCommand.class,
            HelpCommand.class
        })
final class Tradeboard implements Runnable {
    @Mixin
    StandardOptions standard = new StandardOptions();

    @Spec
    @SuppressWarnings("NullAway.Init")
    CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "which command?");
    }
}
