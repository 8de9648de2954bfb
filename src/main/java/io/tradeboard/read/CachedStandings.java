package io.tradeboard.read;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import io.tradeboard.redis.RedisUnavailableException;
import java.time.Duration;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * Keeps standings for a short life, so that Redis is asked once a minute, not once a look. When Redis is away the last
 * known standings are returned, marked stale.
 */
public final class CachedStandings implements StandingsReader {
    private static final int MOST_BOARDS = 1_000;

    private final StandingsReader source;
    private final Cache<Key, Standings> fresh;
    private final Cache<Key, Standings> lastKnown;

    private record Key(String symbol, @Nullable LocalDate day, int depth) {}

    /** @param life how long standings are served without asking the source again */
    public CachedStandings(StandingsReader source, Duration life) {
        this(source, life, Ticker.systemTicker());
    }

    CachedStandings(StandingsReader source, Duration life, Ticker ticker) {
        this.source = source;
        this.fresh = Caffeine.newBuilder()
                .maximumSize(MOST_BOARDS)
                .expireAfterWrite(life)
                .ticker(ticker)
                .build();
        this.lastKnown = Caffeine.newBuilder().maximumSize(MOST_BOARDS).build();
    }

    @Override
    public Standings read(String symbol, @Nullable LocalDate day, int depth) {
        Key key = new Key(symbol, day, depth);
        try {
            Standings now = fresh.get(key, k -> source.read(symbol, day, depth));
            lastKnown.put(key, now);
            return now;
        } catch (RedisUnavailableException e) {
            Standings known = lastKnown.getIfPresent(key);
            if (known == null) {
                throw e;
            }
            return known.asStale();
        }
    }
}
