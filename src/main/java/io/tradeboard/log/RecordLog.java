package io.tradeboard.log;

import io.tradeboard.trade.BoardId;
import io.tradeboard.trade.TradeColumns;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * An ordered sequence of records that can be read again and again: one writer of a file log. Whoever replays, audits, dumps
 * or looks for duplicates reads it here, and knows nothing of files. Offsets rise and may have gaps.
 */
public interface RecordLog {
    /** Who moves the marks that count these records. */
    String writer();

    /** The first offset there is; above 0 where older records are gone. */
    long begin();

    /** What there is of it now; the log that is being written to grows. */
    Extent extent() throws IOException;

    /** What is known to be missing between begin and end. */
    List<Gap> gaps() throws IOException;

    /**
     * Reads the records from one offset up to, and without, another.
     *
     * @return the offset behind the last record that there was; not above {@code to} unless the sink had enough before
     * @throws java.nio.file.NoSuchFileException if a part was pruned meanwhile
     */
    long read(long from, long to, Sink sink) throws IOException;

    /** Takes records in their order. */
    interface Sink {
        /**
         * Whether to read a stretch of the log of which it is known what it holds: for each board the offset behind its
         * last record there. What is not wanted is passed over.
         */
        default boolean wants(Map<BoardId, Long> nexts) {
            return true;
        }

        /**
         * Takes records that follow each other; returns whether to continue.
         *
         * @param offset of the first of them
         * @param arrivalMillis when they were accepted, in milliseconds since the epoch
         * @param records used again when this returns
         */
        boolean records(long offset, long arrivalMillis, TradeColumns records) throws IOException;

        /** Learns that records are missing here; those behind follow. */
        default void gap(Gap gap) throws IOException {}
    }

    /** Takes records one by one. */
    @FunctionalInterface
    interface EachRecord extends Sink {
        @Override
        default boolean records(long offset, long arrivalMillis, TradeColumns records) throws IOException {
            for (int row = 0; row < records.size(); row++) {
                BoardId board = records.board(records.boardOf(row)).id();
                if (!record(offset + row, arrivalMillis, new Record(records.get(row), board, records.isLate(row)))) {
                    return false;
                }
            }
            return true;
        }

        /**
         * Takes a record; returns whether to continue.
         *
         * @param arrivalMillis when it was accepted, in milliseconds since the epoch
         */
        boolean record(long offset, long arrivalMillis, Record record) throws IOException;
    }
}
