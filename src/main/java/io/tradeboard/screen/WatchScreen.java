package io.tradeboard.screen;

import com.googlecode.lanterna.TerminalSize;
import io.tradeboard.read.BoardReader;
import io.tradeboard.read.Standings;
import io.tradeboard.screen.Requests.Request;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The leaderboard on a terminal: the loop that turns keys, ticks and answers into events, events into the next model,
 * and a changed model into the next frame. Only cells that changed are written.
 */
public final class WatchScreen {
    private static final long ANSWER_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final Duration HEARTBEAT_POLL = Duration.ofSeconds(5);

    private final WatchConfig config;
    private final BoardReader boards;
    private final Keeper keeper;
    private final Clock clock;
    private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
    private volatile @Nullable ScreenTerminal terminal;
    private boolean answered;

    /** Puts standings into files. */
    public interface Keeper {
        /** Writes the standings and returns where, in a few words. */
        String save(Standings standings) throws IOException;
    }

    public WatchScreen(WatchConfig config, BoardReader boards, Keeper keeper, Clock clock) {
        this.config = config;
        this.boards = boards;
        this.keeper = keeper;
        this.clock = clock;
    }

    /** Asks {@link #run} to restore the terminal and return this exit code. Any thread. */
    public void quit(int exitCode) {
        events.add(new Event.Quit(exitCode));
        ScreenTerminal open = terminal;
        if (open != null) {
            open.hurry();
        }
    }

    /** Shows a message for a while. Any thread. */
    public void say(String message) {
        events.add(new Event.Done(message));
    }

    /** Tells that the process was stopped and goes on, so that everything is drawn again. Any thread. */
    public void resume() {
        events.add(new Event.Pressed(Event.Key.CTRL_L));
    }

    /**
     * Shows the screen until it is quit, on the terminal of this process. Whatever happens, the terminal is as before when
     * this returns or throws.
     *
     * @param in and {@code out}: the terminal, as this process has it
     * @param utf8 whether it understands UTF-8
     * @param columns and {@code rows}: the size of a terminal that does not know its own
     * @return the exit code: 0 for q and at the end of input, 130 for Ctrl-C, or what {@link #quit} was given
     * @throws NoTerminalException if there is no terminal to take over; nothing has been shown
     */
    public int run(InputStream in, OutputStream out, boolean utf8, int columns, int rows)
            throws IOException, InterruptedException {
        return run(Tty.open(in, out, utf8, new TerminalSize(columns, rows)));
    }

    /** @param terminal closed at the end */
    int run(ScreenTerminal terminal) throws IOException, InterruptedException {
        this.terminal = terminal;
        terminal.onInput(this::wake);
        // The terminal is given back first: Redis may take its time to answer the last question.
        try (Fetcher fetcher = new Fetcher(boards, events::add);
                terminal) {
            // Asked before all else, so that the answer is there when the first frame is.
            answered = !config.theme().automatic();
            if (!answered) {
                terminal.askBackground();
            }
            return run(terminal, fetcher, System.nanoTime() + ANSWER_NANOS);
        }
    }

    private int run(ScreenTerminal terminal, Fetcher fetcher, long answerDue) throws IOException, InterruptedException {
        Painter painter = new Painter(terminal);
        painter.start();
        try {
            return loop(terminal, painter, fetcher, answerDue);
        } finally {
            painter.stop();
        }
    }

    private int loop(ScreenTerminal terminal, Painter painter, Fetcher fetcher, long answerDue)
            throws IOException, InterruptedException {
        terminal.addResizeListener((resized, size) -> events.add(new Event.Resized(size.getColumns(), size.getRows())));
        TerminalSize size = terminal.getTerminalSize();
        Model model = Model.start(config, now(), size.getColumns(), size.getRows());
        Instant nextHeartbeat = now();
        boolean first = true;
        while (true) {
            Event event = events.poll(first ? 0 : untilNextTick(model), TimeUnit.MILLISECONDS);
            Model next = Update.apply(model, new Event.Tick(now()));
            for (; event != null; event = events.poll()) {
                next = Update.apply(next, event);
            }
            next = input(terminal, next);
            fetcher.fetch(next);
            if (!next.now().isBefore(nextHeartbeat)) {
                fetcher.hear();
                nextHeartbeat = next.now().plus(HEARTBEAT_POLL);
            }
            if (first) {
                next = awaitBackground(terminal, next, answerDue);
            }
            Integer exitCode = next.exitCode();
            if (exitCode != null) {
                return exitCode;
            }
            next = serve(model, next, terminal, painter, fetcher);
            boolean again = isNew(Request.REDRAW, model, next);
            if (again) {
                terminal.takeOver();
            }
            painter.show(next, again);
            model = next;
            first = false;
        }
    }

    /** Gives the terminal a moment to report its background, in which the first frame is prepared. */
    private Model awaitBackground(ScreenTerminal terminal, Model model, long answerDue) throws InterruptedException {
        if (!answered) {
            View.draw(model);
        }
        Model next = model;
        while (!answered && next.exitCode() == null) {
            Event event = events.poll(answerDue - System.nanoTime(), TimeUnit.NANOSECONDS);
            if (event == null) {
                break;
            }
            next = input(terminal, Update.apply(next, event));
        }
        return next;
    }

    /** Does what the keys have asked for since. */
    private Model serve(Model before, Model model, ScreenTerminal terminal, Painter painter, Fetcher fetcher)
            throws IOException {
        Model next = model;
        Model.Board board = model.board();
        ask(before, model, fetcher);
        if (board != null && isNew(Request.SAVE, before, model)) {
            next = Update.apply(next, new Event.Done(save(model.saved(board))));
        }
        if (board != null && isNew(Request.COPY, before, model)) {
            String copied = Selection.text(model);
            terminal.copy(copied);
            next = Update.apply(next, new Event.Done("sent to the terminal's clipboard: " + copied.replace('\t', ' ')));
        }
        if (isNew(Request.SUSPEND, before, model)) {
            painter.stop();
            terminal.suspend();
            painter.start();
        }
        return next;
    }

    /** Asks Redis what keys want to know. */
    private static void ask(Model before, Model model, Fetcher fetcher) {
        Model.Board board = model.board();
        Search search = model.search();
        if (board != null && search != null && isNew(Request.FIND, before, model)) {
            fetcher.find(model, board.standings().board(), search.text());
        }
        if (board != null && model.page() instanceof Page.Trader page && isNew(Request.TRADER, before, model)) {
            fetcher.profile(model, page.traderId(), board.standings().board().day());
        }
        if (isNew(Request.SYMBOLS, before, model)) {
            fetcher.symbols(model.requests().count(Request.SYMBOLS));
        }
    }

    private static boolean isNew(Request request, Model before, Model model) {
        return model.requests().count(request) != before.requests().count(request);
    }

    private String save(Standings standings) {
        try {
            return keeper.save(standings);
        } catch (IOException e) {
            return "cannot save: " + e.getMessage();
        }
    }

    /** Lets the loop look for keys at once. */
    private void wake() {
        events.add(new Event.Tick(now()));
    }

    /** Until the ages and countdowns change, or a board is to be read. */
    private long untilNextTick(Model model) {
        Instant now = now();
        Instant second = now.truncatedTo(ChronoUnit.SECONDS).plusSeconds(1);
        Instant fetch = model.nextFetch();
        return 1
                + Math.max(
                        0,
                        Duration.between(now, fetch.isBefore(second) ? fetch : second)
                                .toMillis());
    }

    private Model input(ScreenTerminal terminal, Model model) {
        Model next = model;
        for (Event event : terminal.poll()) {
            answered |= event instanceof Event.Background;
            next = next.exitCode() == null ? Update.apply(next, event) : next;
        }
        return next;
    }

    private Instant now() {
        return clock.instant();
    }
}
