package io.tradeboard.cli;

import io.tradeboard.board.Ledger;
import io.tradeboard.board.Rebuild;
import io.tradeboard.read.BoardPages;
import io.tradeboard.redis.RedisConnection;
import io.tradeboard.run.ExitCode;
import io.tradeboard.status.DaemonState;
import io.tradeboard.status.Heartbeat;
import io.tradeboard.status.Heartbeats;
import io.tradeboard.text.Counts;
import io.tradeboard.trade.BoardId;
import io.tradeboard.trade.TradingDays;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
                    + "where the log of a writer is held by no live daemon, a daemon has not ended a replay, or a "
                    + "board is not whole in time; 3 where there is no such board."
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

    @Mixin
    DayOption day = new DayOption();

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
        if (symbol != null) {
            boards.symbolOrFirst(symbol);
        }
        try (RedisConnection connection = new RedisConnection(redis.settings())) {
            BoardPages pages = new BoardPages(connection);
            TradingDays days = TradingDays.of(boards.zone);
            LocalDate ofDay = day.of(() -> days.dayOf(pages.time().toEpochMilli()));
            Rebuild rebuild = new Rebuild(connection);
            List<BoardId> asked = asked(pages, rebuild, ofDay);
            Set<String> held = awaitHealed(new Heartbeats(connection));
            if (held == null) {
                return ExitCode.STALE;
            }
            boolean whole = true;
            Map<BoardId, Ledger> dropped = new LinkedHashMap<>();
            for (BoardId board : asked) {
                Ledger before = rebuild.ledger(board);
                if (before != null && mayBeDropped(board, before, held)) {
                    rebuild.drop(board);
                    dropped.put(board, before.restrictedTo(held));
                } else {
                    // One that went meanwhile is brought back by whoever has its trades.
                    whole &= before == null;
                }
            }
            long deadline = System.nanoTime() + wait.toNanos();
            for (Map.Entry<BoardId, Ledger> each : dropped.entrySet()) {
                whole &= isRebuilt(rebuild, each.getKey(), each.getValue(), deadline);
            }
            return whole ? ExitCode.OK : ExitCode.STALE;
        }
    }

    /** The boards that there are of those that are meant, of which there is at least one. */
    private List<BoardId> asked(BoardPages pages, Rebuild rebuild, LocalDate ofDay) throws NotKeptException {
        List<BoardId> boards = (symbol == null ? pages.symbols(ofDay) : List.of(symbol))
                .stream().map(each -> new BoardId(each, ofDay)).toList();
        List<BoardId> kept =
                boards.stream().filter(board -> rebuild.ledger(board) != null).toList();
        if (!kept.isEmpty()) {
            return kept;
        }
        if (symbol == null) {
            throw NotKeptException.ofDay(ofDay);
        }
        BoardId board = new BoardId(symbol, ofDay);
        throw new NotKeptException("there is no board " + board, board);
    }

    /**
     * Waits until no daemon replays: it may be reading what was there before a segment was put back. Only what a daemon
     * says from now on counts.
     *
     * @return the writers whose logs live daemons have; null where that takes too long
     */
    private @Nullable Set<String> awaitHealed(Heartbeats heartbeats) throws InterruptedException {
        Instant from = heartbeats.time();
        long deadline = System.nanoTime() + wait.toNanos();
        while (true) {
            List<Heartbeat> live =
                    heartbeats.all().stream().filter(Heartbeat::isAlive).toList();
            List<Heartbeat> busy = live.stream()
                    .filter(beat -> beat.at().isBefore(from) || beat.state() == DaemonState.HEALING)
                    .toList();
            if (busy.isEmpty()) {
                return live.stream()
                        .flatMap(beat -> beat.daemon().writers().stream())
                        .collect(Collectors.toSet());
            }
            if (System.nanoTime() >= deadline) {
                Heartbeat first = busy.get(0);
                console.say("no board was dropped: the daemon " + first.writer() + " is "
                        + first.state().label()
                        + " and has not reported since that it replays nothing; try again, or wait longer with --wait");
                return null;
            }
            Thread.sleep(PAUSE.toMillis());
        }
    }

    private boolean mayBeDropped(BoardId board, Ledger before, Set<String> held) {
        Set<String> missing = new TreeSet<>(before.marks().keySet());
        missing.removeAll(held);
        if (!missing.isEmpty() && !force) {
            console.say("the board " + board + " is left alone: no live daemon has the log of "
                    + String.join(", ", missing) + "; start it, or give up what it counted with --force");
            return false;
        }
        return true;
    }

    /** Waits until the board is as it was before, or better; returns whether it is. */
    private boolean isRebuilt(Rebuild rebuild, BoardId board, Ledger before, long deadline)
            throws InterruptedException {
        Ledger now = awaitReplay(rebuild, board, before, deadline);
        if (now == null) {
            console.say("the board " + board + " was dropped and is not whole yet; its daemons go on");
            return false;
        }
        console.print(board + ": rebuilt, " + Counts.of(now.trades(), "trade") + System.lineSeparator());
        return true;
    }

    /** The ledger once every writer has got as far as before; null where that takes too long. */
    private @Nullable Ledger awaitReplay(Rebuild rebuild, BoardId board, Ledger before, long deadline)
            throws InterruptedException {
        while (true) {
            Ledger now = rebuild.ledger(board);
            if (now == null && before.marks().isEmpty()) {
                return before;
            }
            if (now != null && now.canFollow(before)) {
                return now;
            }
            if (System.nanoTime() >= deadline) {
                return null;
            }
            Thread.sleep(PAUSE.toMillis());
        }
    }
}
