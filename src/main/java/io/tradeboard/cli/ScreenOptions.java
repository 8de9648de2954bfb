package io.tradeboard.cli;

import io.tradeboard.redis.RedisSettings;
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
        light
    }

    @Option(
            names = "--depth",
            paramLabel = "N",
            description = "how many rows (10, and more where the screen has over 38 lines)")
    @Nullable
    Integer depth;

    @Option(names = "--follow", paramLabel = "TRADER", description = "always show this trader's row too")
    @Nullable
    String follow;

    @Option(
            names = "--theme",
            paramLabel = "THEME",
            defaultValue = "auto",
            description = "auto, neutral, dark or light (auto: what COLORFGBG says, or neutral)")
    ThemeName theme = ThemeName.auto;

    @Option(
            names = "--ascii",
            paramLabel = "true|false",
            defaultValue = "false",
            arity = "0..1",
            fallbackValue = "true",
            description = "draw with ASCII only; automatic where the locale is not UTF-8")
    boolean ascii;

    @Option(
            names = "--plain",
            description = "text instead of a screen; automatic where there is no terminal, or TERM is dumb")
    boolean plain;

    /** Whether text is printed instead of a screen; where it is only for the kind of the terminal, that is reported. */
    boolean isPlain(Console console, StandardOptions standard) {
        if (plain || !console.interactive()) {
            return true;
        }
        if (console.isDumb() && !standard.quiet) {
            console.say("a terminal with TERM="
                    + console.environment().getOrDefault("TERM", "")
                    + " cannot show a screen; this is --plain");
        }
        return console.isDumb();
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
        Theme.Kind kind = theme == ThemeName.auto
                ? Theme.ofTerminal(console.environment().get("COLORFGBG"))
                : Theme.Kind.valueOf(theme.name().toUpperCase(Locale.ROOT));
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
                new Theme(kind, standard.colors(console)),
                redis.address());
    }
}
