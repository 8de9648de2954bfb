package io.tradeboard.cli;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(name = "help", description = "how a command is used, or a topic")
final class HelpCommand implements Runnable {
    private final Console console;

    @Parameters(
            arity = "0..*",
            paramLabel = "COMMAND|TOPIC",
            completionCandidates = Subjects.class,
            description = "a command such as show or log verify, or a topic: exit-codes, environment or formats"
                    + " (the commands there are)")
    List<String> subject = new ArrayList<>();

    @Mixin
    StandardOptions standard = new StandardOptions();

    @Spec
    @SuppressWarnings("NullAway.Init")
    CommandSpec spec;

    HelpCommand(Console console) {
        this.console = console;
    }

    /** What there is help about. */
    static final class Subjects implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return Stream.concat(topics(), GroupedHelp.commandNames()).iterator();
        }
    }

    @Override
    public void run() {
        CommandSpec root = spec.root();
        Topic topic = subject.size() == 1 ? Topic.named(subject.get(0)) : null;
        if (topic != null) {
            console.print(topic.text(root));
        } else {
            command(root.commandLine()).usage(spec.commandLine().getOut());
        }
    }

    private CommandLine command(CommandLine root) {
        CommandLine command = root;
        for (String word : subject) {
            CommandLine next = command.getSubcommands().get(word);
            if (next == null) {
                throw unknown(word, command, root);
            }
            command = next;
        }
        return command;
    }

    private ParameterException unknown(String word, CommandLine command, CommandLine root) {
        Stream<String> commands = command.getSubcommands().keySet().stream();
        List<String> known = (command == root ? Stream.concat(topics(), commands) : commands).toList();
        return new ParameterException(
                spec.commandLine(),
                "unknown command or topic " + word + Spelling.question(Spelling.nearest(word, known)));
    }

    private static Stream<String> topics() {
        return Stream.of(Topic.values()).map(Topic::label);
    }
}
