package io.tradeboard.cli;

import io.tradeboard.run.ExitCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** The man page of a command, made of the same model as its help. */
final class ManPage {
    /** Of verbatim text, which man(1) indents. */
    private static final int WIDTH = 72;

    private static final String REDIS = "--redis-address";

    private final CommandSpec command;
    private final Roff page;

    /** @param version of the program */
    ManPage(CommandSpec command, String version) {
        this.command = command;
        this.page = new Roff(name(command), "tradeboard " + version, "tradeboard");
    }

    static String name(CommandSpec command) {
        return command.qualifiedName("-");
    }

    String text() {
        page.section("NAME").line(Roff.escape(name(command) + " - " + GroupedHelp.summary(command)));
        page.section("SYNOPSIS").line(synopsis());
        description();
        options();
        if (command.parent() == null) {
            commands();
            exitCodes();
            variables();
            files();
            page.section("TRADES").verbatim(Topic.TRADES.text(command, WIDTH));
            page.section("FORMATS").verbatim(Topic.FORMATS.text(command, WIDTH));
            examples();
        } else {
            ownExitCodes();
            ownVariables();
            examples();
        }
        seeAlso();
        return page.toString();
    }

    private String synopsis() {
        List<String> words = new ArrayList<>();
        words.add(Roff.bold(command.qualifiedName()));
        words.add("[" + Roff.italic("OPTION") + "]...");
        command.positionalParameters().forEach(argument -> words.add(term(argument)));
        if (!command.subcommands().isEmpty()) {
            words.add(Roff.italic("COMMAND"));
        }
        return String.join(" ", words);
    }

    private void description() {
        page.section("DESCRIPTION").line(Roff.escape(HelpPage.sentence(command)));
        HelpPage.footer(command, false).forEach(page::paragraph);
        command.positionalParameters().forEach(argument -> page.item(term(argument), argument.description()));
    }

    private void options() {
        page.section("OPTIONS");
        GroupedHelp.options(command).forEach((title, options) -> {
            page.subsection(title);
            options.forEach(option -> page.item(term(option), option.description()));
        });
    }

    private static String term(PositionalParamSpec argument) {
        String label = Roff.italic(argument.paramLabel());
        String term = argument.required() ? label : "[" + label + "]";
        return argument.arity().max() > 1 ? term + "..." : term;
    }

    private static String term(OptionSpec option) {
        String names = Stream.of(option.names()).map(Roff::bold).collect(Collectors.joining(", "));
        String value = "=" + Roff.italic(option.paramLabel());
        return names + (option.arity().max() == 0 ? "" : option.arity().min() == 0 ? "[" + value + "]" : value);
    }

    private void commands() {
        page.section("COMMANDS");
        GroupedHelp.commands(command).forEach((title, commands) -> {
            page.subsection(title);
            commands.forEach(each -> page.item(reference(each), GroupedHelp.summary(each)));
        });
    }

    private void exitCodes() {
        page.section("EXIT STATUS");
        ExitCode.meanings().forEach((code, meaning) -> page.item(Roff.bold(code.toString()), meaning));
    }

    /** The codes of the command, with its own meanings; and those that any command may end with. */
    private void ownExitCodes() {
        Map<Integer, String> codes = new TreeMap<>();
        codes.put(ExitCode.OK, "success");
        codes.put(ExitCode.USAGE, ExitCode.meanings().get(ExitCode.USAGE));
        if (command.findOption(REDIS) != null) {
            codes.put(ExitCode.REDIS_UNREACHABLE, ExitCode.meanings().get(ExitCode.REDIS_UNREACHABLE));
            codes.put(ExitCode.DENIED, ExitCode.meanings().get(ExitCode.DENIED));
        }
        command.usageMessage().exitCodeList().forEach((code, meaning) -> codes.put(Integer.valueOf(code), meaning));
        page.section("EXIT STATUS");
        codes.forEach((code, meaning) -> page.item(Roff.bold(code.toString()), meaning));
        page.space().line(reference(command.root()) + " has all codes.");
    }

    private void examples() {
        page.section("EXAMPLES");
        page.verbatim(String.join("\n", HelpPage.footer(command, true)));
    }

    private void variables() {
        page.section("ENVIRONMENT");
        EnvironmentVariable.all(command).forEach(variable -> page.item(Roff.bold(variable.name()), variable.meaning()));
    }

    private void ownVariables() {
        page.section("ENVIRONMENT").line("A variable applies if its option is not given.");
        for (EnvironmentVariable variable : EnvironmentVariable.of(command)) {
            page.item(Roff.bold(variable.name()), variable.setting().option());
        }
    }

    private void files() {
        page.section("FILES");
        page.item(
                Roff.bold(".env"),
                "settings, as NAME=VALUE; in the installation directory, the parent of bin, as are the others");
        page.item(Roff.bold("data/log"), "the write-ahead log, and rejects.ndjson with the rejected lines");
        page.item(Roff.bold("data/redis"), "the data of the embedded Redis");
    }

    /** The pages of what is above and of what is below. */
    private void seeAlso() {
        List<CommandSpec> pages = new ArrayList<>();
        for (CommandSpec above = command.parent(); above != null; above = above.parent()) {
            pages.add(0, above);
        }
        command.subcommands().values().stream().map(CommandLine::getCommandSpec).forEach(pages::add);
        page.section("SEE ALSO").line(pages.stream().map(ManPage::reference).collect(Collectors.joining(", ")));
    }

    private static String reference(CommandSpec command) {
        return Roff.bold(name(command)) + "(1)";
    }
}
