package io.tradeboard.cli;

import io.tradeboard.board.Ledger;
import io.tradeboard.board.Rebuild;
import io.tradeboard.read.BoardPages;
import io.tradeboard.redis.RedisConnection;
import io.tradeboard.run.ExitCode;
import io.tradeboard.status.Heartbeat;
import io.tradeboard.status.Heartbeats;
import io.tradeboard.trade.BoardId;
import io.tradeboard.trade.TradingDays;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "rebuild",
        description = "drop boards and let their daemons replay them from their logs",
        footer = {
            "",
            "For a board that the audit finds wrong, and after a damaged segment was put back. Exit code 5 "
                    + "where the log of a writer is held by no live daemon, 3 where there is no such board."
        })
final class RebuildCommand implements Callable<Integer> {
    private static final Duration PAUSE = Duration.ofMillis(200);

    private final Console console;

    @Parameters(
            arity = "0..1",
            paramLabel = "SYMBOL",
            description = "which board (every symbol that was traded that day)")
    @Nullable
    String symbol;

    @Option(
            names = "--day",
            paramLabel = "DAY",
            defaultValue = DayArgument.TODAY,
            description = "today, or a date such as 2026-11-22 (today)")
    String day = DayArgument.TODAY;

    @Option(names = "--force", description = "also where no live daemon has the log: what only that log has is lost")
    boolean force;

    @Option(
            names = "--wait",
            paramLabel = "TIME",
            defaultValue = "30s",
            description = "how long to wait until the boards are whole again (30s)")
    Duration wait = Duration.ZERO;

    @Mixin
    BoardOptions boards = new BoardOptions();

    @Mixin
    RedisOptions redis = new RedisOptions();

    @Mixin
    StandardOptions standard = new StandardOptions();

    RebuildCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws Exception {
        try (RedisConnection connection = new RedisConnection(redis.settings())) {
            BoardPages pages = new BoardPages(connection);
            TradingDays days = TradingDays.of(boards.zone);
            LocalDate of = DayArgument.parse(day, () -> days.dayOf(pages.time().toEpochMilli()));
            Collection<String> symbols = symbol == null ? pages.symbols(of) : List.of(symbol);
            Set<String> held = new Heartbeats(connection)
                    .all().stream()
                            .filter(Heartbeat::isAlive)
                            .flatMap(beat -> beat.daemon().writers().stream())
                            .collect(Collectors.toSet());
            int worst = symbols.isEmpty() ? notFound("no board is kept for " + of) : ExitCode.OK;
            for (String each : symbols) {
                worst = Math.max(worst, rebuild(new Rebuild(connection), new BoardId(each, of), held));
            }
            return worst;
        }
    }

    private int notFound(String message) {
        console.say(message);
        return ExitCode.NOT_FOUND;
    }

    private int rebuild(Rebuild rebuild, BoardId board, Set<String> held) throws InterruptedException {
        Ledger before = rebuild.ledger(board);
        if (before == null) {
            return notFound("there is no board " + board);
        }
        Set<String> missing = new TreeSet<>(before.marks().keySet());
        missing.removeAll(held);
        if (!missing.isEmpty() && !force) {
            console.say("the board " + board + " is left alone: no live daemon has the log of "
                    + String.join(", ", missing) + "; start it, or give up what it counted with --force");
            return ExitCode.STALE;
        }
        rebuild.drop(board);
        Ledger now = awaitReplay(rebuild, board, before, missing);
        console.print(
                now != null
                        ? String.format(Locale.ROOT, "%s: rebuilt, %,d trades%n", board, now.trades())
                        : String.format(Locale.ROOT, "%s: dropped; it is being replayed%n", board));
        return ExitCode.OK;
    }

    /** The ledger once every writer whose log is there has got as far as before; null where that takes too long. */
    private @Nullable Ledger awaitReplay(Rebuild rebuild, BoardId board, Ledger before, Set<String> missing)
            throws InterruptedException {
        long deadline = System.nanoTime() + wait.toNanos();
        do {
            Ledger now = rebuild.ledger(board);
            boolean whole = now != null
                    && before.marks().entrySet().stream()
                            .filter(mark -> !missing.contains(mark.getKey()))
                            .allMatch(mark -> {
                                var reached = now.marks().get(mark.getKey());
                                return reached != null && reached.canFollow(mark.getValue());
                            });
            if (whole) {
                return now;
            }
            Thread.sleep(PAUSE.toMillis());
        } while (System.nanoTime() < deadline);
        return null;
    }
}
