package io.tradeboard.cli;

import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ExecutionException;
import picocli.CommandLine.IExecutionStrategy;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;

/** What happens between parsing and the command. */
final class Launch implements IExecutionStrategy {
    /** Two commands that read all settings between them. */
    static final List<String> READERS = List.of("ingest", "watch");

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
            for (String unknown : settings.unknown()) {
                console.say(unknown);
            }
            reportBadSettings(command);
        }
        return new RunLast().execute(parsed);
    }

    /** Reports what the commands that read the other settings would refuse, so that it shows before they are needed. */
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
        Set<String> refusals = new LinkedHashSet<>();
        for (String name : READERS) {
            if (!others.isEmpty()) {
                CommandSpec reader = Tradeboard.command(console, settings, name);
                boolean reads = false;
                for (EnvironmentVariable variable : EnvironmentVariable.of(reader)) {
                    reads |= others.remove(variable.setting());
                }
                String refusal = reads ? refusal(reader) : null;
                if (refusal != null) {
                    refusals.add(refusal);
                }
            }
        }
        for (String refusal : refusals) {
            console.say(refusal);
        }
    }

    /** Why the command would not start with these settings; null where it would. */
    private @Nullable String refusal(CommandSpec reader) {
        try {
            reader.root().commandLine().parseArgs(reader.name());
            return null;
        } catch (ParameterException e) {
            return new Blame(settings, List.of()).in(ArgumentErrors.sentence(e), reader);
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
