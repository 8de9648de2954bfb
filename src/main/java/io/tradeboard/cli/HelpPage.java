package io.tradeboard.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** What {@code --help} prints of a command. */
final class HelpPage {
    /** The one section that the help of a command has. */
    private static final String SECTION = "page";

    private static final int LONGEST_TERM = 26;
    private static final String NO_SHORT_NAME = "    ";

    private final CommandSpec command;
    private final Ansi ansi;
    private final Page page;

    private HelpPage(CommandSpec command, int width, Ansi ansi) {
        this.command = command;
        this.ansi = ansi;
        this.page = new Page(width);
    }

    /** Makes it the help of a command and of all below. */
    static void install(CommandLine root, int width) {
        root.setHelpSectionKeys(List.of(SECTION));
        root.setHelpSectionMap(Map.of(SECTION, help -> new HelpPage(help.commandSpec(), width, help.ansi()).text()));
    }

    private String text() {
        page.hanging(0, "Usage: " + synopsis());
        page.blank().paragraph(sentence(command));
        footer(false);
        arguments();
        GroupedHelp.options(command).forEach((title, options) -> {
            heading(title);
            page.items(
                    2,
                    LONGEST_TERM,
                    options.stream().map(HelpPage::term).toList(),
                    options.stream()
                            .map(option -> String.join(" ", option.description()))
                            .toList());
        });
        if (command.parent() == null) {
            commands();
        }
        examples();
        exitCodes();
        return page.toString();
    }

    private String synopsis() {
        List<String> words = new ArrayList<>(List.of(command.qualifiedName(), "[OPTION]..."));
        command.positionalParameters().stream().map(HelpPage::term).forEach(words::add);
        if (!command.subcommands().isEmpty()) {
            words.add("COMMAND");
        }
        return String.join(" ", words);
    }

    /** The description as a sentence. */
    static String sentence(CommandSpec command) {
        String text = String.join(" ", command.usageMessage().description());
        String sentence = text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
        return sentence.endsWith(".") ? sentence : sentence + ".";
    }

    /** The paragraphs of the footer, or the examples in it, which are its indented lines. */
    static List<String> footer(CommandSpec command, boolean examples) {
        return Stream.of(command.usageMessage().footer())
                .filter(line -> !line.isEmpty() && line.startsWith("  ") == examples)
                .map(String::strip)
                .toList();
    }

    private void footer(boolean examples) {
        footer(command, examples).forEach(text -> page.blank().paragraph(text));
    }

    private void arguments() {
        List<PositionalParamSpec> arguments = command.positionalParameters();
        if (!arguments.isEmpty()) {
            heading("Arguments");
            page.items(
                    2,
                    LONGEST_TERM,
                    arguments.stream().map(PositionalParamSpec::paramLabel).toList(),
                    arguments.stream()
                            .map(argument -> String.join(" ", argument.description()))
                            .toList());
        }
        if (command.parent() != null && !command.subcommands().isEmpty()) {
            heading("Commands");
            summaries(command.subcommands().values().stream()
                    .map(CommandLine::getCommandSpec)
                    .toList());
        }
    }

    private void commands() {
        GroupedHelp.commands(command).forEach((title, commands) -> {
            heading(title);
            summaries(commands);
        });
        heading("Read about it: tradeboard help TOPIC");
        page.items(
                2,
                LONGEST_TERM,
                Stream.of(Topic.values()).map(Topic::label).toList(),
                Stream.of(Topic.values()).map(Topic::summary).toList());
    }

    private void summaries(List<CommandSpec> commands) {
        page.items(
                2,
                LONGEST_TERM,
                commands.stream().map(CommandSpec::name).toList(),
                commands.stream().map(GroupedHelp::summary).toList());
    }

    private void examples() {
        List<String> examples = footer(command, true);
        if (!examples.isEmpty()) {
            heading("Examples");
            examples.forEach(page::shell);
        }
    }

    private void exitCodes() {
        Map<String, String> codes = command.usageMessage().exitCodeList();
        if (!codes.isEmpty()) {
            heading("Exit status");
            page.items(2, LONGEST_TERM, List.copyOf(codes.keySet()), List.copyOf(codes.values()));
        }
    }

    private void heading(String title) {
        page.blank().verbatim(ansi.enabled() ? "\u001b[1m" + title + "\u001b[0m" : title);
    }

    private static String term(PositionalParamSpec argument) {
        String term = argument.required() ? argument.paramLabel() : "[" + argument.paramLabel() + "]";
        return argument.arity().max() > 1 ? term + "..." : term;
    }

    private static String term(OptionSpec option) {
        String value = "=" + option.paramLabel();
        return (option.names().length == 1 ? NO_SHORT_NAME : "")
                + String.join(", ", option.names())
                + (option.arity().max() == 0 ? "" : option.arity().min() == 0 ? "[" + value + "]" : value);
    }
}
