package io.tradeboard.cli;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "help",
        description = "explain a command or a topic",
        footer = {"  tradeboard help show", "  tradeboard help exit-codes"})
final class HelpCommand implements Runnable {
    private final Console console;

    @Parameters(
            arity = "0..*",
            paramLabel = "COMMAND|TOPIC",
            completionCandidates = Subjects.class,
            description = "a command such as show or log verify, or a topic such as exit-codes (list all)")
    List<String> subject = new ArrayList<>();

    @Mixin
    StandardOptions standard = new StandardOptions();

    @Spec
    @SuppressWarnings("NullAway.Init")
    CommandSpec spec;

    HelpCommand(Console console) {
        this.console = console;
    }

    /** Every subject of help. */
    static final class Subjects implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return Stream.concat(topics(), GroupedHelp.commandNames()).iterator();
        }
    }

    @Override
    public void run() {
        CommandLine root = spec.root().commandLine();
        Map<String, CommandLine> commands = new LinkedHashMap<>();
        collect(root, "", commands);
        String asked = String.join(" ", subject);
        Topic topic = Topic.named(asked);
        CommandLine command = commands.get(asked);
        if (topic != null) {
            console.print(topic.text(root.getCommandSpec(), console.columns()));
        } else if (command != null) {
            command.usage(spec.commandLine().getOut());
        } else {
            List<String> known =
                    Stream.concat(topics(), commands.keySet().stream()).toList();
            String meant = Spelling.nearest(asked, known);
            throw new ParameterException(
                    root,
                    "unknown command or topic " + asked + (meant == null ? "; " + all() : Spelling.question(meant)));
        }
    }

    private static void collect(CommandLine command, String path, Map<String, CommandLine> into) {
        into.put(path, command);
        Candidates.below(command.getCommandSpec())
                .forEach(below -> collect(below.commandLine(), (path + " " + below.name()).strip(), into));
    }

    private static String all() {
        return "commands: " + GroupedHelp.commandNames().collect(Collectors.joining(", ")) + "; topics: "
                + topics().collect(Collectors.joining(", "));
    }

    private static Stream<String> topics() {
        return Stream.of(Topic.values()).map(Topic::label);
    }
}
