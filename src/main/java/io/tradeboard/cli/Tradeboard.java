package io.tradeboard.cli;

import java.time.Duration;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The program: everything is in its commands. */
@Command(
        name = "tradeboard",
        description = "an exact, live leaderboard of traders by volume, in the terminal and over HTTP",
        versionProvider = Version.class,
        footer = {"  tradeboard demo", "  tradeboard ingest", "  tradeboard produce --rate 200", "  tradeboard watch"})
final class Tradeboard implements Runnable {
    private static final Map<String, Class<?>> COMMANDS = new LinkedHashMap<>();

    /** Commands that look at the others. */
    private static final Set<String> LOOK_AT_ALL = Set.of("help", "generate-completion");

    static {
        // Converters that no option needs, and that take a short command a twentieth of its time.
        System.setProperty("picocli.converters.excludes", "java.(time|sql).*");
        COMMANDS.put("demo", DemoCommand.class);
        COMMANDS.put("redis", RedisCommand.class);
        COMMANDS.put("produce", ProduceCommand.class);
        COMMANDS.put("ingest", IngestCommand.class);
        COMMANDS.put("watch", WatchCommand.class);
        COMMANDS.put("show", ShowCommand.class);
        COMMANDS.put("rank", RankCommand.class);
        COMMANDS.put("results", ResultsCommand.class);
        COMMANDS.put("serve", ServeCommand.class);
        COMMANDS.put("traders", TradersCommand.class);
        COMMANDS.put("status", StatusCommand.class);
        COMMANDS.put("audit", AuditCommand.class);
        COMMANDS.put("rebuild", RebuildCommand.class);
        COMMANDS.put("log", LogCommand.class);
        COMMANDS.put("help", HelpCommand.class);
        COMMANDS.put("generate-completion", GenerateCompletionCommand.class);
        COMMANDS.put("complete", CompleteCommand.class);
    }

    @Mixin
    StandardOptions standard = new StandardOptions();

    @Spec
    @SuppressWarnings("NullAway.Init")
    CommandSpec spec;

    /** The program with all its commands, ready to parse, or to be asked what it understands. */
    static CommandLine commandLine(Console console, Settings settings) {
        return commandLine(console, settings, COMMANDS.keySet());
    }

    /**
     * The program, ready to run this command line: with one command alone where that is the first argument, as making the
     * others takes half of the time of a short command.
     */
    static CommandLine commandLine(Console console, Settings settings, String[] args) {
        boolean one = args.length > 0 && COMMANDS.containsKey(args[0]) && !LOOK_AT_ALL.contains(args[0]);
        return commandLine(console, settings, one ? Set.of(args[0]) : COMMANDS.keySet());
    }

    private static CommandLine commandLine(Console console, Settings settings, Set<String> commands) {
        CommandLine program = new CommandLine(new Tradeboard(), new CommandFactory(console, settings));
        for (String name : commands) {
            program.addSubcommand(name, COMMANDS.get(name));
        }
        HelpPage.install(program, console.columns());
        return configure(program, settings);
    }

    /** Makes a program and its commands read options as this one does. */
    static CommandLine configure(CommandLine program, Settings settings) {
        // None of our texts has variables to look for.
        return program.setInterpolateVariables(false)
                .setDefaultValueProvider(settings)
                .registerConverter(Duration.class, new DurationConverter())
                .registerConverter(ZoneId.class, new ZoneConverter())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExpandAtFiles(false);
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "missing command; to see it at work: tradeboard demo");
    }
}
