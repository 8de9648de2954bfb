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
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "watch",
        description = "show the leaderboard on the full screen, refreshed every minute",
        footer = {
            "The key ? lists all keys, q quits.",
            "  tradeboard watch",
            "  tradeboard watch ETH --refresh 10s --follow kestrel",
            "  tradeboard watch BTC --plain"
        },
        exitCodeList = {
            "3:the symbol is neither configured nor traded today",
            "130:ended by Ctrl-C or INT",
            "143:ended by TERM"
        })
final class WatchCommand implements Callable<Integer> {
    private final Console console;

    @Parameters(arity = "0..1", paramLabel = "SYMBOL", description = "symbol to show first (the first configured one)")
    @Nullable
    String symbol;

    @Option(
            names = "--refresh",
            paramLabel = "TIME",
            defaultValue = "60s",
            description = "time between two readings of the board (60s)")
    Duration refresh = Duration.ZERO;

    @Option(
            names = "--cache-ttl",
            paramLabel = "TIME",
            defaultValue = "60s",
            description = "how long to cache a reading; at most the refresh (60s)")
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
            if (symbol != null && !boards.symbols().known().containsKey(symbol)) {
                checkTraded(symbol, connection);
            }
            Viewer viewer = new Viewer(console, config, connection, plain);
            Signals.onFirst(viewer::quit);
            Signals.onContinue(viewer::resume);
            return viewer.run();
        }
    }

    /** Refuses a symbol that nobody has traded today, which is usually a typo; not while Redis is unreachable. */
    private void checkTraded(String asked, RedisConnection connection) throws UnknownSymbolException {
        RedisStandings reader = new RedisStandings(
                connection,
                boards.symbols(),
                TradingDays.of(boards.zone),
                console.clock(),
                new RedisDirectory(connection, new TraderDocument()));
        try {
            LocalDate today = reader.today();
            boolean traded = reader.symbols(today).contains(asked);
            UnknownSymbolException.check(boards.symbols(), asked, today, traded);
        } catch (RedisUnavailableException e) {
            // The screen shows that, and the board once Redis is back.
        }
    }
}
