package io.tradeboard.cli;

import io.tradeboard.redis.RedisSettings;
import io.tradeboard.run.UsageException;
import io.tradeboard.screen.Theme;
import io.tradeboard.screen.WatchConfig;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How the leaderboard looks. */
final class ScreenOptions {
    static final String TITLE = "Screen";

    /** The themes there are, and the one that the terminal suggests. */
    enum ThemeName {
        auto,
        neutral,
        dark,
        light,
        mono
    }

    @Option(
            names = "--depth",
            paramLabel = "N",
            description = "number of rows (10, or more on a screen of over 38 lines)")
    @Nullable
    Integer depth;

    @Option(names = "--follow", paramLabel = "TRADER", description = "always show the row of this trader")
    @Nullable
    String follow;

    @Option(
            names = "--theme",
            paramLabel = "THEME",
            defaultValue = "auto",
            description = "auto, neutral, dark, light or mono (auto: by the background that the terminal reports)")
    ThemeName theme = ThemeName.auto;

    @Option(
            names = "--ascii",
            paramLabel = "true|false",
            defaultValue = "false",
            arity = "0..1",
            fallbackValue = "true",
            description = "draw with ASCII only (automatic if the locale is not UTF-8)")
    boolean ascii;

    @Option(
            names = "--plain",
            description = "print text instead of a screen (automatic without a terminal, or if TERM is dumb)")
    boolean plain;

    @Option(
            names = "--wall",
            description = "show a wall display: a large title, faults across the whole width, no line of keys")
    boolean wall;

    @Option(
            names = "--rotate",
            paramLabel = "TIME",
            description = "with --wall, show each configured symbol in turn for this time")
    @Nullable
    Duration rotate;

    /**
     * Whether text is printed instead of a screen. At a terminal it is reported why, where that was not asked for, and how
     * to stop it: there no key does.
     */
    boolean isPlain(Console console, StandardOptions standard) {
        if (!console.interactive()) {
            return true;
        }
        boolean text = plain || console.isDumb();
        if (text && !standard.quiet) {
            String why = "a terminal with TERM="
                    + console.environment().getOrDefault("TERM", "")
                    + " cannot show a screen; this is --plain; ";
            console.say((plain ? "" : why) + "press Ctrl-C to stop");
        }
        return text;
    }

    /** All that the screen has to know. */
    WatchConfig config(
            Console console,
            StandardOptions standard,
            BoardOptions boards,
            @Nullable String symbol,
            Duration refresh,
            Duration cacheLife,
            RedisSettings redis) {
        if (rotate != null && !wall) {
            throw new UsageException("--rotate needs --wall");
        }
        return new WatchConfig(
                boards.symbols(),
                boards.symbolOrFirst(symbol),
                depth,
                refresh,
                cacheLife,
                boards.zone,
                ZoneId.systemDefault(),
                follow,
                ascii || !console.isUtf8(),
                theme(console, standard.colors(console)),
                wall,
                rotate == null ? Duration.ZERO : rotate,
                redis.address());
    }

    private Theme theme(Console console, Theme.Colors colors) {
        return theme == ThemeName.auto
                ? Theme.automatic(console.environment().get("COLORFGBG"), colors)
                : new Theme(Theme.Kind.valueOf(theme.name().toUpperCase(Locale.ROOT)), colors);
    }
}
