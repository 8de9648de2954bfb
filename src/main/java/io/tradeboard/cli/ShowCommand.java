package io.tradeboard.cli;

import io.tradeboard.format.ResultDocument;
import io.tradeboard.format.StandingsWriter;
import io.tradeboard.format.TraderDocument;
import io.tradeboard.read.BoardState;
import io.tradeboard.read.RedisDirectory;
import io.tradeboard.read.RedisStandings;
import io.tradeboard.read.ResultStore;
import io.tradeboard.read.Standings;
import io.tradeboard.redis.RedisConnection;
import io.tradeboard.run.ExitCode;
import io.tradeboard.run.UsageException;
import io.tradeboard.trade.Symbols;
import io.tradeboard.trade.TradingDays;
import java.io.IOException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "show",
        description = "print a board once, for a person or a script",
        footer = {
            "  tradeboard show",
            "  tradeboard show ETH --depth 3 -o json",
            "  tradeboard show --all -o ndjson",
            "  tradeboard show BTC --day yesterday -o csv",
            "  tradeboard show --max-age 1m"
        },
        exitCodeList = {
            "3:the symbol is neither configured nor traded that day, or the day is not kept",
            "5:a board refuses trades, or with --max-age may be out of date"
        })
final class ShowCommand implements Callable<Integer> {
    private final Console console;

    @Parameters(arity = "0..1", paramLabel = "SYMBOL", description = "the board (the first configured symbol)")
    @Nullable
    String symbol;

    @Option(names = "--all", description = "all symbols, configured or traded")
    boolean all;

    @Option(names = "--depth", paramLabel = "N", defaultValue = "10", description = "number of rows (10)")
    int depth;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            defaultValue = "table",
            description = "table, json, csv or ndjson (table)")
    StandingsWriter.Format output = StandingsWriter.Format.table;

    @Mixin
    DayOption day = new DayOption();

    @Option(
            names = "--max-age",
            paramLabel = "TIME",
            description = "exit 5 if the board may be older: no daemon has reported within this time, or the state is"
                    + " not LIVE,"
                    + " EMPTY, CLOSING or FINAL")
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
            throw new UsageException("--depth must be at least 1");
        }
        if (all && symbol != null) {
            throw new UsageException("--all goes without SYMBOL");
        }
        Symbols symbols = boards.symbols();
        String first = boards.symbolOrFirst(symbol);
        try (RedisConnection connection = new RedisConnection(redis.settings())) {
            RedisDirectory directory = new RedisDirectory(connection, new TraderDocument());
            RedisStandings reader =
                    new RedisStandings(connection, symbols, TradingDays.of(boards.zone), console.clock(), directory);
            ResultStore results = new ResultStore(connection, new ResultDocument(), directory);
            LocalDate asked = day.isToday() ? null : day.of(reader::today);
            List<Standings> found = new ArrayList<>();
            for (String name : all ? everySymbol(reader, results, asked) : List.of(first)) {
                Standings standings = read(reader, results, name, asked);
                if (!all) {
                    UnknownSymbolException.check(
                            symbols, first, standings.board().day(), isThere(standings));
                }
                if (standings.state() != BoardState.NOT_KEPT) {
                    found.add(standings);
                }
            }
            if (found.isEmpty()) {
                throw NotKeptException.ofDay(Objects.requireNonNull(asked));
            }
            found.stream().filter(this::isInAnotherZone).findFirst().ifPresent(this::sayZone);
            StandingsWriter writer = new StandingsWriter(console::print, console.clock(), output, depth);
            if (all) {
                writer.writeAll(found);
            } else {
                writer.write(found.get(0));
            }
            List<String> behind = found.stream()
                    .map(this::behind)
                    .filter(why -> !why.isEmpty())
                    .distinct()
                    .toList();
            if (!standard.quiet) {
                behind.forEach(console::say);
            }
            return behind.isEmpty() ? ExitCode.OK : ExitCode.STALE;
        }
    }

    private List<String> everySymbol(RedisStandings reader, ResultStore results, @Nullable LocalDate asked) {
        Set<String> traded = new TreeSet<>(reader.symbols(asked == null ? reader.today() : asked));
        if (asked != null) {
            traded.addAll(results.symbols(asked));
        }
        return boards.everySymbol(traded);
    }

    /** The board while it is kept, and then its result. */
    private Standings read(RedisStandings reader, ResultStore results, String name, @Nullable LocalDate asked)
            throws IOException {
        Standings standings = reader.read(name, asked, depth);
        if (standings.state() != BoardState.NOT_KEPT) {
            return standings;
        }
        Standings result = results.read(standings.board());
        return result == null ? standings : result.top(depth);
    }

    private static boolean isThere(Standings standings) {
        return standings.ledger().exists() || standings.state() == BoardState.REFUSED;
    }

    private boolean isInAnotherZone(Standings standings) {
        return standings.ledger().exists() && !standings.zone().getRules().equals(boards.zone.getRules());
    }

    private void sayZone(Standings standings) {
        if (!standard.quiet) {
            console.say("the board of " + standings.board() + " is kept in " + standings.zone() + ", not in "
                    + boards.zone + ", and is shown as it is");
        }
    }

    /** Why the board is out of date; empty where it is not. One that refuses trades is, however young it is. */
    private String behind(Standings standings) {
        if (maxAge == null && standings.state() != BoardState.REFUSED) {
            return "";
        }
        return standings.behind(maxAge == null ? Duration.ZERO : maxAge);
    }
}
