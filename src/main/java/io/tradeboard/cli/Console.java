package io.tradeboard.cli;

import io.tradeboard.text.Printable;
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
 * What a command has around it: its streams, its clock, its environment, and the folder of the program.
 *
 * @param rawOut standard output as bytes, whose errors are thrown and not swallowed
 * @param interactive whether standard input and output are a terminal
 * @param errorsToTerminal whether standard error is one
 */
public record Console(
        InputStream in,
        OutputStream rawOut,
        PrintStream out,
        PrintStream err,
        Clock clock,
        Map<String, String> environment,
        Path home,
        boolean interactive,
        boolean errorsToTerminal) {
    /** What stands before the host of an address, also of one that a message has cut, or taken for a path. */
    private static final Pattern SIGN_IN = Pattern.compile("(?<=:/)[^\\s\"]*[@…]");

    public static Console of(
            InputStream in,
            OutputStream out,
            OutputStream err,
            Clock clock,
            Map<String, String> environment,
            Path home,
            boolean interactive,
            boolean errorsToTerminal) {
        return new Console(
                in,
                out,
                new PrintStream(out, false, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                clock,
                environment,
                home,
                interactive,
                errorsToTerminal);
    }

    /**
     * One line for the operator, in which whatever came from outside is made safe to print: an address that someone put
     * in the wrong place may hold a password.
     */
    void say(String message) {
        err.println("tradeboard: " + Printable.clean(withoutSignIn(message)));
    }

    /** Where an error comes from, for a programmer. */
    void trace(Exception e) {
        StringWriter trace = new StringWriter();
        e.printStackTrace(new PrintWriter(trace));
        for (String line : (Iterable<String>) withoutSignIn(trace.toString()).lines()::iterator) {
            err.println(Printable.clean(line.replace("\t", "    ")));
        }
    }

    private static String withoutSignIn(String text) {
        return SIGN_IN.matcher(text).replaceAll("/***@");
    }

    /** Lines of data, in which whatever came from outside is made safe to print: in JSON, by escapes that it has. */
    void print(String lines) {
        out.print(Printable.cleanLines(lines));
        out.flush();
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

    /** Whether colours are welcome where the command line leaves it open. */
    boolean likesColor() {
        String no = environment.get("NO_COLOR");
        return interactive && (no == null || no.isEmpty()) && !isDumb();
    }

    /** Whether the terminal is said to be one that can only print, such as that of an editor. */
    boolean isDumb() {
        return "dumb".equals(environment.get("TERM"));
    }
}
