package io.tradeboard.cli;

import io.tradeboard.format.LogLine.Level;
import io.tradeboard.redis.RedisSettings;
import io.tradeboard.run.Notices;
import io.tradeboard.text.Printable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What surrounds a command: its streams, its clock, its environment, and the installation directory.
 *
 * @param rawOut standard output as bytes, whose errors are thrown and not swallowed
 * @param messages how messages look on standard error
 * @param interactive whether standard input and output are a terminal
 * @param errorsToTerminal whether standard error is one
 */
record Console(
        InputStream in,
        StandardOutput rawOut,
        PrintStream out,
        PrintStream err,
        Messages messages,
        Clock clock,
        Map<String, String> environment,
        Path home,
        boolean interactive,
        boolean errorsToTerminal) {
    private static final int USUAL_COLUMNS = 80;
    private static final int LEAST_COLUMNS = 20;
    private static final int MOST_COLUMNS = 120;

    /** Made with the first message: most commands have none, and it takes a short one a thirtieth of its time. */
    private static final class SignIn {
        /**
         * What stands before the host of an address, also of one that a message has cut, or taken for a path; but not where
         * a message shows the form of an address.
         */
        static final Pattern PATTERN =
                Pattern.compile("(?<=:/)(?!/" + Pattern.quote(RedisSettings.CREDENTIALS_FORM) + ")[^\\s\"]*[@…]");
    }

    static Console of(
            InputStream in,
            OutputStream out,
            OutputStream err,
            Clock clock,
            Map<String, String> environment,
            Path home,
            boolean interactive,
            boolean errorsToTerminal) {
        StandardOutput watched = new StandardOutput(out);
        PrintStream errors = new PrintStream(err, true, StandardCharsets.UTF_8);
        return new Console(
                in,
                watched,
                new PrintStream(watched, false, StandardCharsets.UTF_8),
                errors,
                new Messages(errors, clock),
                clock,
                environment,
                home,
                interactive,
                errorsToTerminal);
    }

    /**
     * One line for the operator, in which text from outside is made safe to print: an address that someone put
     * in the wrong place may hold a password.
     */
    void say(String message) {
        messages.say(Level.INFO, harmless(message));
    }

    /** The same of what may need the operator. */
    void warn(String message) {
        messages.say(Level.WARN, harmless(message));
    }

    /** What a daemon reports; nothing where it is to be quiet. */
    Notices notices(boolean quiet) {
        return quiet ? new Notices(message -> {}) : new Notices(this::say, this::warn);
    }

    /** One line without the name of the program, such as a summary. */
    void line(String text) {
        messages.line(Level.INFO, harmless(text));
    }

    /** Why a command ends without success. In a log it is one line. */
    void fail(Problem problem) {
        String below = problem.textBelow();
        if (below != null && !messages.isForPerson()) {
            messages.say(Level.ERROR, harmless(problem.message() + "; " + String.join("; ", problem.steps())));
            return;
        }
        messages.say(Level.ERROR, harmless(problem.text()));
        if (below != null) {
            messages.line(Level.ERROR, harmless(below));
        }
    }

    private static String harmless(String text) {
        return Printable.clean(withoutSignIn(text));
    }

    /** Where an error comes from, for a programmer. */
    void trace(Exception e) {
        StringWriter trace = new StringWriter();
        e.printStackTrace(new PrintWriter(trace));
        for (String line : (Iterable<String>) withoutSignIn(trace.toString()).lines()::iterator) {
            messages.line(Level.ERROR, Printable.clean(line.replace("\t", "    ")));
        }
    }

    private static String withoutSignIn(String text) {
        return SignIn.PATTERN.matcher(text).replaceAll("/***@");
    }

    /**
     * Lines of data, in which text from outside is made safe to print: in JSON, by escapes that it has.
     *
     * @throws OutputException if standard output takes no more
     */
    void print(String lines) {
        out.print(Printable.cleanLines(lines));
        checkWritten();
    }

    /** @throws OutputException if something that was printed is lost */
    void checkWritten() {
        out.flush();
        IOException lost = rawOut.failure();
        if (lost != null) {
            throw new OutputException(lost);
        }
    }

    /** How wide help is: as the terminal, or as COLUMNS says, but no wider than can be read. */
    int columns() {
        String columns = environment.getOrDefault("COLUMNS", "");
        return columns.matches("[0-9]{1,5}")
                ? Math.max(LEAST_COLUMNS, Math.min(MOST_COLUMNS, Integer.parseInt(columns)))
                : USUAL_COLUMNS;
    }

    /** Whether the terminal is said to understand UTF-8. */
    boolean isUtf8() {
        for (String variable : new String[] {"LC_ALL", "LC_CTYPE", "LANG"}) {
            String value = environment.get(variable);
            if (value != null && !value.isEmpty()) {
                return value.toUpperCase(Locale.ROOT).replace("-", "").contains("UTF8");
            }
        }
        return false;
    }

    /** Whether to use colours if the command line does not say. */
    boolean likesColor() {
        String no = environment.get("NO_COLOR");
        return interactive && (no == null || no.isEmpty()) && !isDumb();
    }

    /** Whether TERM names a terminal that can only print, such as that of an editor. */
    boolean isDumb() {
        return "dumb".equals(environment.get("TERM"));
    }

    /** A length of the terminal as the environment has it, or another where it has none. */
    int cells(String variable, int otherwise) {
        String value = environment.getOrDefault(variable, "");
        return value.matches("[1-9]\\d{0,3}") ? Integer.parseInt(value) : otherwise;
    }
}
