package io.tradeboard.screen;

import io.tradeboard.read.History;
import io.tradeboard.read.Standings;
import io.tradeboard.read.TraderSearch;
import io.tradeboard.status.Heartbeat;
import io.tradeboard.trade.BoardId;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a screen gets what it shows, asked on one thread. Each method may throw {@link
 * io.tradeboard.redis.RedisUnavailableException}.
 */
public interface Feed {
    /** The top of a board, through the cache; of today where the day is null. */
    Standings standings(String symbol, @Nullable LocalDate day, int depth);

    /** What is kept of the board's last hour. */
    History history(BoardId board);

    /** A trader's own row, wherever it stands; null where it is not on the board. */
    Standings.@Nullable Row row(BoardId board, String traderId);

    /** Traders with this part in their id, best first. */
    List<TraderSearch.Match> find(BoardId board, String part);

    /** The newest sign of life of a daemon, or null where there was none in a day. */
    @Nullable
    Heartbeat heartbeat();

    /** Now, by the clock of Redis. */
    Instant time();
}
