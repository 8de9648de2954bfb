package io.tradeboard.screen;

import io.tradeboard.board.Standings;
import io.tradeboard.board.StandingsReader;
import io.tradeboard.redis.RedisUnavailableException;
import java.io.PrintStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The leaderboard as text: the board at every refresh, with a line for each change above it. For where there is no
 * terminal, and for a screen reader.
 */
public final class PlainWatch {
    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);

    private final WatchConfig config;
    private final StandingsReader reader;
    private final Clock clock;
    private final PrintStream out;
    private final PrintStream problems;
    private final BlockingQueue<Integer> exitCode = new LinkedBlockingQueue<>();

    /** @param problems told once when Redis goes away, and once when it is back */
    public PlainWatch(WatchConfig config, StandingsReader reader, Clock clock, PrintStream out, PrintStream problems) {
        this.config = config;
        this.reader = reader;
        this.clock = clock;
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
        boolean away = false;
        while (true) {
            Duration pause;
            try {
                Standings now = reader.read(config.symbol(), null, config.fetchDepth());
                if (away != now.stale()) {
                    away = now.stale();
                    tell(away ? "Redis is away; the board is stale" : "Redis is back");
                }
                if (before == null || !before.asOf().equals(now.asOf())) {
                    print(before, now);
                }
                before = now;
                pause = away ? Update.RETRY : untilNext(now);
            } catch (RedisUnavailableException e) {
                if (!away) {
                    tell("cannot reach Redis at " + config.address() + ": " + e.reason());
                    away = true;
                }
                pause = Update.RETRY;
            }
            Integer asked = exitCode.poll(pause.toMillis(), TimeUnit.MILLISECONDS);
            if (asked != null || out.checkError()) {
                return asked == null ? 0 : asked;
            }
        }
    }

    private void tell(String message) {
        problems.println("tradeboard: " + message);
    }

    private Duration untilNext(Standings now) {
        Instant due = now.asOf().plus(config.refresh());
        Duration left = Duration.between(clock.instant(), due);
        Duration least = Duration.ofMillis(100);
        return left.compareTo(least) < 0 ? least : left.compareTo(config.refresh()) > 0 ? config.refresh() : left;
    }

    private void print(@Nullable Standings before, Standings now) {
        if (before != null) {
            changes(before, now).forEach(out::println);
        }
        BoardText.lines(now, config.depth()).forEach(out::println);
        out.println();
        out.flush();
    }

    /** A line for each trader that climbed among the rows shown, or came into them. */
    List<String> changes(Standings before, Standings now) {
        if (!before.board().equals(now.board())) {
            return List.of("A new trading day: " + now.board().day());
        }
        Map<String, Integer> ranks = new HashMap<>();
        before.rows().forEach(row -> ranks.put(row.traderId(), row.rank()));
        String time = MINUTE.withZone(config.zone()).format(now.asOf());
        List<String> lines = new ArrayList<>();
        for (Standings.Row row :
                now.rows().subList(0, Math.min(config.depth(), now.rows().size()))) {
            Integer old = ranks.get(row.traderId());
            String name = Cells.left(row.traderId(), Cells.width(row.traderId()), "");
            if (old == null || (old > config.depth() && row.rank() <= config.depth())) {
                lines.add(time + " " + name + " entered the top " + config.depth() + " at #" + row.rank()
                        + (old == null ? "" : ", was #" + old));
            } else if (row.rank() < old) {
                lines.add(time + " " + name + " climbed to #" + row.rank() + ", was #" + old);
            }
        }
        return lines;
    }
}
