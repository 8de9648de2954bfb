package io.tradeboard.cli;

import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Puts commands and options in groups with headings, so that a person finds the one that matters. */
final class GroupedHelp {
    private static final Map<String, List<String>> COMMANDS = new LinkedHashMap<>();
    private static final Map<Class<?>, String> OPTIONS = new LinkedHashMap<>();

    static {
        COMMANDS.put("Try it", List.of("demo"));
        COMMANDS.put("Run it", List.of("redis", "produce", "ingest", "traders"));
        COMMANDS.put("See it", List.of("watch", "show", "rank", "results", "serve", "status"));
        COMMANDS.put("Prove it", List.of("audit", "rebuild", "log"));
        COMMANDS.put("Get help", List.of("help", "generate-completion"));
        OPTIONS.put(IngestOptions.class, IngestOptions.TITLE);
        OPTIONS.put(ScreenOptions.class, ScreenOptions.TITLE);
        OPTIONS.put(ServeOptions.class, ServeOptions.TITLE);
        OPTIONS.put(BoardOptions.class, BoardOptions.TITLE);
        OPTIONS.put(ShardOptions.class, BoardOptions.TITLE);
        OPTIONS.put(DayOptions.class, BoardOptions.TITLE);
        OPTIONS.put(RedisOptions.class, RedisOptions.TITLE);
        OPTIONS.put(KafkaOptions.class, KafkaOptions.TITLE);
        OPTIONS.put(GroupOptions.class, KafkaOptions.TITLE);
        OPTIONS.put(MessageOptions.class, StandardOptions.TITLE);
        OPTIONS.put(StandardOptions.class, StandardOptions.TITLE);
    }

    private GroupedHelp() {}

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

    /** One line: the start of the description. */
    static String summary(CommandSpec command) {
        return command.usageMessage().description()[0];
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
