package io.tradeboard.cli;

import io.tradeboard.redis.RedisConnection;
import io.tradeboard.redis.RedisSettings;
import io.tradeboard.screen.WatchConfig;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "watch",
        description = "the full-screen leaderboard, refreshed every minute",
        footer = {"", "The key ? shows all keys, q quits."})
final class WatchCommand implements Callable<Integer> {
    private final Console console;

    @Parameters(arity = "0..1", paramLabel = "SYMBOL", description = "shown first (the first configured symbol)")
    @Nullable
    String symbol;

    @Option(
            names = "--refresh",
            paramLabel = "TIME",
            defaultValue = "60s",
            description = "how long standings are shown until newer ones are fetched (60s)")
    Duration refresh = Duration.ZERO;

    @Option(
            names = "--cache-ttl",
            paramLabel = "TIME",
            defaultValue = "60s",
            description = "how long fetched standings are kept; never longer than the refresh (60s)")
    Duration cacheTtl = Duration.ZERO;

    @Mixin
    ScreenOptions screen = new ScreenOptions();

    @Mixin
    BoardOptions boards = new BoardOptions();

    @Mixin
    RedisOptions redis = new RedisOptions();

    @Mixin
    StandardOptions standard = new StandardOptions();

    WatchCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws Exception {
        RedisSettings settings = redis.settings();
        Duration cacheLife = cacheTtl.compareTo(refresh) < 0 ? cacheTtl : refresh;
        WatchConfig config = screen.config(console, standard, boards, symbol, refresh, cacheLife, settings);
        try (RedisConnection connection = new RedisConnection(settings)) {
            Viewer viewer = new Viewer(console, config, connection, screen.plain);
            Signals.onFirst(viewer::quit);
            Signals.onContinue(viewer::resume);
            return viewer.run();
        }
    }
}
