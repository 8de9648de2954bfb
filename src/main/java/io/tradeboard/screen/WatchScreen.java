package io.tradeboard.screen;

import com.googlecode.lanterna.TerminalSize;
import com.googlecode.lanterna.input.KeyStroke;
import com.googlecode.lanterna.screen.Screen;
import com.googlecode.lanterna.screen.TerminalScreen;
import com.googlecode.lanterna.terminal.Terminal;
import io.tradeboard.board.Heartbeat;
import io.tradeboard.board.StandingsReader;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The leaderboard on a terminal: the loop that turns keys, ticks and answers into events, events into the next model,
 * and a changed model into the next frame. Only cells that changed are written.
 */
public final class WatchScreen {
    private static final Duration KEY_POLL = Duration.ofMillis(50);
    private static final Duration HEARTBEAT_POLL = Duration.ofSeconds(5);

    private final WatchConfig config;
    private final StandingsReader reader;
    private final Supplier<@Nullable Heartbeat> newestHeartbeat;
    private final Clock clock;
    private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();

    /**
     * @param newestHeartbeat asked on the fetch thread; it and the reader may throw when Redis is away
     */
    public WatchScreen(
            WatchConfig config, StandingsReader reader, Supplier<@Nullable Heartbeat> newestHeartbeat, Clock clock) {
        this.config = config;
        this.reader = reader;
        this.newestHeartbeat = newestHeartbeat;
        this.clock = clock;
    }

    /** Asks {@link #run} to restore the terminal and return this exit code. Any thread. */
    public void quit(int exitCode) {
        events.add(new Event.Quit(exitCode));
    }

    /**
     * Shows the screen until it is quit. Whatever happens, the terminal is as before when this returns or throws.
     *
     * @param terminal closed at the end
     * @return the exit code: 0 for q and at the end of input, 130 for Ctrl-C, or what {@link #quit} was given
     */
    public int run(Terminal terminal) throws IOException, InterruptedException {
        try (terminal;
                Screen screen = new TerminalScreen(terminal);
                Fetcher fetcher = new Fetcher(reader, newestHeartbeat, events::add)) {
            screen.startScreen();
            try {
                return loop(screen, fetcher);
            } finally {
                terminal.setCursorVisible(true);
                screen.stopScreen();
                terminal.flush();
            }
        }
    }

    private int loop(Screen screen, Fetcher fetcher) throws IOException, InterruptedException {
        screen.setCursorPosition(null);
        TerminalSize size = screen.getTerminalSize();
        Model model = Model.start(config, now(), size.getColumns(), size.getRows());
        Instant nextHeartbeat = now();
        Model drawn = null;
        while (true) {
            Model next = Update.apply(model, new Event.Tick(now()));
            for (Event event = events.poll(KEY_POLL.toMillis(), TimeUnit.MILLISECONDS);
                    event != null;
                    event = events.poll()) {
                next = Update.apply(next, event);
            }
            next = keys(screen, next);
            if (next.wanted() != model.wanted()) {
                fetcher.fetch(next.wanted(), next.symbol(), config.fetchDepth());
            }
            if (!next.now().isBefore(nextHeartbeat)) {
                fetcher.hear();
                nextHeartbeat = next.now().plus(HEARTBEAT_POLL);
            }
            Integer exitCode = next.exitCode();
            if (exitCode != null) {
                return exitCode;
            }
            if (!next.equals(drawn)) {
                draw(screen, next, drawn == null || drawn.redraws() != next.redraws());
                drawn = next;
            }
            model = next;
        }
    }

    private static Model keys(Screen screen, Model model) throws IOException {
        Model next = model;
        TerminalSize size = screen.doResizeIfNecessary();
        if (size != null) {
            next = Update.apply(next, new Event.Resized(size.getColumns(), size.getRows()));
        }
        for (KeyStroke key = screen.pollInput(); key != null && next.exitCode() == null; key = screen.pollInput()) {
            Event event = Keys.event(key);
            if (event != null) {
                next = Update.apply(next, event);
            }
        }
        return next;
    }

    /** Now, in whole seconds: the clock moves the screen no more often. */
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.SECONDS);
    }

    private static void draw(Screen screen, Model model, boolean complete) throws IOException {
        View.draw(model, screen.newTextGraphics());
        screen.refresh(complete ? Screen.RefreshType.COMPLETE : Screen.RefreshType.DELTA);
    }
}
