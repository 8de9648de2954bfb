package io.tradeboard.cli;

import picocli.CommandLine.ExecutionException;
import picocli.CommandLine.IExecutionStrategy;
import picocli.CommandLine.Model.OptionSpec;
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
        }
        return new RunLast().execute(parsed);
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
