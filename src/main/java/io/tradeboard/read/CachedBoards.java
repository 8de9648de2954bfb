package io.tradeboard.read;

import io.tradeboard.redis.RedisConnection;
import io.tradeboard.redis.RedisUnavailableException;
import io.tradeboard.trade.BoardId;
import io.tradeboard.trade.Symbols;
import io.tradeboard.trade.TradingDays;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Answers the queries of a screen from Redis, with a cache for the standings. Confined to the thread that owns the
 * connection.
 */
public final class CachedBoards implements BoardReader {
    /** More than the rows of the deepest board, which are shown already. */
    private static final int MOST_MATCHES = 70;

    private final RedisConnection redis;
    private final RedisStandings standings;
    private final CachedStandings cached;
    private final Samples samples;
    private final RedisNeighbours neighbours;
    private final TraderSearch search;
    private Set<String> symbols = Set.of();

    /**
     * @param configured the configured symbols, as they are at each reading
     * @param zone the zone of boards that do not exist yet
     * @param codec reads the entries of the traders directory
     * @param life how long standings are served without asking Redis again
     */
    public CachedBoards(
            RedisConnection redis,
            TraderEntry.Codec codec,
            Supplier<Symbols> configured,
            ZoneId zone,
            Duration life,
            Clock clock) {
        this.redis = redis;
        RedisDirectory directory = new RedisDirectory(redis, codec);
        TradingDays days = TradingDays.of(zone);
        this.standings = new RedisStandings(redis, configured, days, clock, directory);
        this.cached = new CachedStandings(standings::read, life);
        this.samples = new Samples(redis, days, directory);
        this.neighbours = new RedisNeighbours(standings);
        this.search = new TraderSearch(redis, directory);
    }

    @Override
    public Standings standings(String symbol, @Nullable LocalDate day, int depth) {
        return cached.read(symbol, day, depth);
    }

    @Override
    public Set<String> symbols() {
        try {
            symbols = standings.symbols(standings.today());
        } catch (RedisUnavailableException e) {
            if (!e.isOfOneMaster()) {
                throw e;
            }
        }
        return symbols;
    }

    @Override
    public Set<String> away() {
        return redis.absent();
    }

    @Override
    public History history(BoardId board) {
        return samples.read(board);
    }

    @Override
    public Neighbours neighbours(BoardId board, String traderId, int around) {
        return neighbours.read(board, traderId, around);
    }

    @Override
    public List<Standings.Row> find(BoardId board, String part) {
        return search.find(board, part, MOST_MATCHES);
    }

    @Override
    public Vitals vitals() {
        return standings.vitals();
    }
}
