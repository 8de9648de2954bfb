package io.tradeboard.trade;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.UUID;

/**
 * Makes the identities of the trades of one log: 128 bits, which are those of the id, of the symbol and of the trader added
 * up, each half by itself. A UUID is its own bits, see {@link UuidReader}. Any other text is hashed by SipHash-2-4 with a
 * result of 128 bits (Aumasson and Bernstein, 2012, and their reference code for the longer result) under the log's own key.
 * Trades of one trader and symbol differ by their ids; for any others a sender would have to know hashes, and without the
 * key nobody does.
 *
 * <p>What is hashed is eight bytes, with the kind of the text in the third of them and its length below, the lowest first; then the text in
 * UTF-8, filled up with zeros to a multiple of eight bytes.
 *
 * <p>Not thread-safe.
 */
public final class Identities {
    private final long firstKey;
    private final long secondKey;
    private final UuidReader uuid = new UuidReader();
    private long high;
    private long low;

    /** The state of the hash. */
    private long v0;

    private long v1;
    private long v2;
    private long v3;

    /** What a text is, so that none has the hash of another kind. */
    enum Kind {
        ID(0),
        SYMBOL(1),
        TRADER(2);

        private final int number;

        Kind(int number) {
            this.number = number;
        }
    }

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
        takeId(id);
        long idHigh = high;
        long idLow = low;
        take(Kind.SYMBOL, symbol);
        idHigh += high;
        idLow += low;
        take(Kind.TRADER, traderId);
        return new LoggedTrade.Identity(idHigh + high, idLow + low);
    }

    /** Takes an id, to say its bits. */
    void takeId(byte[] bytes, int from, int length) {
        if (length == UuidReader.LENGTH && uuid.read(bytes, from)) {
            high = uuid.high();
            low = uuid.low();
        } else {
            take(Kind.ID, bytes, from, length);
        }
    }

    private void takeId(String id) {
        byte[] bytes = id.getBytes(StandardCharsets.UTF_8);
        takeId(bytes, 0, bytes.length);
    }

    private void take(Kind kind, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        take(kind, bytes, 0, bytes.length);
    }

    /** Takes a text, to say the bits of its hash. */
    void take(Kind kind, byte[] bytes, int from, int length) {
        v0 = firstKey ^ 0x736F6D6570736575L;
        v1 = secondKey ^ 0x646F72616E646F6DL ^ 0xEE;
        v2 = firstKey ^ 0x6C7967656E657261L;
        v3 = secondKey ^ 0x7465646279746573L;
        compress(((long) kind.number << 16) | length);
        int words = 1;
        for (int i = 0; i < length; i += Long.BYTES) {
            compress(EightBytes.upTo(length - i, bytes, from + i));
            words++;
        }
        compress(((long) words * Long.BYTES) << 56);
        v2 ^= 0xEE;
        high = finished();
        v1 ^= 0xDD;
        low = finished();
    }

    /** The first 64 bits of what was taken last. */
    long high() {
        return high;
    }

    /** The other 64 bits. */
    long low() {
        return low;
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
}
