package io.tradeboard.cli;

import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/** Shows commands and options in groups with headings, so that a person finds the one that matters. */
final class GroupedHelp {
    private static final Map<String, List<String>> COMMANDS = new LinkedHashMap<>();
    private static final Map<Class<?>, String> OPTIONS = new LinkedHashMap<>();

    static {
        COMMANDS.put("Try it", List.of("demo"));
        COMMANDS.put("Run it", List.of("redis", "produce", "ingest", "traders"));
        COMMANDS.put("Look at it", List.of("watch", "show", "rank", "results", "serve", "status"));
        COMMANDS.put("Prove it", List.of("audit", "rebuild", "log"));
        COMMANDS.put("Learn about it", List.of("help", "generate-completion"));
        OPTIONS.put(IngestOptions.class, IngestOptions.TITLE);
        OPTIONS.put(ScreenOptions.class, ScreenOptions.TITLE);
        OPTIONS.put(ServeOptions.class, ServeOptions.TITLE);
        OPTIONS.put(BoardOptions.class, BoardOptions.TITLE);
        OPTIONS.put(DayOptions.class, BoardOptions.TITLE);
        OPTIONS.put(RedisOptions.class, RedisOptions.TITLE);
        OPTIONS.put(StandardOptions.class, StandardOptions.TITLE);
    }

    private GroupedHelp() {}

    static void install(CommandLine root) {
        root.getHelpSectionMap().put(UsageMessageSpec.SECTION_KEY_COMMAND_LIST_HEADING, help -> "");
        root.getHelpSectionMap().put(UsageMessageSpec.SECTION_KEY_COMMAND_LIST, GroupedHelp::commands);
        groupOptions(root);
    }

    private static void groupOptions(CommandLine command) {
        command.getHelpSectionMap().put(UsageMessageSpec.SECTION_KEY_OPTION_LIST, GroupedHelp::options);
        command.getSubcommands().values().forEach(GroupedHelp::groupOptions);
    }

    private static String commands(Help help) {
        StringBuilder text = new StringBuilder();
        commands(help.commandSpec()).forEach((title, commands) -> {
            Map<String, String> summaries = new LinkedHashMap<>();
            commands.forEach(command -> summaries.put(command.name(), summary(command)));
            text.append(list(title, summaries));
        });
        Map<String, String> topics = new LinkedHashMap<>();
        for (Topic topic : Topic.values()) {
            topics.put(topic.label(), topic.summary());
        }
        return text.append(list("Read about it: tradeboard help TOPIC", topics)).toString();
    }

    private static String list(String title, Map<String, String> summaries) {
        int width =
                summaries.keySet().stream().mapToInt(name -> name.length() + 1).reduce(9, Math::max);
        StringBuilder text = new StringBuilder(String.format(Locale.ROOT, "%n%s%n", title));
        summaries.forEach(
                (name, summary) -> text.append(String.format(Locale.ROOT, "  %-" + width + "s %s%n", name, summary)));
        return text.toString();
    }

    /** The names of all commands. */
    static Stream<String> commandNames() {
        return COMMANDS.values().stream().flatMap(List::stream);
    }

    /** The commands below the titles of their groups. */
    static Map<String, List<CommandSpec>> commands(CommandSpec root) {
        Map<String, List<CommandSpec>> groups = new LinkedHashMap<>();
        COMMANDS.forEach((title, names) -> groups.put(
                title,
                names.stream()
                        .map(name -> Objects.requireNonNull(root.subcommands().get(name), name)
                                .getCommandSpec())
                        .toList()));
        return groups;
    }

    /** One line: the heading where there is one, else the start of the description. */
    static String summary(CommandSpec command) {
        UsageMessageSpec usage = command.usageMessage();
        String[] lines = usage.header().length > 0 ? usage.header() : usage.description();
        return lines.length == 0 ? "" : lines[0].replace("%n", "").strip();
    }

    private static String options(Help help) {
        StringBuilder text = new StringBuilder();
        options(help.commandSpec()).forEach((title, options) -> {
            Help.Layout layout = help.createDefaultLayout();
            layout.addOptions(options, help.parameterLabelRenderer());
            text.append(String.format(Locale.ROOT, "%n%s%n%s", title, layout));
        });
        return text.toString();
    }

    /** The options that are not hidden, below the titles of their groups; no group is empty. */
    static Map<String, List<OptionSpec>> options(CommandSpec command) {
        Map<String, List<OptionSpec>> groups = new LinkedHashMap<>();
        groups.put("Options", new ArrayList<>());
        OPTIONS.values().forEach(title -> groups.put(title, new ArrayList<>()));
        for (OptionSpec option : command.options()) {
            Class<?> owner = option.userObject() instanceof Field field ? field.getDeclaringClass() : Object.class;
            if (!option.hidden()) {
                groups.computeIfAbsent(OPTIONS.getOrDefault(owner, "Options"), title -> new ArrayList<>())
                        .add(option);
            }
        }
        groups.values().removeIf(List::isEmpty);
        return groups;
    }
}
