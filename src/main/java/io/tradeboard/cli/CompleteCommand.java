package io.tradeboard.cli;

import io.tradeboard.format.TraderDocument;
import io.tradeboard.read.RedisDirectory;
import io.tradeboard.read.RedisStandings;
import io.tradeboard.read.TradersDirectory;
import io.tradeboard.redis.RedisConnection;
import io.tradeboard.run.Failure;
import io.tradeboard.trade.TradingDays;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/**
 * Prints candidates for the completion scripts, one a line. Traders are those on the boards of the configured symbols,
 * whatever symbol the line names: which one is often typed later. Each reply of Redis has a short timeout, and all
 * together a longer one; without Redis, only the configured symbols are offered, and no traders.
 */
@Command(name = "complete", hidden = true, description = "print candidates for a completion script")
final class CompleteCommand implements Runnable {
    private static final Duration PATIENCE = Duration.ofMillis(100);
    private static final Duration PATIENCE_FOR_ALL = Duration.ofMillis(200);
    private static final int MOST_TRADERS = 1_000;

    private final Console console;

    @Parameters(index = "0", paramLabel = "KIND", description = "symbols, traders or ids")
    Candidates kind = Candidates.NONE;

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
        if (kind == Candidates.SYMBOLS) {
            RedisStandings reader = reader(connection, directory);
            return boards.everySymbol(new TreeSet<>(reader.symbols(reader.today()))).stream();
        }
        if (kind == Candidates.TRADERS) {
            return traders(reader(connection, directory));
        }
        TradersDirectory known = directory.get();
        return Stream.concat(traders(reader(connection, TradersDirectory::none)), known.traders().keySet().stream())
                .filter(id -> !known.entry(id).hidden())
                .distinct();
    }

    private RedisStandings reader(RedisConnection connection, Supplier<TradersDirectory> directory) {
        return new RedisStandings(
                connection, boards.symbols(), TradingDays.of(boards.zone), console.clock(), directory);
    }

    /** The ids on the boards as the reader shows them, board by board, the best first. */
    private Stream<String> traders(RedisStandings reader) {
        Set<String> found = new LinkedHashSet<>();
        long endNanos = System.nanoTime() + PATIENCE_FOR_ALL.toNanos();
        for (String symbol : boards.symbols().names()) {
            if (System.nanoTime() - endNanos < 0) {
                reader.read(symbol, null, MOST_TRADERS).rows().forEach(row -> found.add(row.traderId()));
            }
        }
        return found.stream();
    }
}
