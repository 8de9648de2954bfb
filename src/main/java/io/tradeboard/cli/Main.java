package io.tradeboard.cli;

import io.tradeboard.run.ExitCode;
import io.tradeboard.run.UsageException;
import io.tradeboard.text.Printable;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/**
 * Where the program starts, and the only place that touches the process: its streams, its clock, its locale, its exit.
 * What Java cannot see of the process, {@code bin/tradeboard} passes in properties.
 */
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        Console console = Console.of(
                Boolean.getBoolean("tradeboard.stdin.closed") ? new ClosedInput() : System.in,
                Boolean.getBoolean("tradeboard.stdout.closed")
                        ? StandardOutput.closed()
                        : new FileOutputStream(FileDescriptor.out),
                new FileOutputStream(FileDescriptor.err),
                Clock.systemUTC(),
                environment(),
                Path.of(System.getProperty("tradeboard.home", "")),
                Boolean.getBoolean("tradeboard.terminal"),
                Boolean.getBoolean("tradeboard.terminal.errors"));
        if (isJournal(System.getenv("JOURNAL_STREAM"))) {
            console.messages().toJournal();
        }
        System.exit(run(console, args));
    }

    /**
     * Whether standard error goes to the journal of systemd: then it is the stream whose device and inode these are, unless it
     * was redirected since; see systemd.exec(5).
     */
    private static boolean isJournal(@Nullable String deviceAndInode) {
        if (deviceAndInode == null) {
            return false;
        }
        try {
            Map<String, Object> error = Files.readAttributes(Path.of("/proc/self/fd/2"), "unix:dev,ino");
            return deviceAndInode.equals(error.get("dev") + ":" + error.get("ino"));
        } catch (IOException | UnsupportedOperationException e) {
            // Closed, or no Linux.
            return false;
        }
    }

    /** The environment of the process that started the program, whose locale the launcher changed for Java alone. */
    private static Map<String, String> environment() {
        Map<String, String> environment = new HashMap<>(System.getenv());
        String locale = System.getProperty("tradeboard.lc_all");
        if (locale != null) {
            environment.put("LC_ALL", locale);
        }
        String columns = System.getProperty("tradeboard.columns", "");
        if (!columns.isEmpty()) {
            environment.putIfAbsent("COLUMNS", columns);
        }
        return Map.copyOf(environment);
    }

    /** Runs one command to its end and returns its exit code. */
    static int run(Console console, String... args) {
        // Digits and letters of scripts are the same everywhere, also where a library asks the locale.
        Locale.setDefault(Locale.ROOT);
        // Or picocli looks for a class of Groovy at each start, in every jar there is.
        System.setProperty("picocli.disable.closures", "true");
        Settings settings;
        try {
            checkReadable(args);
            settings = Settings.load(args, console.environment(), console.home());
        } catch (UsageException e) {
            return new Failures(console, Settings.NONE, args).report(e);
        }
        Failures failures = new Failures(console, settings, args);
        CommandLine command = Tradeboard.commandLine(console, settings, args)
                .setExecutionStrategy(new Launch(console, settings))
                .setExecutionExceptionHandler(failures)
                .setParameterExceptionHandler(failures)
                .setOut(new PrintWriter(console.out(), true, StandardCharsets.UTF_8))
                .setErr(new PrintWriter(console.err(), true, StandardCharsets.UTF_8))
                .setColorScheme(CommandLine.Help.defaultColorScheme(ansi(console, args)));
        try {
            return written(command.execute(args), console, failures);
        } catch (OutOfMemoryError e) {
            console.fail(new Problem(ExitCode.INTERNAL, "out of memory; give it more: TRADEBOARD_JAVA_OPTS=-Xmx2g"));
            return ExitCode.INTERNAL;
        }
    }

    /** The exit code, unless what was printed did not arrive: then that decides, where it was not reported yet. */
    private static int written(int code, Console console, Failures failures) {
        try {
            console.checkWritten();
            return code;
        } catch (OutputException e) {
            return code == ExitCode.IO || e.isClosedByReader() ? code : failures.report(e);
        }
    }

    /** Refuses arguments that Java could not decode, in which letters would be lost, say of a trader's name. */
    private static void checkReadable(String[] args) {
        for (String arg : args) {
            if (arg.indexOf('\uFFFD') >= 0) {
                throw new UsageException(
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
