package io.tradeboard.cli;

import io.tradeboard.format.TraderDocument;
import io.tradeboard.read.BoardReader;
import io.tradeboard.read.CachedBoards;
import io.tradeboard.redis.RedisConnection;
import io.tradeboard.screen.NoTerminalException;
import io.tradeboard.screen.PlainWatch;
import io.tradeboard.screen.WatchConfig;
import io.tradeboard.screen.WatchScreen;
import java.io.IOException;
import java.nio.file.Path;

/** Shows the leaderboard, through the cache, on the terminal or as text. */
final class Viewer {
    private static final int USUAL_COLUMNS = 80;
    private static final int USUAL_ROWS = 24;

    private final Console console;
    private final boolean plain;
    private final PlainWatch text;
    private final WatchScreen screen;

    /** @param plain whether to print text instead of a screen */
    Viewer(Console console, WatchConfig config, RedisConnection connection, boolean plain) {
        this.console = console;
        this.plain = plain;
        BoardReader boards = new CachedBoards(
                connection, new TraderDocument(), config::symbols, config.zone(), config.cacheLife(), console.clock());
        this.text = new PlainWatch(config, boards, console.out(), console.err());
        this.screen = new WatchScreen(config, boards, new BoardFiles(console, Path.of("")), console.clock());
    }

    /** Ends {@link #run} with this exit code, now or as soon as it has begun. Any thread. */
    void quit(int exitCode) {
        text.quit(exitCode);
        screen.quit(exitCode);
    }

    /** Shows a message on the screen for a while, where there is a screen. Any thread. */
    void say(String message) {
        screen.say(message);
    }

    /** Draws the screen again. Any thread. */
    void resume() {
        screen.resume();
    }

    /** Shows it until it is quit; returns the exit code. As text too where there is no terminal to take over. */
    int run() throws IOException, InterruptedException {
        if (plain) {
            return text.run();
        }
        try {
            return screen.run(
                    console.in(),
                    console.rawOut(),
                    console.isUtf8(),
                    console.cells("COLUMNS", USUAL_COLUMNS),
                    console.cells("LINES", USUAL_ROWS));
        } catch (NoTerminalException e) {
            console.say(e.getMessage() + ", so there is no screen; this is --plain");
            return text.run();
        }
    }
}
