package io.tradeboard.cli;

import java.util.List;
import java.util.Optional;
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
        ParseResult command = innermost(parsed);
        for (ParseResult outer = parsed; outer != command; outer = outer.subcommand()) {
            handDown(outer, command);
        }
        if (!command.commandSpec().findOption("-q").<Boolean>getValue()) {
            settings.unknown().forEach(console::say);
            tellBadSettings(parsed);
        }
        return new RunLast().execute(parsed);
    }

    /** Tells what the commands that read the other settings would refuse, so that it shows before they are needed. */
    private void tellBadSettings(ParseResult parsed) {
        CommandSpec root = parsed.commandSpec();
        CommandSpec own = innermost(parsed).commandSpec();
        EnvironmentVariable.all(root).stream()
                .map(variable -> variable.option().command())
                .filter(reader -> reader != own)
                .distinct()
                .flatMap(reader -> refusal(reader).stream())
                .distinct()
                .forEach(console::say);
    }

    /** Why the command would not start with these settings. */
    private Optional<String> refusal(CommandSpec reader) {
        try {
            reader.commandLine().parseArgs();
            return Optional.empty();
        } catch (ParameterException e) {
            return Optional.of(new Blame(settings, List.of()).in(String.valueOf(e.getMessage()), reader));
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
