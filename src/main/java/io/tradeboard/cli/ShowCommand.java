package io.tradeboard.cli;

import io.tradeboard.format.StandingsWriter;
import io.tradeboard.read.RedisStandings;
import io.tradeboard.read.Standings;
import io.tradeboard.redis.RedisConnection;
import io.tradeboard.status.Heartbeat;
import io.tradeboard.status.Heartbeats;
import io.tradeboard.trade.Symbols;
import io.tradeboard.trade.TradingDays;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "show", description = "print the board once, for a person or a script")
final class ShowCommand implements Callable<Integer> {
    private final Console console;

    @Parameters(arity = "0..1", paramLabel = "SYMBOL", description = "which board (the first configured symbol)")
    @Nullable
    String symbol;

    @Option(names = "--all", description = "every symbol, configured or traded")
    boolean all;

    @Option(names = "--depth", paramLabel = "N", defaultValue = "10", description = "how many rows (10)")
    int depth;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            defaultValue = "table",
            description = "table, json, csv or ndjson (table)")
    StandingsWriter.Format output = StandingsWriter.Format.table;

    @Option(
            names = "--day",
            paramLabel = "DAY",
            defaultValue = DayArgument.TODAY,
            description = "today, or a day such as 2026-11-22 that is retained (today)")
    String day = DayArgument.TODAY;

    @Option(
            names = "--max-age",
            paramLabel = "TIME",
            description = "exit 5 where no daemon has reported within this time, so the board may be behind")
    @Nullable
    Duration maxAge;

    @Mixin
    BoardOptions boards = new BoardOptions();

    @Mixin
    RedisOptions redis = new RedisOptions();

    @Mixin
    StandardOptions standard = new StandardOptions();

    ShowCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws Exception {
        if (depth < 1) {
            throw new IllegalArgumentException("--depth must be at least 1");
        }
        if (all && symbol != null) {
            throw new IllegalArgumentException("--all goes without SYMBOL");
        }
        Symbols symbols = boards.symbols();
        String first = boards.symbolOrFirst(symbol);
        try (RedisConnection connection = new RedisConnection(redis.settings())) {
            RedisStandings reader =
                    new RedisStandings(connection, symbols, TradingDays.of(boards.zone), console.clock());
            LocalDate asked = DayArgument.parse(day, reader::today);
            List<Standings> found = new ArrayList<>();
            for (String name : all ? boards.everySymbol(reader.symbols(asked)) : List.of(first)) {
                found.add(reader.read(name, asked, depth));
            }
            if (!all) {
                UnknownSymbolException.check(symbols, first, asked, found.get(0).trades() > 0);
            }
            new StandingsWriter(console::print, console.clock(), output, depth).write(found);
            return isBehind(connection) ? ExitCode.STALE : ExitCode.OK;
        }
    }

    private boolean isBehind(RedisConnection connection) {
        Duration limit = maxAge;
        if (limit == null) {
            return false;
        }
        Heartbeat newest = new Heartbeats(connection).newest();
        return newest == null || newest.age().compareTo(limit) > 0;
    }
}
