package io.tradeboard.trade;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.UUID;

/**
 * Makes the identities of the trades of one log: SipHash-2-4 with a result of 128 bits (Aumasson and Bernstein, 2012, and
 * their reference code for the longer result) under the log's own key, without which nobody can make two trades collide.
 *
 * <p>What is hashed is the lengths in bytes of id, symbol and trader, in two bytes each, the lowest first, and two zeros;
 * then the three in UTF-8, each filled up with zeros to a multiple of eight bytes.
 *
 * <p>Not thread-safe.
 */
public final class Identities {
    private static final int MAX_SYMBOL_BYTES = 32;
    private static final int MOST_WORDS =
            1 + words(TradeRules.MAX_ID_BYTES) + words(MAX_SYMBOL_BYTES) + words(TradeRules.MAX_TRADER_BYTES);

    private final long firstKey;
    private final long secondKey;
    private final long[] words = new long[MOST_WORDS];

    /** The state of the hash. */
    private long v0;

    private long v1;
    private long v2;
    private long v3;

    /** Under a key of their own, to compare trades of one place with each other. */
    public Identities() {
        this(UUID.randomUUID().toString().replace("-", ""));
    }

    /** @param key 32 hexadecimal digits */
    public Identities(String key) {
        byte[] bytes = HexFormat.of().parseHex(key);
        this.firstKey = EightBytes.at(bytes, 0);
        this.secondKey = EightBytes.at(bytes, Long.BYTES);
    }

    /** The identity of a trade. */
    LoggedTrade.Identity of(String id, String symbol, String traderId) {
        byte[] joined = (id + symbol + traderId).getBytes(StandardCharsets.UTF_8);
        int symbolAt = id.getBytes(StandardCharsets.UTF_8).length;
        int traderAt = symbolAt + symbol.getBytes(StandardCharsets.UTF_8).length;
        return of(joined, 0, symbolAt, symbolAt, traderAt - symbolAt, traderAt, joined.length - traderAt);
    }

    /** The identity of a trade whose id, symbol and trader are in these bytes. */
    LoggedTrade.Identity of(
            byte[] bytes, int id, int idLength, int symbol, int symbolLength, int trader, int traderLength) {
        words[0] = idLength | ((long) symbolLength << 16) | ((long) traderLength << 32);
        int count = gather(bytes, id, idLength, 1);
        count = gather(bytes, symbol, symbolLength, count);
        count = gather(bytes, trader, traderLength, count);
        return hash(count);
    }

    /** Puts bytes among the words, from the given one on; returns behind which word they end. */
    private int gather(byte[] bytes, int from, int length, int to) {
        int word = to;
        int at = from;
        int end = from + length;
        for (; at + Long.BYTES <= end; at += Long.BYTES) {
            words[word++] = EightBytes.at(bytes, at);
        }
        if (at < end) {
            words[word++] = rest(bytes, at, end - at);
        }
        return word;
    }

    private static long rest(byte[] bytes, int at, int length) {
        if (at + Long.BYTES <= bytes.length) {
            return EightBytes.before(EightBytes.at(bytes, at), length);
        }
        long rest = 0;
        for (int i = length - 1; i >= 0; i--) {
            rest = (rest << Byte.SIZE) | (bytes[at + i] & 0xff);
        }
        return rest;
    }

    private LoggedTrade.Identity hash(int count) {
        v0 = firstKey ^ 0x736F6D6570736575L;
        v1 = secondKey ^ 0x646F72616E646F6DL ^ 0xEE;
        v2 = firstKey ^ 0x6C7967656E657261L;
        v3 = secondKey ^ 0x7465646279746573L;
        for (int i = 0; i < count; i++) {
            compress(words[i]);
        }
        compress(((long) count * Long.BYTES) << 56);
        v2 ^= 0xEE;
        long first = finished();
        v1 ^= 0xDD;
        return new LoggedTrade.Identity(first, finished());
    }

    private void compress(long word) {
        v3 ^= word;
        rounds(2);
        v0 ^= word;
    }

    private long finished() {
        rounds(4);
        return v0 ^ v1 ^ v2 ^ v3;
    }

    private void rounds(int count) {
        long a = v0;
        long b = v1;
        long c = v2;
        long d = v3;
        for (int i = 0; i < count; i++) {
            a += b;
            c += d;
            b = Long.rotateLeft(b, 13) ^ a;
            d = Long.rotateLeft(d, 16) ^ c;
            a = Long.rotateLeft(a, 32) + d;
            c += b;
            d = Long.rotateLeft(d, 21) ^ a;
            b = Long.rotateLeft(b, 17) ^ c;
            c = Long.rotateLeft(c, 32);
        }
        v0 = a;
        v1 = b;
        v2 = c;
        v3 = d;
    }

    private static int words(int bytes) {
        return (bytes + Long.BYTES - 1) / Long.BYTES;
    }
}
