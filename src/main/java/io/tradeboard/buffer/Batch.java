package io.tradeboard.buffer;

import io.tradeboard.run.Arrived;
import io.tradeboard.trade.BoardDelta;
import java.util.List;

/**
 * What one flush applies.
 *
 * @param deltas what each board gains
 * @param trades how many trades they sum up
 * @param to the offset behind the last record that it covers
 * @param arrived when its trades arrived
 * @param whole whether the deltas hold everything below {@code to}; if not, they are empty and the log must be read
 * @param watermarkMillis everything that counts on days that are over, with their lateness, at this moment is in it or in
 *     batches before
 */
public record Batch(
        List<BoardDelta> deltas, long trades, long to, List<Arrived> arrived, boolean whole, long watermarkMillis) {
    public Batch {
        deltas = List.copyOf(deltas);
    }
}
