package io.tradeboard.wal;

import java.nio.ByteBuffer;

/**
 * One group commit.
 *
 * @param firstOffset of the first record within its writer
 * @param count how many records; 0 where only the position moved
 * @param arrivalMillis when they arrived, in milliseconds since the epoch
 * @param position how far the source is read with these records
 * @param records the records, read-only, in the caller's form
 */
public record Frame(long firstOffset, int count, long arrivalMillis, Position position, ByteBuffer records) {
    /** The offset behind the last record. */
    public long nextOffset() {
        return firstOffset + count;
    }
}
