package io.tradeboard.cli;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** What the shell offers for an argument: fixed values, files, or what {@link CompleteCommand} finds in Redis. */
enum Candidates {
    NONE,
    VALUES,
    FILES,
    SYMBOLS,
    DAYS,
    /** Traders by the ids and names that are shown, as {@code rank} understands them. */
    TRADERS,
    /** Traders by their real ids; those of hidden traders are never offered. */
    IDS;

    private static final Set<String> FILE_LABELS = Set.of("FILE", "DIR", "FILE|-", "SOURCE");
    private static final Set<String> BY_SHOWN_NAME = Set.of("rank", "watch", "demo");

    static Candidates of(ArgSpec argument) {
        String label = argument.paramLabel();
        if (argument.completionCandidates() != null) {
            return VALUES;
        }
        if (label.equals("TRADER")) {
            return BY_SHOWN_NAME.contains(argument.command().name()) ? TRADERS : IDS;
        }
        if (label.equals("DAY")) {
            return DAYS;
        }
        if (label.equals("SYMBOL")) {
            return SYMBOLS;
        }
        return FILE_LABELS.contains(label) ? FILES : NONE;
    }

    /** As the scripts name it. */
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The fixed values of an argument. */
    static List<String> values(ArgSpec argument) {
        Iterable<String> values = argument.completionCandidates();
        return values == null
                ? List.of()
                : StreamSupport.stream(values.spliterator(), false).toList();
    }

    /** A command and all below it that are not hidden, each before those below. */
    static Stream<CommandSpec> commands(CommandSpec root) {
        return Stream.concat(Stream.of(root), below(root).flatMap(Candidates::commands));
    }

    static Stream<CommandSpec> below(CommandSpec command) {
        return command.subcommands().values().stream()
                .map(CommandLine::getCommandSpec)
                .filter(each -> !each.usageMessage().hidden());
    }

    static Stream<OptionSpec> options(CommandSpec command) {
        return command.options().stream().filter(option -> !option.hidden());
    }

    /** The words of a command behind the name of the program; empty for the program. */
    static String path(CommandSpec command) {
        return command.parent() == null ? "" : (path(command.parent()) + " " + command.name()).strip();
    }

    /** The names of all options that need a value, each of which does in every command that has it. */
    static List<String> valued(CommandSpec root) {
        return commands(root)
                .flatMap(Candidates::options)
                .filter(option -> option.arity().min() > 0)
                .flatMap(option -> Stream.of(option.names()))
                .distinct()
                .sorted()
                .toList();
    }
}
