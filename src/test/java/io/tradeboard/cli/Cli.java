package io.tradeboard.cli;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;

/** Runs commands as a person would, with an environment and a home of their own. */
final class Cli {
    private final Path home;
    private final Map<String, String> environment;

    Cli(Path home, Map<String, String> environment) {
        this.home = home;
        this.environment = environment;
    }

    /** What a command left behind. */
    record Result(int code, String out, String err) {}

    Result run(String... args) {
        return run(new ByteArrayOutputStream(), false, args);
    }

    /** Runs a command whose output nobody waits for, so that one which shows something for ever ends too. */
    Result runUnread(String... args) {
        return run(unread(), false, args);
    }

    private static ByteArrayOutputStream unread() {
        return new ByteArrayOutputStream() {
            @Override
            public void flush() throws IOException {
                throw new IOException("Broken pipe");
            }
        };
    }

    /** Runs at a terminal, or what a command must take for one. */
    Result runAtTerminal(String... args) {
        return run(new ByteArrayOutputStream(), true, args);
    }

    /** The same whose output nobody reads. */
    Result runUnreadAtTerminal(String... args) {
        return run(unread(), true, args);
    }

    private Result run(ByteArrayOutputStream out, boolean interactive, String... args) {
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int code = Main.run(console(out, err, interactive), args);
        return new Result(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    private Console console(OutputStream out, OutputStream err, boolean interactive) {
        return Console.of(
                new ByteArrayInputStream(new byte[0]),
                out,
                err,
                Clock.systemUTC(),
                environment,
                home,
                interactive,
                false);
    }

    /** Every command there is, a subcommand behind its parent. */
    List<String> commands() {
        return model().skip(1)
                .map(command -> command.qualifiedName().replaceFirst("tradeboard ", ""))
                .toList();
    }

    /** Parses a command line as the program would, without running it. */
    static void parse(String... args) {
        Cli nowhere = new Cli(Path.of(""), Map.of());
        Console console = nowhere.console(OutputStream.nullOutputStream(), OutputStream.nullOutputStream(), false);
        Tradeboard.commandLine(console, Settings.NONE, args).parseArgs(args);
    }

    /** The program, and every command that is not hidden behind its parent, as picocli sees them. */
    static Stream<CommandSpec> model() {
        Cli nowhere = new Cli(Path.of(""), Map.of());
        Console console = nowhere.console(OutputStream.nullOutputStream(), OutputStream.nullOutputStream(), false);
        return Candidates.commands(
                Tradeboard.commandLine(console, Settings.NONE).getCommandSpec());
    }
}
