package io.tradeboard.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** The messages of a command that may run unattended: until it is stopped, and not at a terminal. */
final class MessageOptions {
    static final String FORMAT = "--log-format";
    static final String LEVEL = "--log-level";

    @Option(names = FORMAT, paramLabel = "FORMAT", description = "log format, text or json (text, if unattended)")
    @Nullable
    LogFormat logFormat;

    @Option(
            names = LEVEL,
            paramLabel = "LEVEL",
            defaultValue = "info",
            description = "log level: error, warning or info (info)")
    LogLevel logLevel = LogLevel.info;

    /** A command that has these options. */
    interface Unattended {
        /** Whether it ends only when it is asked to. */
        boolean runsUntilStopped();
    }

    /** The format that a command was given, or else needs; null where its messages are for a person. */
    static @Nullable LogFormat of(CommandSpec command, boolean terminal) {
        if (!(command.userObject() instanceof Unattended unattended)) {
            return null;
        }
        LogFormat chosen = command.findOption(FORMAT).getValue();
        return chosen == null && !terminal && unattended.runsUntilStopped() ? LogFormat.text : chosen;
    }

    /** The level that a command was given; that of every message where it has no such option. */
    static LogLevel level(CommandSpec command) {
        return command.userObject() instanceof Unattended
                ? command.findOption(LEVEL).getValue()
                : LogLevel.info;
    }
}
