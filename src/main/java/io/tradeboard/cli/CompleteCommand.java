package io.tradeboard.cli;

import io.tradeboard.format.TraderDocument;
import io.tradeboard.read.RedisDirectory;
import io.tradeboard.read.RedisStandings;
import io.tradeboard.read.Standings;
import io.tradeboard.read.TraderEntry;
import io.tradeboard.redis.RedisConnection;
import io.tradeboard.run.Failure;
import io.tradeboard.trade.TradingDays;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/**
 * Prints candidates for the completion scripts, one a line. Redis has a moment to answer; without it there are the
 * configured symbols and no traders.
 */
@Command(name = "complete", hidden = true, description = "print candidates for a completion script")
final class CompleteCommand implements Runnable {
    private static final Duration PATIENCE = Duration.ofMillis(100);
    private static final int MOST_TRADERS = 1_000;

    private final Console console;

    @Parameters(index = "0", paramLabel = "KIND", description = "symbols, traders or ids")
    Candidates kind = Candidates.NONE;

    @Parameters(index = "1", arity = "0..1", paramLabel = "SYMBOL", description = "the board of the traders")
    @Nullable
    String symbol;

    @Mixin
    BoardOptions boards = new BoardOptions();

    @Mixin
    RedisOptions redis = new RedisOptions();

    @Mixin
    StandardOptions standard = new StandardOptions();

    CompleteCommand(Console console) {
        this.console = console;
    }

    @Override
    public void run() {
        Stream<String> found;
        redis.timeout = PATIENCE;
        try (RedisConnection connection = new RedisConnection(redis.settings())) {
            found = find(connection);
        } catch (IOException | RuntimeException e) {
            // Nobody reads messages while a line is being typed; a fault of the program shows in the tests.
            if (e instanceof RuntimeException fault && !(e instanceof Failure)) {
                throw fault;
            }
            found = kind == Candidates.SYMBOLS ? boards.symbols().names().stream() : Stream.of();
        }
        console.print(found.map(name -> name + "\n").collect(Collectors.joining()));
    }

    private Stream<String> find(RedisConnection connection) {
        RedisDirectory directory = new RedisDirectory(connection, new TraderDocument());
        RedisStandings reader = new RedisStandings(
                connection, boards.symbols(), TradingDays.of(boards.zone), console.clock(), directory);
        if (kind == Candidates.SYMBOLS) {
            return boards.everySymbol(new TreeSet<>(reader.symbols(reader.today()))).stream();
        }
        Stream<String> shown = reader.read(boards.symbolOrFirst(symbol), null, MOST_TRADERS).rows().stream()
                .map(Standings.Row::traderId);
        return kind == Candidates.TRADERS ? shown : ids(shown, directory);
    }

    /** Without the names that stand for hidden traders, and with the other traders in the directory. */
    private static Stream<String> ids(Stream<String> shown, RedisDirectory directory) {
        Set<String> hidden = directory.get().traders().values().stream()
                .filter(TraderEntry::hidden)
                .map(TraderEntry::hiddenName)
                .collect(Collectors.toSet());
        List<String> known = directory.get().traders().entrySet().stream()
                .filter(each -> !each.getValue().hidden())
                .map(each -> each.getKey())
                .toList();
        return Stream.concat(shown.filter(id -> !hidden.contains(id)), known.stream())
                .distinct();
    }
}
