package io.tradeboard.screen;

import io.tradeboard.format.Amounts;
import io.tradeboard.format.BoardText;
import io.tradeboard.read.BoardCondition;
import io.tradeboard.read.BoardReader;
import io.tradeboard.read.BoardState;
import io.tradeboard.read.Sample;
import io.tradeboard.read.Standings;
import io.tradeboard.redis.RedisUnavailableException;
import io.tradeboard.text.Printable;
import io.tradeboard.text.Times;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The leaderboard as text: the board at every refresh, with a line for each change above it. For where there is no
 * terminal, and for a screen reader.
 */
public final class PlainWatch {
    private static final Duration LEAST_PAUSE = Duration.ofMillis(100);

    private final WatchConfig config;
    private final BoardReader boards;
    private final PrintStream out;
    private final PrintStream problems;
    private boolean away;
    private boolean down;
    private final BlockingQueue<Integer> exitCode = new LinkedBlockingQueue<>();

    /** @param problems reported once when Redis or the daemon goes away, and once when it is back */
    public PlainWatch(WatchConfig config, BoardReader boards, PrintStream out, PrintStream problems) {
        this.config = config;
        this.boards = boards;
        this.out = out;
        this.problems = problems;
    }

    /** Asks {@link #run} to return this exit code. Any thread. */
    public void quit(int exitCode) {
        this.exitCode.add(exitCode);
    }

    /**
     * Prints until it is quit, or nobody reads any more.
     *
     * @return what {@link #quit} was given, or 0
     */
    public int run() throws InterruptedException {
        Standings before = null;
        while (true) {
            Duration pause = Update.RETRY;
            try {
                Standings now = boards.standings(config.symbol(), null, 2 * config.depth() + 1);
                tellAway(now.stale(), now.stale() ? "Redis is away; the board is stale" : "Redis is back");
                boolean newer = before == null || !before.asOf().equals(now.asOf());
                if (newer) {
                    print(before, now);
                }
                before = now;
                if (!now.stale()) {
                    // The cached board is over a moment later than the refresh.
                    pause = newer ? config.refresh().plus(LEAST_PAUSE) : LEAST_PAUSE;
                    if (newer) {
                        tellDaemon(now.condition());
                    }
                }
            } catch (RedisUnavailableException e) {
                String problem =
                        e.answers() ? e.sentence() : "cannot reach Redis at " + config.address() + ": " + e.reason();
                tellAway(true, problem + "; trying again until it is back");
            }
            if (out.checkError()) {
                return 0;
            }
            Integer asked = exitCode.poll(pause.toMillis(), TimeUnit.MILLISECONDS);
            if (asked != null) {
                return asked;
            }
        }
    }

    private void tellAway(boolean isAway, String message) {
        if (away != isAway) {
            away = isAway;
            tell(message);
        }
    }

    private void tellDaemon(BoardCondition condition) {
        boolean isDown = condition.state() == BoardState.DAEMON_DOWN;
        if (down != isDown) {
            down = isDown;
            tell(isDown ? "no ingest daemon is running; volumes are not moving" : "an ingest daemon is running");
        }
    }

    private void tell(String message) {
        problems.println("tradeboard: " + message);
    }

    private void print(@Nullable Standings before, Standings now) {
        if (before != null) {
            changes(before, now).forEach(out::println);
        }
        BoardText.lines(now, config.depth()).forEach(out::println);
        String followed = config.follow();
        if (followed != null && !now.stale()) {
            out.println(following(now, followed));
        }
        out.println();
        out.flush();
    }

    private String following(Standings now, String trader) {
        Standings.Row shown = now.row(trader);
        Standings.Row row = shown != null
                ? shown
                : boards.neighbours(now.board(), trader, 0).own();
        if (row == null) {
            // Without the name, which may be that of a trader who is hidden.
            return "followed: not on this board";
        }
        Amounts amounts = new Amounts(now.with(List.of(row)));
        return "#" + row.rank() + " " + Printable.clean(row.name()) + " (followed) "
                + amounts.volume(row, config.ascii()) + ", gap to next " + amounts.gap(row);
    }

    /** A line for each trader that climbed among the rows shown, or came into them. */
    List<String> changes(Standings before, Standings now) {
        if (!before.board().equals(now.board())) {
            return List.of("A new trading day: " + now.board().day());
        }
        if (!now.isComparableWith(before)) {
            return List.of();
        }
        Times times = new Times(now.zone());
        Sample past = new Sample(before.asOf(), before.traders(), before.rows());
        return Moves.between(past, now, config.depth()).stream()
                .map(move -> Printable.clean(move.line(times, config.refresh())))
                .toList();
    }
}
