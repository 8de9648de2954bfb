package io.tradeboard.cli;

import io.tradeboard.format.TraderDocument;
import io.tradeboard.read.RedisDirectory;
import io.tradeboard.read.RedisStandings;
import io.tradeboard.redis.RedisConnection;
import io.tradeboard.redis.RedisSettings;
import io.tradeboard.redis.RedisUnavailableException;
import io.tradeboard.screen.WatchConfig;
import io.tradeboard.trade.TradingDays;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
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
    private static final int NAMED = 20;

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
            boolean plain = screen.isPlain(console, standard);
            if (plain && symbol != null && !boards.symbols().known().containsKey(symbol) && !standard.quiet) {
                tellUnknown(symbol, connection);
            }
            Viewer viewer = new Viewer(console, config, connection, plain);
            Signals.onFirst(viewer::quit);
            Signals.onContinue(viewer::resume);
            return viewer.run();
        }
    }

    /** The board of a symbol that is not there yet is shown empty, but it may be a slip: says which there are. */
    private void tellUnknown(String asked, RedisConnection connection) {
        RedisStandings reader = new RedisStandings(
                connection,
                boards.symbols(),
                TradingDays.of(boards.zone),
                console.clock(),
                new RedisDirectory(connection, new TraderDocument()));
        try {
            LocalDate today = reader.today();
            Set<String> traded = reader.symbols(today);
            try {
                UnknownSymbolException.check(boards.symbols(), asked, today, traded.contains(asked));
            } catch (UnknownSymbolException e) {
                List<String> all = boards.everySymbol(traded);
                console.say(e.getMessage() + "; there are "
                        + String.join(", ", all.subList(0, Math.min(NAMED, all.size())))
                        + (all.size() > NAMED ? ", ..." : ""));
            }
        } catch (RedisUnavailableException e) {
            // What is shown next says so, and also when Redis is back.
        }
    }
}
