package io.tradeboard.log;

import io.tradeboard.trade.BoardId;
import io.tradeboard.trade.Names;
import io.tradeboard.trade.TradeColumns;
import io.tradeboard.trade.TradeColumns.Board;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Records as bytes. Numbers are big-endian:
 *
 * <pre>
 *  bytes
 *      1  flags: 1 where an identity follows, 2 where the trade was late
 *      1  scale
 *      4  trading day, in days since the epoch
 *      8  timestamp, in milliseconds since the epoch
 *      8  quantity, in units of 10^-scale
 *      1  length s of the symbol
 *      s  symbol, ASCII
 *      1  length t of the trader id
 *      t  trader id, UTF-8
 *   0/16  identity of (id, symbol, trader), as Identities makes it
 * </pre>
 *
 * <p>Columns are written into one array of bytes and read from one. Not thread-safe: each reader has its own.
 */
public final class RecordCodec {
    /** The most bytes that a record takes. */
    public static final int MAX_BYTES = 24 + 32 + 128 + 16 + 1;

    private static final int IDENTIFIED = 1;
    private static final int LATE = 2;
    private static final int SYMBOL_AT = 22;
    private static final int BOARDS = 1 << 10;
    private static final int MOST_TRADERS = 1 << 20;
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

    private final @Nullable Known[] boards = new Known[BOARDS];
    private Names traders = new Names();
    private byte[] bytes = new byte[0];

    /** A board as records say it: scale and day, and the symbol with its length. */
    private static final class Known {
        final Board board;
        final byte[] symbol;
        final int epochDay;

        /** What it was in the columns that it was in last. */
        int number;

        Known(Board board) {
            this.board = board;
            byte[] text = board.id().symbol().getBytes(StandardCharsets.UTF_8);
            this.symbol = new byte[1 + text.length];
            this.symbol[0] = (byte) text.length;
            System.arraycopy(text, 0, this.symbol, 1, text.length);
            this.epochDay = Math.toIntExact(board.id().day().toEpochDay());
        }
    }

    /**
     * Appends all rows to a buffer in an array.
     *
     * @return the buffer, or a larger one in its place
     */
    public static ByteBuffer encode(TradeColumns columns, ByteBuffer into) {
        int most = columns.size() * MAX_BYTES + Long.BYTES;
        ByteBuffer room = into;
        if (into.remaining() < most) {
            room = ByteBuffer.allocate(Math.max(2 * into.capacity(), into.position() + most))
                    .put(into.flip());
        }
        Known[] known = new Known[columns.boards()];
        for (int i = 0; i < known.length; i++) {
            known[i] = new Known(columns.board(i));
        }
        byte[] to = room.array();
        int at = room.position();
        for (int row = 0; row < columns.size(); row++) {
            at = encode(columns, row, known[columns.boardOf(row)], to, at);
        }
        return room.position(at);
    }

    private static int encode(TradeColumns columns, int row, Known board, byte[] to, int begin) {
        boolean identified = columns.isIdentified(row);
        to[begin] = (byte) ((identified ? IDENTIFIED : 0) | (columns.isLate(row) ? LATE : 0));
        to[begin + 1] = (byte) board.board.scale();
        INTS.set(to, begin + 2, board.epochDay);
        LONGS.set(to, begin + 6, columns.timestampMillis(row));
        LONGS.set(to, begin + 14, columns.units(row));
        byte[] symbol = board.symbol;
        for (int i = 0; i < symbol.length; i++) {
            to[begin + SYMBOL_AT + i] = symbol[i];
        }
        int at = begin + SYMBOL_AT + symbol.length;
        int length = columns.traders().copy(columns.trader(row), to, at + 1);
        to[at] = (byte) length;
        at += 1 + length;
        if (identified) {
            LONGS.set(to, at, columns.identityHigh(row));
            LONGS.set(to, at + Long.BYTES, columns.identityLow(row));
            at += 2 * Long.BYTES;
        }
        return at;
    }

    /**
     * Reads the records of a frame into cleared columns.
     *
     * @param skip how many of them to pass over first
     * @param count how many to read behind those
     */
    void decode(ByteBuffer records, int skip, int count, TradeColumns into) {
        if (traders.size() > MOST_TRADERS) {
            traders = new Names();
        }
        into.clear(traders);
        int length = records.remaining();
        if (length > bytes.length) {
            bytes = new byte[Math.max(length, 2 * bytes.length)];
        }
        records.duplicate().get(bytes, 0, length);
        int at = 0;
        for (int i = 0; i < skip + count; i++) {
            at = decode(at, i >= skip, into);
        }
        if (at > length) {
            throw new BufferUnderflowException();
        }
    }

    private int decode(int begin, boolean wanted, TradeColumns into) {
        int flags = bytes[begin];
        int symbolAt = begin + SYMBOL_AT;
        int traderAt = symbolAt + 1 + Byte.toUnsignedInt(bytes[symbolAt]);
        int traderLength = Byte.toUnsignedInt(bytes[traderAt]);
        int identityAt = traderAt + 1 + traderLength;
        boolean identified = (flags & IDENTIFIED) != 0;
        if (wanted) {
            int row = into.add();
            into.set(row, traders.number(bytes, traderAt + 1, traderLength), (long) LONGS.get(bytes, begin + 6), (long)
                    LONGS.get(bytes, begin + 14));
            if (identified) {
                into.identify(
                        row, (long) LONGS.get(bytes, identityAt), (long) LONGS.get(bytes, identityAt + Long.BYTES));
            }
            into.assign(row, board(begin, symbolAt, traderAt, into), (flags & LATE) != 0);
        }
        return identified ? identityAt + 2 * Long.BYTES : identityAt;
    }

    /** Neighbours in a log are nearly always of the same few boards, whose names are kept once. */
    @SuppressWarnings("ReferenceEquality") // whether the number is still right, which is looked up where this says no
    private int board(int begin, int symbolAt, int end, TradeColumns columns) {
        int scale = bytes[begin + 1];
        int epochDay = (int) INTS.get(bytes, begin + 2);
        int hash = 31 * epochDay + scale;
        for (int i = symbolAt; i < end; i++) {
            hash = 31 * hash + bytes[i];
        }
        int slot = hash & (BOARDS - 1);
        Known known = boards[slot];
        if (known == null
                || known.epochDay != epochDay
                || known.board.scale() != scale
                || !Arrays.equals(known.symbol, 0, known.symbol.length, bytes, symbolAt, end)) {
            String symbol = new String(bytes, symbolAt + 1, end - symbolAt - 1, StandardCharsets.UTF_8);
            known = new Known(new Board(new BoardId(symbol, LocalDate.ofEpochDay(epochDay)), scale));
            boards[slot] = known;
        }
        if (known.number >= columns.boards() || columns.board(known.number) != known.board) {
            known.number = columns.number(known.board);
        }
        return known.number;
    }
}
