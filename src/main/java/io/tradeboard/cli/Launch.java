package io.tradeboard.cli;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.ExecutionException;
import picocli.CommandLine.IExecutionStrategy;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;

/** What happens between parsing and the command. */
final class Launch implements IExecutionStrategy {
    private final Console console;
    private final Settings settings;

    Launch(Console console, Settings settings) {
        this.console = console;
        this.settings = settings;
    }

    @Override
    public int execute(ParseResult parsed) throws ExecutionException {
        ParseResult command = command(parsed);
        console.messages().use(MessageOptions.of(command.commandSpec(), console.errorsToTerminal()));
        console.messages().limit(MessageOptions.level(command.commandSpec()));
        if (!command.commandSpec().findOption("-q").<Boolean>getValue()) {
            warnOfSettings(command);
        }
        return new RunLast().execute(parsed);
    }

    /** The command that was asked for, with the options that stand before it. */
    static ParseResult command(ParseResult parsed) {
        ParseResult command = innermost(parsed);
        for (ParseResult outer = parsed; outer != command; outer = outer.subcommand()) {
            handDown(outer, command);
        }
        return command;
    }

    /** Warns of settings that no command has, and of those that another command would refuse. */
    void warnOfSettings(ParseResult command) {
        for (String unknown : settings.unknown()) {
            console.warn(unknown);
        }
        reportBadSettings(command);
    }

    /** Reports what other commands would refuse of the settings, so that it shows before they are needed. */
    private void reportBadSettings(ParseResult own) {
        Set<Setting> others = EnumSet.noneOf(Setting.class);
        for (Setting setting : Setting.values()) {
            if (settings.find(setting) != null) {
                others.add(setting);
            }
        }
        // An option overrides its setting, which is not read then.
        for (EnvironmentVariable variable : EnvironmentVariable.of(own.commandSpec())) {
            if (!own.hasMatchedOption(variable.option())) {
                others.remove(variable.setting());
            }
        }
        while (!others.isEmpty()) {
            // Without the commands that read them, which would take longer to make than the one that runs.
            CommandSpec reader = CommandSpec.create();
            others.forEach(setting -> reader.addOption(setting.toOption()));
            try {
                Tradeboard.configure(new CommandLine(reader), settings).parseArgs();
                return;
            } catch (ParameterException e) {
                console.warn(new Blame(settings, List.of()).in(ArgumentErrors.sentence(e), reader));
                if (!(e.getArgSpec() instanceof OptionSpec refused)
                        || !others.remove(Setting.ofOption(refused.longestName()))) {
                    return;
                }
            }
        }
    }

    static ParseResult innermost(ParseResult parsed) {
        ParseResult innermost = parsed;
        while (innermost.hasSubcommand()) {
            innermost = innermost.subcommand();
        }
        return innermost;
    }

    /** An option that stands before a command counts for it, unless the command has been given its own. */
    private static void handDown(ParseResult outer, ParseResult command) {
        for (OptionSpec option : outer.matchedOptions()) {
            OptionSpec same = command.commandSpec().findOption(option.longestName());
            if (same != null && !command.hasMatchedOption(same)) {
                same.setValue(option.getValue());
            }
        }
    }
}
