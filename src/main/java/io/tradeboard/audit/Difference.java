package io.tradeboard.audit;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * Something that a board holds and the log says otherwise.
 *
 * @param of what differs
 * @param traderId whose volume, null where a total of the board differs
 * @param board what the board holds, 0 for a trader who is not on it
 * @param log what it must hold
 */
public record Difference(String symbol, Of of, @Nullable String traderId, BigDecimal board, BigDecimal log) {
    /** What can differ. */
    public enum Of {
        /** A trader's volume. */
        TRADER,
        /** How many trades the board counts. */
        TRADES,
        /** The volume of all traders. */
        VOLUME
    }
}
