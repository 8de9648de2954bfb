package io.tradeboard.read;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.github.benmanes.caffeine.cache.Ticker;
import io.tradeboard.redis.RedisUnavailableException;
import java.time.Duration;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * Caches standings for a short time, so that Redis is queried once a minute rather than at every look. While Redis is
 * unreachable, the last known standings are returned, marked stale.
 */
final class CachedStandings {
    private static final int MOST_BOARDS = 1_000;

    private final Source source;
    private final Cache<Key, Standings> fresh;
    private final Cache<Key, Standings> lastKnown;

    /** Where standings come from once the cached ones have expired. */
    interface Source {
        Standings read(String symbol, @Nullable LocalDate day, int depth);
    }

    private record Key(String symbol, @Nullable LocalDate day, int depth) {}

    /** @param life how long standings are served without asking the source again */
    CachedStandings(Source source, Duration life) {
        this(source, life, Ticker.systemTicker());
    }

    CachedStandings(Source source, Duration life, Ticker ticker) {
        this.source = source;
        this.fresh = Caffeine.newBuilder()
                .maximumSize(MOST_BOARDS)
                .expireAfter(Expiry.<Key, Standings>creating((key, board) -> board.life(life)))
                .ticker(ticker)
                .build();
        this.lastKnown = Caffeine.newBuilder().maximumSize(MOST_BOARDS).build();
    }

    /**
     * The top of a board, at most {@code depth} rows; of today where the day is null.
     *
     * @throws RedisUnavailableException if Redis cannot be reached and nothing is known from before
     */
    Standings read(String symbol, @Nullable LocalDate day, int depth) {
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
