package io.tradeboard.cli;

import io.tradeboard.text.Printable;
import java.util.List;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.OverwrittenOptionException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Explains what is wrong with a command line in the words of its help, where picocli would name Java types. */
final class ArgumentErrors {
    private ArgumentErrors() {}

    /** One line that starts in lower case, or with the option concerned, and has no full stop. */
    static String sentence(ParameterException e) {
        if (e instanceof UnmatchedArgumentException unmatched) {
            return unmatched(unmatched);
        }
        if (e instanceof MissingParameterException missing) {
            return missing(missing);
        }
        if (e instanceof OverwrittenOptionException twice) {
            return name(twice.getOverwritten()) + " may be given only once";
        }
        ArgSpec argument = e.getArgSpec();
        if (argument == null) {
            return String.valueOf(e.getMessage());
        }
        String allowed = allowed(argument);
        if (allowed != null && e.getValue() != null) {
            return name(argument) + " must be " + allowed + ", not " + Printable.quote(e.getValue());
        }
        // A converter of ours: its sentence names the value and the form that it should have.
        return String.valueOf(e.getMessage())
                .replaceFirst("^Invalid value for (option '[^']*'|positional parameter[^:]*): ", name(argument) + ": ");
    }

    private static String unmatched(UnmatchedArgumentException e) {
        // The value behind the = of an option may be an address with a password.
        String first = e.getUnmatched().get(0).replaceFirst("^(-[^=]*)=(?s:.*)", "$1");
        List<String> close = e.getSuggestions();
        CommandSpec command = e.getCommandLine().getCommandSpec();
        boolean wantsCommand = !command.subcommands().isEmpty()
                && command.positionalParameters().isEmpty();
        return "unknown " + (first.startsWith("-") ? "option " : wantsCommand ? "command " : "argument ") + first
                + Spelling.question(close.isEmpty() ? null : close.get(0));
    }

    private static String missing(MissingParameterException e) {
        List<ArgSpec> missing = e.getMissing();
        if (missing.isEmpty()) {
            ArgSpec argument = e.getArgSpec();
            return argument == null ? String.valueOf(e.getMessage()) : needed(argument);
        }
        return needed(missing.get(0));
    }

    private static String needed(ArgSpec argument) {
        return argument instanceof PositionalParamSpec
                ? argument.paramLabel() + " is missing"
                : name(argument) + " needs a value, " + argument.paramLabel();
    }

    private static String name(ArgSpec argument) {
        return argument instanceof OptionSpec option ? option.longestName() : argument.paramLabel();
    }

    /** The values that an argument takes; null where its converter explains that. */
    private static @Nullable String allowed(ArgSpec argument) {
        Class<?> type = argument.type();
        if (type == int.class || type == Integer.class || type == long.class || type == Long.class) {
            return "a whole number";
        }
        if (type == double.class || type == Double.class) {
            return "a number";
        }
        if (type == boolean.class) {
            return "true or false";
        }
        Iterable<String> values = argument.completionCandidates();
        if (values == null) {
            return null;
        }
        List<String> words = StreamSupport.stream(values.spliterator(), false).toList();
        return String.join(", ", words.subList(0, words.size() - 1)) + " or " + words.get(words.size() - 1);
    }
}
