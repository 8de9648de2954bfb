package io.tradeboard.cli;

import picocli.CommandLine.Option;

/** How the leaderboard looks. */
final class ScreenOptions {
    static final String TITLE = "Screen";

    @Option(names = "--depth", paramLabel = "N", defaultValue = "10", description = "how many rows (10)")
    int depth;

    @Option(
            names = "--ascii",
            paramLabel = "true|false",
            defaultValue = "false",
            arity = "0..1",
            fallbackValue = "true",
            description = "draw with ASCII only; automatic where the locale is not UTF-8")
    boolean ascii;

    @Option(names = "--plain", description = "text instead of a screen; automatic where there is no terminal")
    boolean plain;
}
