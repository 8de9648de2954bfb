package io.tradeboard.cli;

import io.tradeboard.board.CachedStandings;
import io.tradeboard.board.Heartbeats;
import io.tradeboard.board.RedisStandings;
import io.tradeboard.board.StandingsReader;
import io.tradeboard.redis.RedisConnection;
import io.tradeboard.screen.PlainWatch;
import io.tradeboard.screen.Tty;
import io.tradeboard.screen.WatchConfig;
import io.tradeboard.screen.WatchScreen;
import io.tradeboard.trade.TradingDays;
import java.io.IOException;

/** Shows the leaderboard, through the cache, on the terminal or as text. */
final class Viewer {
    private final Console console;
    private final boolean plain;
    private final PlainWatch text;
    private final WatchScreen screen;

    /** @param plain whether to print text though there is a terminal */
    Viewer(Console console, WatchConfig config, RedisConnection connection, boolean plain) {
        this.console = console;
        this.plain = plain || !console.interactive();
        StandingsReader reader = new CachedStandings(
                new RedisStandings(connection, config.symbols(), TradingDays.of(config.zone()), console.clock()),
                config.cacheLife());
        this.text = new PlainWatch(config, reader, console.clock(), console.out(), console.err());
        this.screen = new WatchScreen(config, reader, new Heartbeats(connection)::newest, console.clock());
    }

    /** Ends {@link #run} with this exit code, now or as soon as it has begun. Any thread. */
    void quit(int exitCode) {
        text.quit(exitCode);
        screen.quit(exitCode);
    }

    /** Shows it until it is quit; returns the exit code. */
    int run() throws IOException, InterruptedException {
        return plain ? text.run() : screen.run(Tty.open(console.in(), console.rawOut(), console.isUtf8()));
    }
}
