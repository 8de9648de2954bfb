package io.tradeboard.log;

import io.tradeboard.trade.BoardId;
import io.tradeboard.trade.LoggedTrade;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * Records as bytes. Numbers are big-endian:
 *
 * <pre>
 *  bytes
 *      1  flags: 1 where a hash follows, 2 where the trade was late
 *      1  scale
 *      4  trading day, in days since the epoch
 *      8  timestamp, in milliseconds since the epoch
 *      8  quantity, in units of 10^-scale
 *      1  length s of the symbol
 *      s  symbol, ASCII
 *      1  length t of the trader id
 *      t  trader id, UTF-8
 *   0/16  hash of (id, symbol, trader), as Identities makes it
 * </pre>
 *
 * <p>Not thread-safe: each reader has its own.
 */
public final class RecordCodec {
    /** The most bytes that a record takes. */
    public static final int MAX_BYTES = 24 + 32 + 128 + 16 + 1;

    private static final int HAS_IDENTITY = 1;
    private static final int LATE = 2;
    private static final char LAST_ASCII = 0x7F;
    private static final int BOARDS = 1 << 10;

    private final @Nullable BoardId[] boards = new BoardId[BOARDS];

    /** Appends a record to a buffer that has {@link #MAX_BYTES} left. */
    public static void encode(LoggedTrade trade, LocalDate day, boolean late, ByteBuffer into) {
        LoggedTrade.Identity known = trade.identity();
        into.put((byte) ((known == null ? 0 : HAS_IDENTITY) | (late ? LATE : 0)))
                .put((byte) trade.scale());
        into.putInt(Math.toIntExact(day.toEpochDay()));
        into.putLong(trade.timestampMillis()).putLong(trade.quantity());
        putText(into, trade.symbol());
        putText(into, trade.traderId());
        if (known != null) {
            into.putLong(known.high()).putLong(known.low());
        }
    }

    /** Reads the next record and moves the buffer past it. */
    public Record decode(ByteBuffer from) {
        int flags = from.get();
        int scale = from.get();
        int epochDay = from.getInt();
        long timestampMillis = from.getLong();
        long quantity = from.getLong();
        BoardId board = board(epochDay, from);
        String traderId = text(from);
        LoggedTrade.Identity identity =
                (flags & HAS_IDENTITY) == 0 ? null : new LoggedTrade.Identity(from.getLong(), from.getLong());
        return new Record(
                new LoggedTrade(traderId, board.symbol(), timestampMillis, quantity, scale, identity),
                board,
                (flags & LATE) != 0);
    }

    /** Neighbours in a log are nearly always of the same few boards, whose names are kept once. */
    private BoardId board(int epochDay, ByteBuffer from) {
        int length = Byte.toUnsignedInt(from.get());
        int hash = epochDay;
        for (int i = 0; i < length; i++) {
            hash = 31 * hash + from.get(from.position() + i);
        }
        int slot = hash & (boards.length - 1);
        BoardId known = boards[slot];
        if (known != null && known.day().toEpochDay() == epochDay && isNext(known.symbol(), length, from)) {
            from.position(from.position() + length);
            return known;
        }
        byte[] symbol = new byte[length];
        from.get(symbol);
        BoardId board = new BoardId(new String(symbol, StandardCharsets.UTF_8), LocalDate.ofEpochDay(epochDay));
        boards[slot] = board;
        return board;
    }

    private static boolean isNext(String symbol, int length, ByteBuffer from) {
        if (symbol.length() != length) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (symbol.charAt(i) != from.get(from.position() + i)) {
                return false;
            }
        }
        return true;
    }

    /** Nearly all are ASCII, and put without an array of their own. */
    private static void putText(ByteBuffer into, String text) {
        int length = text.length();
        byte[] bytes = into.array();
        int start = into.arrayOffset() + into.position() + 1;
        int all = 0;
        for (int i = 0; i < length; i++) {
            char character = text.charAt(i);
            all |= character;
            bytes[start + i] = (byte) character;
        }
        if (all > LAST_ASCII) {
            putEncoded(into, text);
        } else {
            into.put((byte) length).position(into.position() + length);
        }
    }

    private static void putEncoded(ByteBuffer into, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        into.put((byte) bytes.length).put(bytes);
    }

    private static String text(ByteBuffer from) {
        byte[] bytes = new byte[Byte.toUnsignedInt(from.get())];
        from.get(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
