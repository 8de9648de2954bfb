package io.tradeboard.cli;

import io.tradeboard.read.CachedStandings;
import io.tradeboard.read.History;
import io.tradeboard.read.RedisNeighbours;
import io.tradeboard.read.RedisStandings;
import io.tradeboard.read.Samples;
import io.tradeboard.read.Standings;
import io.tradeboard.read.StandingsReader;
import io.tradeboard.read.TraderSearch;
import io.tradeboard.redis.RedisConnection;
import io.tradeboard.screen.Feed;
import io.tradeboard.screen.WatchConfig;
import io.tradeboard.status.Heartbeat;
import io.tradeboard.status.Heartbeats;
import io.tradeboard.trade.BoardId;
import io.tradeboard.trade.TradingDays;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Feeds a screen from Redis, the standings through the cache. Confined to the thread that uses the connection. */
final class RedisFeed implements Feed {
    /** More than the rows of the deepest board, which are shown already. */
    private static final int MOST_MATCHES = 70;

    private final RedisConnection connection;
    private final RedisStandings standings;
    private final StandingsReader cached;
    private final Samples samples;
    private final RedisNeighbours neighbours;
    private final Heartbeats heartbeats;

    RedisFeed(RedisConnection connection, WatchConfig config, Clock clock) {
        this.connection = connection;
        TradingDays days = TradingDays.of(config.zone());
        this.standings = new RedisStandings(connection, config.symbols(), days, clock);
        this.cached = new CachedStandings(standings, config.cacheLife());
        this.samples = new Samples(connection, days);
        this.neighbours = new RedisNeighbours(connection, standings);
        this.heartbeats = new Heartbeats(connection);
    }

    @Override
    public Standings standings(String symbol, @Nullable LocalDate day, int depth) {
        return cached.read(symbol, day, depth);
    }

    @Override
    public History history(BoardId board) {
        return samples.read(board);
    }

    @Override
    public Standings.@Nullable Row row(BoardId board, String traderId) {
        return neighbours.read(board, traderId, 0).own();
    }

    @Override
    public List<TraderSearch.Match> find(BoardId board, String part) {
        return new TraderSearch(connection).find(board, part, MOST_MATCHES);
    }

    @Override
    public @Nullable Heartbeat heartbeat() {
        return heartbeats.newest();
    }

    @Override
    public Instant time() {
        return standings.time();
    }
}
