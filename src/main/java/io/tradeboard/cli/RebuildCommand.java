package io.tradeboard.cli;

import io.tradeboard.board.Ledger;
import io.tradeboard.board.Rebuild;
import io.tradeboard.read.BoardPages;
import io.tradeboard.redis.RedisConnection;
import io.tradeboard.run.ExitCode;
import io.tradeboard.status.DaemonId;
import io.tradeboard.status.DaemonState;
import io.tradeboard.status.Heartbeat;
import io.tradeboard.status.Heartbeats;
import io.tradeboard.text.Counts;
import io.tradeboard.trade.BoardId;
import io.tradeboard.trade.TradingDays;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
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
            "Use it for a board that differs from the log, and after you have restored a damaged segment. Every log"
                    + " that has trades of the board must have a running daemon, because only that can replay it."
                    + " Start tradeboard ingest on the directory of a log that was written by ingest FILE. Each start"
                    + " of ingest is a writer; log verify lists the writers of a directory.",
            "  tradeboard rebuild BTC",
            "  tradeboard rebuild --day yesterday --wait 2m"
        },
        exitCodeList = {
            "3:there is no such board",
            "5:a log with trades of a board has no running daemon, a daemon is replaying, or a board was not complete in time"
        })
final class RebuildCommand implements Callable<Integer> {
    private static final Duration PAUSE = Duration.ofMillis(200);

    private final Console console;

    @Parameters(arity = "0..1", paramLabel = "SYMBOL", description = "the board (all boards of the day)")
    @Nullable
    String symbol;

    @Mixin
    DayOption day = new DayOption();

    @Option(
            names = "--force",
            description =
                    "drop a board even if a log with trades of it has no running daemon; those trades are lost from the board")
    boolean force;

    @Option(
            names = "--wait",
            paramLabel = "TIME",
            defaultValue = "30s",
            description = "how long to wait until the boards are complete again (30s)")
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
            Heartbeats heartbeats = new Heartbeats(connection);
            Set<String> held = awaitHealed(heartbeats);
            if (held == null) {
                return ExitCode.STALE;
            }
            boolean whole = true;
            Map<BoardId, Map<BoardId, Ledger>> dropped = new LinkedHashMap<>();
            for (BoardId board : asked) {
                Map<BoardId, Ledger> before = rebuild.ledgers(board);
                if (!before.isEmpty() && mayBeDropped(board, before.values(), held, heartbeats)) {
                    before.keySet().forEach(rebuild::drop);
                    before.replaceAll((shard, ledger) -> ledger.restrictedTo(held));
                    dropped.put(board, before);
                } else {
                    // One that vanished meanwhile is restored by the daemons that have its trades.
                    whole &= before.isEmpty();
                }
            }
            long deadline = System.nanoTime() + wait.toNanos();
            for (Map.Entry<BoardId, Map<BoardId, Ledger>> each : dropped.entrySet()) {
                whole &= isRebuilt(rebuild, each.getKey(), each.getValue(), deadline);
            }
            return whole ? ExitCode.OK : ExitCode.STALE;
        }
    }

    /** The boards that exist among those asked for; at least one. */
    private List<BoardId> asked(BoardPages pages, Rebuild rebuild, LocalDate ofDay) throws NotKeptException {
        List<BoardId> boards = (symbol == null ? pages.symbols(ofDay) : List.of(symbol))
                .stream().map(each -> new BoardId(each, ofDay)).toList();
        List<BoardId> kept = boards.stream()
                .filter(board -> !rebuild.ledgers(board).isEmpty())
                .toList();
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
     * Waits until no daemon replays: it may be reading what was there before a segment was restored. Only heartbeats
     * from now on count.
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
                console.say("no board was dropped: daemon " + first.daemon().shortName() + " is "
                        + first.state().label()
                        + " and has not confirmed yet that it is not replaying its log; try again, or wait"
                        + " longer with --wait");
                return null;
            }
            Thread.sleep(PAUSE.toMillis());
        }
    }

    private boolean mayBeDropped(BoardId board, Collection<Ledger> before, Set<String> held, Heartbeats heartbeats) {
        Set<String> missing = new TreeSet<>();
        before.forEach(shard -> missing.addAll(shard.marks().keySet()));
        missing.removeAll(held);
        if (!missing.isEmpty() && !force) {
            boolean one = missing.size() == 1;
            console.say("the board " + board + " was not dropped: " + (one ? "writer " : "writers ")
                    + names(missing, heartbeats) + " logged trades of it, and no running daemon has "
                    + (one ? "its log" : "their logs") + "; start tradeboard ingest on "
                    + (one ? "that log directory" : "those log directories")
                    + " (tradeboard log verify lists the writers of one), or lose those trades with --force");
            return false;
        }
        return true;
    }

    /** The short names of the writers, each with its host if that is known. */
    private static String names(Set<String> writers, Heartbeats heartbeats) {
        Map<String, String> hosts = new HashMap<>();
        heartbeats.all().forEach(beat -> hosts.put(beat.writer(), beat.daemon().host()));
        return writers.stream()
                .map(writer -> {
                    String host = hosts.getOrDefault(writer, "");
                    return DaemonId.shortName(writer) + (host.isEmpty() ? "" : " on " + host);
                })
                .collect(Collectors.joining(", "));
    }

    /** Waits until the board counts at least what it did before; returns whether it does. */
    private boolean isRebuilt(Rebuild rebuild, BoardId board, Map<BoardId, Ledger> before, long deadline)
            throws InterruptedException {
        long trades = 0;
        for (Map.Entry<BoardId, Ledger> shard : before.entrySet()) {
            Ledger now = awaitReplay(rebuild, shard.getKey(), shard.getValue(), deadline);
            if (now == null) {
                console.say("the board " + board
                        + " was dropped and is not complete yet; its daemons are still replaying it");
                return false;
            }
            trades += now.trades();
        }
        console.print(board + ": rebuilt, " + Counts.of(trades, "trade") + System.lineSeparator());
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
