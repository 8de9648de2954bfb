package io.tradeboard.ingest;

import io.tradeboard.trade.LoggedTrade;
import java.util.Iterator;
import java.util.LinkedHashSet;
import org.jspecify.annotations.Nullable;

/**
 * The latest trades that had an id, by which one that comes again is known.
 *
 * <p>Not thread-safe; confined to the intake thread once that runs.
 */
final class DuplicateWindow {
    private final int limit;
    private final LinkedHashSet<LoggedTrade.Identity> latest = new LinkedHashSet<>();

    /** Remembers up to {@code limit} trades; the oldest is forgotten first. */
    DuplicateWindow(int limit) {
        this.limit = limit;
    }

    /** Whether the trade is new; it is remembered from now on. A trade without identity is always new. */
    boolean isNew(LoggedTrade.@Nullable Identity identity) {
        if (identity == null || limit == 0) {
            return true;
        }
        if (!latest.add(identity)) {
            return false;
        }
        if (latest.size() > limit) {
            Iterator<LoggedTrade.Identity> oldest = latest.iterator();
            oldest.next();
            oldest.remove();
        }
        return true;
    }
}
