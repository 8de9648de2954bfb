package io.tradeboard.trade;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.jspecify.annotations.Nullable;

/**
 * An accepted trade: what its board needs, and a hash by which its duplicates are known.
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
}
