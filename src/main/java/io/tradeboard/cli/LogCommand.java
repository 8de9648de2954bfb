package io.tradeboard.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "log",
        description = "check or print the log: verify, dump",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {LogVerifyCommand.class, LogDumpCommand.class})
final class LogCommand implements Runnable {
    @Mixin
    StandardOptions standard = new StandardOptions();

    @Spec
    @SuppressWarnings("NullAway.Init")
    CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "log what? verify or dump");
    }
}
