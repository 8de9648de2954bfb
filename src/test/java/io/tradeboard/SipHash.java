package io.tradeboard;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** SipHash-2-4 with a result of 128 bits, written after its description as simply as can be; the measure for a fast one. */
public final class SipHash {
    private final long[] v;

    private SipHash(ByteBuffer key) {
        long k0 = key.getLong(0);
        long k1 = key.getLong(8);
        // "somepseudorandomlygeneratedbytes"
        v = new long[] {
            k0 ^ 0x736f6d6570736575L, k1 ^ 0x646f72616e646f6dL, k0 ^ 0x6c7967656e657261L, k1 ^ 0x7465646279746573L
        };
        v[1] ^= 0xee;
    }

    /** The 16 bytes of the hash. */
    public static byte[] of(byte[] message, byte[] key) {
        SipHash hash = new SipHash(ByteBuffer.wrap(key).order(ByteOrder.LITTLE_ENDIAN));
        byte[] padded = new byte[message.length / 8 * 8 + 8];
        System.arraycopy(message, 0, padded, 0, message.length);
        padded[padded.length - 1] = (byte) message.length;
        ByteBuffer words = ByteBuffer.wrap(padded).order(ByteOrder.LITTLE_ENDIAN);
        while (words.hasRemaining()) {
            hash.take(words.getLong());
        }
        ByteBuffer result = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN);
        hash.v[2] ^= 0xee;
        result.putLong(hash.finish());
        hash.v[1] ^= 0xdd;
        return result.putLong(hash.finish()).array();
    }

    private void take(long word) {
        v[3] ^= word;
        round();
        round();
        v[0] ^= word;
    }

    private long finish() {
        for (int i = 0; i < 4; i++) {
            round();
        }
        return v[0] ^ v[1] ^ v[2] ^ v[3];
    }

    private void round() {
        half(0, 1, 13, 32);
        half(2, 3, 16, 0);
        half(0, 3, 21, 0);
        half(2, 1, 17, 32);
    }

    private void half(int sum, int other, int by, int sumBy) {
        v[sum] += v[other];
        v[other] = Long.rotateLeft(v[other], by) ^ v[sum];
        v[sum] = Long.rotateLeft(v[sum], sumBy);
    }
}
