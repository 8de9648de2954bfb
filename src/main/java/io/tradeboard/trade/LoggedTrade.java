package io.tradeboard.trade;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.jspecify.annotations.Nullable;

/**
 * A trade as the log holds it: what its board needs, and a hash by which it is known when it comes again.
 *
 * <p>Numbers are big-endian:
 *
 * <pre>
 *  bytes
 *      1  flags: 1 where a hash follows
 *      1  scale
 *      8  timestamp, in milliseconds since the epoch
 *      8  quantity, in units of 10^-scale
 *      1  length s of the symbol
 *      s  symbol, ASCII
 *      1  length t of the trader id
 *      t  trader id, UTF-8
 *   0/16  hash of (id, symbol, trader)
 * </pre>
 *
 * @param identity of the trade, null where it has no id and so is never taken for another
 */
public record LoggedTrade(
        String traderId,
        String symbol,
        long timestampMillis,
        long quantity,
        int scale,
        @Nullable Identity identity) {
    /** The most bytes that a record takes. */
    public static final int MAX_BYTES = 20 + 32 + 128 + 16 + 1;

    private static final int HAS_IDENTITY = 1;
    private static final char LAST_ASCII = 0x7F;

    /** The first 128 bits of SHA-256 over id, symbol and trader: a sender cannot make two trades collide. */
    public record Identity(long high, long low) {
        static Identity of(String id, String symbol, String traderId) {
            byte[] joined = (id + symbol + traderId).getBytes(StandardCharsets.UTF_8);
            int idLength = id.getBytes(StandardCharsets.UTF_8).length;
            int symbolLength = symbol.getBytes(StandardCharsets.UTF_8).length;
            int traderAt = idLength + symbolLength;
            return new Identities().of(joined, 0, idLength, idLength, symbolLength, traderAt, joined.length - traderAt);
        }
    }

    /** Makes identities of bytes. Not thread-safe. */
    static final class Identities {
        private final MessageDigest digest;
        private final byte[] joined = new byte[TradeRules.MAX_ID_BYTES + 1 + 32 + 1 + 128];
        private final ByteBuffer hash = ByteBuffer.allocate(32);

        Identities() {
            try {
                digest = MessageDigest.getInstance("SHA-256");
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("every Java has SHA-256", e);
            }
        }

        /** The identity of a trade whose id, symbol and trader are in these bytes. */
        Identity of(byte[] bytes, int id, int idLength, int symbol, int symbolLength, int trader, int traderLength) {
            System.arraycopy(bytes, id, joined, 0, idLength);
            joined[idLength] = '\n';
            System.arraycopy(bytes, symbol, joined, idLength + 1, symbolLength);
            joined[idLength + 1 + symbolLength] = '\n';
            System.arraycopy(bytes, trader, joined, idLength + symbolLength + 2, traderLength);
            digest.update(joined, 0, idLength + symbolLength + traderLength + 2);
            try {
                digest.digest(hash.array(), 0, hash.capacity());
            } catch (DigestException e) {
                throw new IllegalStateException("a SHA-256 hash has 32 bytes", e);
            }
            return new Identity(hash.getLong(0), hash.getLong(Long.BYTES));
        }
    }

    public static LoggedTrade of(Trade trade) {
        String id = trade.id();
        return new LoggedTrade(
                trade.traderId(),
                trade.symbol(),
                trade.timestampMillis(),
                trade.quantity(),
                trade.scale(),
                id == null ? null : Identity.of(id, trade.symbol(), trade.traderId()));
    }

    /** Appends the binary form to a buffer that has {@link #MAX_BYTES} left. */
    public void encode(ByteBuffer into) {
        Identity known = identity;
        into.put((byte) (known == null ? 0 : HAS_IDENTITY)).put((byte) scale);
        into.putLong(timestampMillis).putLong(quantity);
        putText(into, symbol);
        putText(into, traderId);
        if (known != null) {
            into.putLong(known.high()).putLong(known.low());
        }
    }

    /** Reads the next record and moves the buffer past it. */
    public static LoggedTrade decode(ByteBuffer from) {
        int flags = from.get();
        int scale = from.get();
        long timestampMillis = from.getLong();
        long quantity = from.getLong();
        String symbol = text(from);
        String traderId = text(from);
        Identity identity = (flags & HAS_IDENTITY) == 0 ? null : new Identity(from.getLong(), from.getLong());
        return new LoggedTrade(traderId, symbol, timestampMillis, quantity, scale, identity);
    }

    /** Reads no more than the identity of the next record and moves the buffer past it. */
    public static @Nullable Identity decodeIdentity(ByteBuffer from) {
        int flags = from.get();
        from.position(from.position() + Byte.BYTES + 2 * Long.BYTES);
        skipText(from);
        skipText(from);
        return (flags & HAS_IDENTITY) == 0 ? null : new Identity(from.getLong(), from.getLong());
    }

    private static void skipText(ByteBuffer from) {
        int length = Byte.toUnsignedInt(from.get());
        from.position(from.position() + length);
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
