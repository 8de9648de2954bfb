package io.tradeboard.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * Writes a completion script. The scripts of all shells work alike: they read the words before the cursor into a state,
 * which is the command and one of the number of the argument, the option whose value is due, or a hyphen for options;
 * and a table, made of the same model as the help, says what to offer in each state. Where that is in Redis, they ask
 * {@link CompleteCommand}, with the options of the line that it has too, such as the address.
 */
final class CompletionScript {
    private final Shell shell;
    private final StringBuilder table = new StringBuilder();

    private CompletionScript(Shell shell) {
        this.shell = shell;
    }

    static String of(Shell shell, CommandSpec root) {
        CompletionScript script = new CompletionScript(shell);
        Candidates.commands(root).forEach(script::command);
        String commands = Candidates.commands(root)
                .map(command -> "|" + Candidates.path(command))
                .collect(Collectors.joining());
        return Resource.text("completion." + shell.name())
                .replace("{installation}", shell.installation())
                .replace("{commands}", commands.substring(1) + "|")
                .replace("{valued}", list(Candidates.valued(root)))
                .replace("{passed}", list(Candidates.valued(complete(root))))
                .replace("{table}\n", script.table);
    }

    private static CommandSpec complete(CommandSpec root) {
        return Objects.requireNonNull(root.subcommands().get("complete")).getCommandSpec();
    }

    private static String list(List<String> words) {
        return " " + String.join(" ", words) + " ";
    }

    private void command(CommandSpec command) {
        String path = Candidates.path(command);
        Map<String, String> options = new LinkedHashMap<>();
        for (OptionSpec option : Candidates.options(command).toList()) {
            Stream.of(option.names()).forEach(name -> options.put(name, description(option)));
            String keys = Stream.of(option.names())
                    .map(name -> shell.quote(path + " " + name))
                    .collect(Collectors.joining(shell == Shell.fish ? " " : " | "));
            offer(keys, option);
        }
        table.append(shell.branch(shell.quote(path + " -"), shell.words(options)));
        Map<String, String> below = new LinkedHashMap<>();
        Candidates.below(command).forEach(each -> below.put(each.name(), GroupedHelp.summary(each)));
        if (!below.isEmpty()) {
            table.append(shell.branch(shell.quote(path + ":0"), shell.words(below)));
        }
        List<PositionalParamSpec> arguments = command.positionalParameters();
        for (int i = 0; i < arguments.size(); i++) {
            boolean many = arguments.get(i).arity().max() > 1;
            offer(many ? shell.anyOf(path + ":") : shell.quote(path + ":" + i), arguments.get(i));
        }
    }

    private void offer(String keys, ArgSpec argument) {
        Candidates kind = Candidates.of(argument);
        if (kind == Candidates.VALUES) {
            Map<String, String> values = new LinkedHashMap<>();
            Candidates.values(argument).forEach(value -> values.put(value, ""));
            table.append(shell.branch(keys, shell.words(values)));
        } else if (kind != Candidates.NONE) {
            table.append(shell.branch(keys, shell.kind(kind)));
        }
    }

    private static String description(OptionSpec option) {
        return String.join(" ", option.description());
    }
}
