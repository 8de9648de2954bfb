package io.tradeboard.cli;

import io.tradeboard.format.ResultDocument;
import io.tradeboard.format.StandingsWriter;
import io.tradeboard.format.TraderDocument;
import io.tradeboard.read.BoardPages;
import io.tradeboard.read.RedisDirectory;
import io.tradeboard.read.ResultStore;
import io.tradeboard.read.Standings;
import io.tradeboard.redis.RedisConnection;
import io.tradeboard.run.ExitCode;
import io.tradeboard.trade.BoardId;
import io.tradeboard.trade.TradingDays;
import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "results",
        description = "print the final standings of past days",
        footer = {
            "The first 100 traders of each board are kept in Redis for 30 days after the day is final. All ranks"
                    + " are in the files results/DAY beside the log of the daemon; these have the real ids of all"
                    + " traders, whatever the traders directory says.",
            "  tradeboard results",
            "  tradeboard results yesterday --symbol BTC -o csv",
            "  tradeboard results 2026-11-22 -o json"
        },
        exitCodeList = {"3:no results are kept, or none of that day"})
final class ResultsCommand implements Callable<Integer> {
    private final Console console;

    @Parameters(
            arity = "0..1",
            paramLabel = "DAY",
            description = "yesterday, or a day such as 2026-11-22 (the latest final day)")
    @Nullable
    String day;

    @Option(names = "--symbol", paramLabel = "SYMBOL", description = "one board (all)")
    @Nullable
    String symbol;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            defaultValue = "table",
            description = "table, json, csv or ndjson (table)")
    StandingsWriter.Format output = StandingsWriter.Format.table;

    @Mixin
    BoardOptions boards = new BoardOptions();

    @Mixin
    RedisOptions redis = new RedisOptions();

    @Mixin
    StandardOptions standard = new StandardOptions();

    ResultsCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws Exception {
        if (symbol != null) {
            boards.symbolOrFirst(symbol);
        }
        try (RedisConnection connection = new RedisConnection(redis.settings())) {
            ResultStore results = new ResultStore(
                    connection, new ResultDocument(), new RedisDirectory(connection, new TraderDocument()));
            LocalDate asked = day(results, connection);
            List<Standings> found = asked == null ? List.of() : read(results, asked);
            if (found.isEmpty()) {
                throw asked == null
                        ? new NotKeptException(
                                "no results are kept yet; a day has results once every daemon has closed it", "")
                        : new NotKeptException(
                                "no results " + (symbol == null ? "" : "of " + symbol + " ") + "are kept for " + asked,
                                asked);
            }
            StandingsWriter writer = new StandingsWriter(console::print, console.clock(), output, ResultStore.ROWS);
            if (symbol != null) {
                writer.write(found.get(0));
            } else {
                writer.writeAll(found);
            }
            return ExitCode.OK;
        }
    }

    /** The day that was asked for, or the latest that is kept; null where there is none. */
    private @Nullable LocalDate day(ResultStore results, RedisConnection connection) {
        if (day == null) {
            List<LocalDate> days = results.days();
            return days.isEmpty() ? null : days.get(0);
        }
        TradingDays days = TradingDays.of(boards.zone);
        return DayArgument.parse(
                day, () -> days.dayOf(new BoardPages(connection).time().toEpochMilli()));
    }

    private List<Standings> read(ResultStore results, LocalDate asked) throws IOException {
        List<Standings> found = new ArrayList<>();
        for (String name : symbol == null ? boards.everySymbol(results.symbols(asked)) : List.of(symbol)) {
            Standings result = results.read(new BoardId(name, asked));
            if (result != null) {
                found.add(result);
            }
        }
        return found;
    }
}
