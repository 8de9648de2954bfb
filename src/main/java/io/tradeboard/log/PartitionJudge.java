package io.tradeboard.log;

import io.tradeboard.trade.BadTradeException;
import io.tradeboard.trade.BoardId;
import io.tradeboard.trade.EightBytes;
import io.tradeboard.trade.FastDecoder;
import io.tradeboard.trade.Identities;
import io.tradeboard.trade.JsonTrades;
import io.tradeboard.trade.Symbols;
import io.tradeboard.trade.TradeColumns;
import io.tradeboard.trade.TradeRules;
import io.tradeboard.trade.TradingDays;
import java.nio.ByteBuffer;
import java.time.LocalDate;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Decides what the records of one partition count for: a function of the records alone, and of the settings, whoever reads
 * them and whenever. A trade is late by the timestamp of its record; one without a timestamp has that of its record; and it is
 * a duplicate within a number of offsets. So a reader that begins by that number of offsets earlier decides as one that has
 * read everything.
 *
 * <p>A value is one trade as JSON, or several, a line each. The number of symbols a day has no limit here: that would depend
 * on where the reading began.
 *
 * <p>Not thread-safe.
 */
public final class PartitionJudge {
    private static final int MOST_LINE_BYTES = 64 << 10;
    private static final int CONFLUENT_MAGIC = 0;
    private static final int CONFLUENT_HEADER = 5;
    private static final int GLUE_MAGIC = 3;
    private static final int GLUE_HEADER = 18;
    private static final int GLUE_ZLIB = 5;

    private final TradeRules rules;
    private final TradingDays days;
    private final FastDecoder decoder;
    private final OffsetWindow window;
    private final Outcome outcome;
    private final TradeColumns trades = new TradeColumns();
    private long[] offsets = new long[16];
    private long[] timestamps = new long[16];
    private boolean[] repeated = new boolean[16];
    private LocalDate day = LocalDate.MIN;
    private long lateMillis;

    /** By the number of a symbol, the number of its board on that day, and 1; 0 where that is not known. */
    private int[] boards = new int[8];

    /** Learns what was decided: of a record that is rejected at once, of the others at the next {@link #finish}, in their order. */
    public interface Outcome {
        /** Rows of these follow; all have their boards. */
        void begin(TradeColumns judged);

        void counts(TradeColumns judged, int row, long offset);

        void repeated(long offset);

        void late(long offset);

        /** A line is no valid trade; lines are counted from 1, within the record. */
        void rejected(long offset, int line, String reason, byte[] value);
    }

    /** What decides. Two readers of one log that differ in it are two different functions of it. */
    public record Rules(Symbols symbols, TradingDays days, long window) {
        /** What of it a board notes, beside its decimals and its zone; see {@code rules} in the ledger. */
        public String text() {
            return "dedupe-window " + window + ", lateness " + days.lateness().toSeconds() + "s"
                    + (symbols.strict() ? ", strict-symbols" : "");
        }
    }

    public PartitionJudge(Rules rules, Identities identities, Outcome outcome) {
        this.rules = new TradeRules(rules.symbols());
        this.days = rules.days();
        this.decoder = new FastDecoder(rules.symbols(), identities);
        this.window = new OffsetWindow(rules.window());
        this.outcome = outcome;
        decoder.begin(trades);
    }

    /** Takes the next record, whose value is used no longer than this. */
    public void record(long offset, long timestampMillis, @Nullable ByteBuffer value) {
        if (value == null) {
            outcome.rejected(offset, 1, "the record has no value", new byte[0]);
        } else if (!value.hasArray()
                || !usual(
                        offset,
                        timestampMillis,
                        value.array(),
                        value.arrayOffset() + value.position(),
                        value.remaining())) {
            byte[] copy = new byte[value.remaining()];
            value.duplicate().get(copy);
            lines(offset, timestampMillis, copy);
        }
    }

    private void lines(long offset, long timestampMillis, byte[] value) {
        String foreign = foreign(value);
        if (foreign != null) {
            outcome.rejected(offset, 1, foreign, value);
            return;
        }
        int number = 0;
        for (int from = 0; from < value.length; ) {
            int end = EightBytes.indexOf(value, from, '\n');
            int length = end > from && value[end - 1] == '\r' ? end - from - 1 : end - from;
            number++;
            if (length > 0) {
                line(offset, timestampMillis, number, value, from, length);
            }
            from = end + 1;
        }
        if (number == 0) {
            outcome.rejected(offset, 1, "the record has an empty value", value);
        }
    }

    /** Why a value cannot be lines at all; null where it may be. */
    private static @Nullable String foreign(byte[] value) {
        if (value.length >= CONFLUENT_HEADER && value[0] == CONFLUENT_MAGIC) {
            int schema = ByteBuffer.wrap(value).getInt(1);
            return "the value is in the format of Confluent's schema registry (schema " + schema
                    + "), not JSON; use a plain JSON or string serializer";
        }
        if (value.length >= GLUE_HEADER && value[0] == GLUE_MAGIC && (value[1] == 0 || value[1] == GLUE_ZLIB)) {
            return "the value is in the format of the AWS Glue schema registry, not JSON; use a plain JSON or string"
                    + " serializer";
        }
        return null;
    }

    private void line(long offset, long timestampMillis, int number, byte[] value, int from, int length) {
        if (usual(offset, timestampMillis, value, from, length)) {
            return;
        }
        int row = trades.add();
        try {
            if (length > MOST_LINE_BYTES) {
                throw new BadTradeException("line is longer than " + MOST_LINE_BYTES + " bytes");
            }
            decoder.put(rules.check(JsonTrades.decode(value, from, length), timestampMillis), trades, row);
        } catch (BadTradeException e) {
            trades.truncate(row);
            outcome.rejected(offset, number, e.reason(), Arrays.copyOfRange(value, from, from + length));
            return;
        }
        keep(row, offset, timestampMillis);
    }

    /** Takes a trade that is written as nearly all are; takes nothing, and returns false, where it is not one. */
    private boolean usual(long offset, long timestampMillis, byte[] bytes, int from, int length) {
        if (length > MOST_LINE_BYTES) {
            return false;
        }
        int row = trades.add();
        if (!decoder.read(bytes, from, length, trades, row)
                || TradeRules.isAhead(trades.timestampMillis(row), timestampMillis)) {
            trades.truncate(row);
            return false;
        }
        keep(row, offset, timestampMillis);
        return true;
    }

    private void keep(int row, long offset, long timestampMillis) {
        if (row == offsets.length) {
            offsets = Arrays.copyOf(offsets, 2 * row);
            timestamps = Arrays.copyOf(timestamps, 2 * row);
        }
        offsets[row] = offset;
        timestamps[row] = timestampMillis;
    }

    /** Decides on all records that were taken. */
    public void finish() {
        day = LocalDate.MIN;
        if (repeated.length < trades.size()) {
            repeated = new boolean[2 * trades.size()];
        }
        for (int row = 0; row < trades.size(); row++) {
            if (row % OffsetWindow.LOOKED_UP_AT_ONCE == 0) {
                window.approach(trades, row, Math.min(trades.size(), row + OffsetWindow.LOOKED_UP_AT_ONCE));
            }
            repeated[row] = trades.isIdentified(row)
                    && window.seen(trades.identityHigh(row), trades.identityLow(row), offsets[row]);
            assign(row);
        }
        outcome.begin(trades);
        for (int row = 0; row < trades.size(); row++) {
            if (repeated[row]) {
                outcome.repeated(offsets[row]);
            } else if (trades.isLate(row)) {
                outcome.late(offsets[row]);
            } else {
                outcome.counts(trades, row, offsets[row]);
            }
        }
        decoder.begin(trades);
    }

    /** The timestamp of the record that a row comes from, in milliseconds since the epoch; while the outcome is called. */
    public long recordMillis(int row) {
        return timestamps[row];
    }

    /** Puts the trade on the board of its day, or notes that the day was over when it came. */
    private void assign(int row) {
        LocalDate own = days.dayOf(trades.timestampMillis(row));
        if (!own.equals(day)) {
            day = own;
            lateMillis = days.endMillis(own) + days.lateness().toMillis();
            Arrays.fill(boards, 0);
        }
        trades.assign(row, board(trades.symbol(row)), timestamps[row] >= lateMillis);
    }

    private int board(int symbol) {
        if (symbol >= boards.length) {
            boards = Arrays.copyOf(boards, Math.max(symbol + 1, 2 * boards.length));
        }
        if (boards[symbol] == 0) {
            BoardId board = new BoardId(decoder.symbols().text(symbol), day);
            boards[symbol] = 1
                    + trades.number(
                            new TradeColumns.Board(board, decoder.symbols().scale(symbol)));
        }
        return boards[symbol] - 1;
    }
}
