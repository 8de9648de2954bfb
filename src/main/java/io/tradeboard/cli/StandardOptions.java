package io.tradeboard.cli;

import io.tradeboard.screen.Theme;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of every command. */
final class StandardOptions {
    static final String TITLE = "General";

    /** When to use colours. */
    enum Color {
        auto,
        always,
        never
    }

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "print this help")
    boolean help;

    @Option(
            names = {"-V", "--version"},
            versionHelp = true,
            description = "print version and commit")
    boolean version;

    @Option(
            names = {"-q", "--quiet"},
            description = "print errors only, no progress and no notices")
    boolean quiet;

    @Option(
            names = {"-v", "--verbose"},
            description = "print a stack trace with an error")
    boolean verbose;

    @Option(
            names = "--color",
            paramLabel = "WHEN",
            defaultValue = "auto",
            description = "auto, always or never (auto, unless NO_COLOR is set)")
    Color color = Color.auto;

    @Option(
            names = "--env-file",
            paramLabel = "FILE",
            description = "file with settings (.env in the installation directory)")
    @Nullable
    String envFile;

    /** The colours to use: those of the terminal, where they are wanted, or else welcome. */
    Theme.Colors colors(Console console) {
        boolean wanted = color == Color.always || (color == Color.auto && console.likesColor());
        if (!wanted) {
            return Theme.Colors.NONE;
        }
        String direct = console.environment().getOrDefault("COLORTERM", "");
        if (direct.equals("truecolor") || direct.equals("24bit")) {
            return Theme.Colors.TRUE;
        }
        return console.environment().getOrDefault("TERM", "").contains("256color")
                ? Theme.Colors.INDEXED
                : Theme.Colors.EIGHT;
    }
}
