package io.tradeboard.cli;

import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/** Shows commands and options in groups with headings, so that a person finds the one that matters. */
final class GroupedHelp {
    private static final Map<String, List<String>> COMMANDS = new LinkedHashMap<>();
    private static final Map<Class<?>, String> OPTIONS = new LinkedHashMap<>();

    static {
        COMMANDS.put("Try it", List.of("demo"));
        COMMANDS.put("Run it", List.of("redis", "produce", "ingest"));
        COMMANDS.put("Look at it", List.of("watch", "show", "rank", "status"));
        COMMANDS.put("Prove it", List.of("audit", "log"));
        COMMANDS.put("Learn about it", List.of("help"));
        OPTIONS.put(IngestOptions.class, IngestOptions.TITLE);
        OPTIONS.put(ScreenOptions.class, ScreenOptions.TITLE);
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
        COMMANDS.forEach((title, names) -> {
            text.append(String.format(java.util.Locale.ROOT, "%n%s%n", title));
            for (String name : names) {
                Help command = help.subcommands().get(name);
                if (command != null) {
                    text.append(String.format(java.util.Locale.ROOT, "  %-9s %s%n", name, summary(command)));
                }
            }
        });
        return text.toString();
    }

    /** One line: the heading where there is one, else the start of the description. */
    private static String summary(Help command) {
        UsageMessageSpec usage = command.commandSpec().usageMessage();
        String[] lines = usage.header().length > 0 ? usage.header() : usage.description();
        return lines.length == 0 ? "" : lines[0].replace("%n", "").strip();
    }

    private static String options(Help help) {
        Map<String, List<OptionSpec>> groups = new LinkedHashMap<>();
        groups.put("Options", new ArrayList<>());
        OPTIONS.values().forEach(title -> groups.put(title, new ArrayList<>()));
        for (OptionSpec option : help.commandSpec().options()) {
            Class<?> owner = option.userObject() instanceof Field field ? field.getDeclaringClass() : Object.class;
            groups.computeIfAbsent(OPTIONS.getOrDefault(owner, "Options"), title -> new ArrayList<>())
                    .add(option);
        }
        StringBuilder text = new StringBuilder();
        groups.forEach((title, options) -> {
            if (!options.isEmpty()) {
                Help.Layout layout = help.createDefaultLayout();
                layout.addOptions(options, help.parameterLabelRenderer());
                text.append(String.format(java.util.Locale.ROOT, "%n%s%n%s", title, layout));
            }
        });
        return text.toString();
    }
}
