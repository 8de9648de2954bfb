package io.tradeboard.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "log",
        description = "verify or print the write-ahead log",
        subcommands = {LogVerifyCommand.class, LogDumpCommand.class},
        footer = {"  tradeboard log verify", "  tradeboard log dump"})
final class LogCommand implements Runnable {
    @Mixin
    StandardOptions standard = new StandardOptions();

    @Spec
    @SuppressWarnings("NullAway.Init")
    CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "missing command: verify or dump");
    }
}
