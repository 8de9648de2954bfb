package io.tradeboard.cli;

import io.tradeboard.text.Printable;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/** Where the program starts, and the only place that touches the process: its streams, its clock, its exit. */
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        Console console = Console.of(
                System.in,
                new FileOutputStream(FileDescriptor.out),
                new FileOutputStream(FileDescriptor.err),
                Clock.systemUTC(),
                System.getenv(),
                Path.of(System.getProperty("tradeboard.home", "")),
                Boolean.getBoolean("tradeboard.terminal"),
                Boolean.getBoolean("tradeboard.terminal.errors"));
        System.exit(run(console, args));
    }

    /** Runs one command to its end and returns its exit code. */
    static int run(Console console, String... args) {
        Settings settings;
        try {
            checkReadable(args);
            settings = Settings.load(args, console.environment(), console.home());
        } catch (IllegalArgumentException e) {
            console.say(String.valueOf(e.getMessage()));
            return ExitCode.USAGE;
        }
        Failures failures = new Failures(console, settings);
        CommandLine command = Tradeboard.commandLine(console, settings)
                .setExecutionStrategy(new Launch(console, settings))
                .setExecutionExceptionHandler(failures)
                .setParameterExceptionHandler(failures)
                .setOut(new PrintWriter(console.out(), true, StandardCharsets.UTF_8))
                .setErr(new PrintWriter(console.err(), true, StandardCharsets.UTF_8))
                .setColorScheme(CommandLine.Help.defaultColorScheme(ansi(console, args)));
        int code = command.execute(args);
        console.out().flush();
        return code;
    }

    /** Refuses what Java could not decode: it stands in for letters that would be lost, say of a trader's name. */
    private static void checkReadable(String[] args) {
        for (String arg : args) {
            if (arg.indexOf('\uFFFD') >= 0) {
                throw new IllegalArgumentException(
                        "the argument " + Printable.quote(arg) + " cannot be read in this locale; set LC_ALL=C.UTF-8");
            }
        }
    }

    private static Ansi ansi(Console console, String[] args) {
        for (String arg : args) {
            if (arg.equals("--color=always")) {
                return Ansi.ON;
            }
            if (arg.equals("--color=never")) {
                return Ansi.OFF;
            }
        }
        return console.likesColor() ? Ansi.ON : Ansi.OFF;
    }
}
