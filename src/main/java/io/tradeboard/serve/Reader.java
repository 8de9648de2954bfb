package io.tradeboard.serve;

import io.tradeboard.format.ResultDocument;
import io.tradeboard.format.TraderDocument;
import io.tradeboard.read.Neighbours;
import io.tradeboard.read.RedisDirectory;
import io.tradeboard.read.RedisNeighbours;
import io.tradeboard.read.RedisStandings;
import io.tradeboard.read.ResultStore;
import io.tradeboard.read.Standings;
import io.tradeboard.read.TraderSearch;
import io.tradeboard.redis.RedisConnection;
import io.tradeboard.redis.RedisSettings;
import io.tradeboard.source.StreamSource;
import io.tradeboard.status.StatusReader;
import io.tradeboard.status.StatusReport;
import io.tradeboard.trade.BoardId;
import io.tradeboard.trade.TradingDays;
import java.io.IOException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Reads from Redis for one request what the boards in memory do not have. Confined to the request that uses it. */
final class Reader implements AutoCloseable {
    private final RedisConnection redis;
    private final RedisStandings standings;
    private final RedisNeighbours neighbours;
    private final TraderSearch search;
    private final ResultStore results;
    private final Site site;

    Reader(RedisSettings settings, Site site, Clock clock) {
        this.redis = RedisConnection.forReads(settings);
        this.site = site;
        RedisDirectory directory = new RedisDirectory(redis, new TraderDocument());
        this.standings = new RedisStandings(redis, site.symbols(), TradingDays.of(site.zone()), clock, directory);
        this.neighbours = new RedisNeighbours(standings);
        this.search = new TraderSearch(redis, directory);
        this.results = new ResultStore(redis, new ResultDocument(), directory);
    }

    /** Today, by the clock of Redis in the configured zone. */
    LocalDate today() {
        return standings.today();
    }

    /** A board of a day, or its result where the board is not kept any more. */
    Standings standings(String symbol, LocalDate day, int depth) throws IOException {
        Standings found = standings.read(symbol, day, depth);
        if (found.ledger().exists()) {
            return found;
        }
        Standings result = results.read(found.board());
        return result == null ? found : result.top(depth);
    }

    /** The trader with the neighbours. */
    Neighbours neighbours(BoardId board, String trader, int around) {
        return neighbours.read(board, trader, around);
    }

    /** The rows of traders with this part in their name. */
    List<Standings.Row> find(BoardId board, String part, int most) {
        return search.find(board, part, most);
    }

    /** The days that have results, the latest first. */
    List<LocalDate> resultDays() {
        return results.days();
    }

    /** The results of a day: those of configured symbols first. */
    List<Standings> results(LocalDate day) throws IOException {
        Set<String> names = new TreeSet<>(results.symbols(day));
        List<String> ordered = new ArrayList<>(site.symbols().get().names());
        ordered.retainAll(names);
        names.removeAll(ordered);
        ordered.addAll(names);
        List<Standings> found = new ArrayList<>();
        for (String name : ordered) {
            @Nullable Standings result = results.read(new BoardId(name, day));
            if (result != null) {
                found.add(result);
            }
        }
        return found;
    }

    /** How Redis, the daemons and the boards of today are. */
    StatusReport status() {
        return new StatusReader(redis, TradingDays.of(site.zone()), StreamSource.STREAM)
                .read(site.symbols().get().names(), List::of);
    }

    @Override
    public void close() {
        redis.close();
    }
}
