package io.tradeboard.cli;

import io.tradeboard.format.RankWriter;
import io.tradeboard.format.TraderDocument;
import io.tradeboard.read.BoardCondition;
import io.tradeboard.read.BoardState;
import io.tradeboard.read.Neighbours;
import io.tradeboard.read.RedisDirectory;
import io.tradeboard.read.RedisNeighbours;
import io.tradeboard.read.RedisStandings;
import io.tradeboard.read.TraderSearch;
import io.tradeboard.redis.RedisConnection;
import io.tradeboard.run.ExitCode;
import io.tradeboard.run.UsageException;
import io.tradeboard.trade.BoardId;
import io.tradeboard.trade.Symbols;
import io.tradeboard.trade.TradingDays;
import java.text.Normalizer;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "rank",
        description = "print a trader's rank today and the traders around it",
        footer = {
            "  tradeboard rank kestrel",
            "  tradeboard rank kestrel ETH --around 5",
            "  tradeboard rank kestrel -o json"
        },
        exitCodeList = {
            "3:the trader is not on the board, or the symbol is neither configured nor traded today",
            "5:the board refuses trades"
        })
final class RankCommand implements Callable<Integer> {
    private static final int MOST_AROUND = 1_000_000;
    private static final int MOST_SEARCHED = 100;
    private static final int MOST_NEAR = 3;

    private final Console console;

    @Parameters(index = "0", paramLabel = "TRADER", description = "the trader, by its id or the name that is shown")
    String trader = "";

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "SYMBOL",
            description = "the board (the first configured symbol)")
    @Nullable
    String symbol;

    @Option(
            names = "--around",
            paramLabel = "N",
            defaultValue = "3",
            description = "number of traders to print above, and below (3)")
    int around;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            defaultValue = "table",
            description = "table or json (table)")
    RankWriter.Format output = RankWriter.Format.table;

    @Mixin
    BoardOptions boards = new BoardOptions();

    @Mixin
    RedisOptions redis = new RedisOptions();

    @Mixin
    StandardOptions standard = new StandardOptions();

    RankCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws Exception {
        if (around < 0 || around > MOST_AROUND) {
            throw new UsageException("--around must be from 0 to " + MOST_AROUND);
        }
        // As traders are written on a board.
        String name = Normalizer.normalize(trader, Normalizer.Form.NFC);
        Symbols symbols = boards.symbols();
        String of = boards.symbolOrFirst(symbol);
        try (RedisConnection connection = new RedisConnection(redis.settings())) {
            RedisDirectory directory = new RedisDirectory(connection, new TraderDocument());
            RedisStandings reader =
                    new RedisStandings(connection, symbols, TradingDays.of(boards.zone), console.clock(), directory);
            BoardId board = reader.read(of, null, 1).board();
            Neighbours found = new RedisNeighbours(reader).read(board, name, around);
            if (found.own() == null) {
                BoardCondition condition = found.standings().condition();
                if (condition.state() == BoardState.REFUSED) {
                    console.say("the board of " + board + " " + condition.reason());
                    return ExitCode.STALE;
                }
                UnknownSymbolException.check(
                        symbols, of, board.day(), found.standings().ledger().exists());
                throw new UnknownTraderException(
                        name, board, near(new TraderSearch(connection, directory), board, name));
            }
            new RankWriter(console::print, console.clock(), output).write(found.standings(), found.own());
            return ExitCode.OK;
        }
    }

    /** Traders whose id or name starts with what was asked for, ignoring case; those that are nothing more first. */
    private static List<String> near(TraderSearch search, BoardId board, String asked) {
        return search.find(board, asked, MOST_SEARCHED).stream()
                .map(row -> startsWith(row.traderId(), asked) ? row.traderId() : row.name())
                .filter(shown -> startsWith(shown, asked))
                .sorted(Comparator.comparing(shown -> shown.length() > asked.length()))
                .limit(MOST_NEAR)
                .toList();
    }

    private static boolean startsWith(String shown, String asked) {
        return shown.regionMatches(true, 0, asked, 0, asked.length());
    }
}
