package io.tradeboard.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What every command understands. */
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
            description = "show this help")
    boolean help;

    @Option(
            names = {"-V", "--version"},
            versionHelp = true,
            description = "show version and commit")
    boolean version;

    @Option(
            names = {"-q", "--quiet"},
            description = "no progress and no notices, only errors")
    boolean quiet;

    @Option(
            names = {"-v", "--verbose"},
            description = "stack traces with errors")
    boolean verbose;

    @Option(
            names = "--color",
            paramLabel = "WHEN",
            defaultValue = "auto",
            description = "auto, always or never (auto; NO_COLOR is honoured)")
    Color color = Color.auto;

    @Option(names = "--env-file", paramLabel = "FILE", description = "settings, instead of .env beside the program")
    @Nullable
    String envFile;

    /** Whether colours are wanted, or else welcome. */
    boolean wantsColor(Console console) {
        return color == Color.always || (color == Color.auto && console.likesColor());
    }
}
