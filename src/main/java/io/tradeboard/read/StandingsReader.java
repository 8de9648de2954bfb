package io.tradeboard.read;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** The read side of the boards: straight from Redis, or through the cache. */
public interface StandingsReader {
    /**
     * The top of a board; empty where nobody traded.
     *
     * @param day the trading day, or null for today by the clock of Redis in the board's zone
     * @param depth how many rows at most
     * @throws io.tradeboard.redis.RedisUnavailableException if Redis cannot be reached and nothing is known from before
     */
    Standings read(String symbol, @Nullable LocalDate day, int depth);
}
