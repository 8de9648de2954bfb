package io.tradeboard.read;

import io.tradeboard.trade.BoardId;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * All queries of a screen, made on one thread. Each method may throw {@link
 * io.tradeboard.redis.RedisUnavailableException}, or {@link io.tradeboard.redis.RedisRefusedException}. Traders are
 * shown and looked up by their names in the traders directory.
 */
public interface BoardReader {
    /** The top of a board, through the cache; of today where the day is null. */
    Standings standings(String symbol, @Nullable LocalDate day, int depth);

    /** The symbols that are traded today, sorted; as they were last, while a master of a cluster is away that has them. */
    Set<String> symbols();

    /** The samples kept of the board's last hour. */
    History history(BoardId board);

    /** A trader's own row, wherever it stands, and up to so many above and below it. */
    Neighbours neighbours(BoardId board, String traderId, int around);

    /** The rows of traders with this part in their id or name, best first. */
    List<Standings.Row> find(BoardId board, String part);

    /** How Redis and the daemons are now. */
    Vitals vitals();

    /** The masters of a cluster that could not be reached when they were needed last, each with the reason; mostly none. */
    default Set<String> away() {
        return Set.of();
    }
}
