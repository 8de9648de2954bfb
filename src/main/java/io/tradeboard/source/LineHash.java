package io.tradeboard.source;

import io.tradeboard.trade.EightBytes;

/**
 * Hashes lines so that one that was read before is recognised: 64 bits over the content, without the end of the line and a
 * byte order mark, which programs add and remove. Multiplicative, two lanes of eight bytes at a time, finished as in
 * MurmurHash3. It resists accidents, not an opponent, who could as well change the whole file.
 */
final class LineHash {
    private static final long FIRST = 0x9E3779B97F4A7C15L;
    private static final long SECOND = 0xC2B2AE3D27D4EB4FL;
    private static final int LANES = 2 * Long.BYTES;

    private LineHash() {}

    static long of(byte[] line, int from, int length) {
        int at = from;
        int end = from + length;
        if (length >= 3
                && line[from] == (byte) 0xEF
                && line[from + 1] == (byte) 0xBB
                && line[from + 2] == (byte) 0xBF) {
            at += 3;
        }
        long a = (end - at) * FIRST;
        long b = SECOND;
        for (; at + LANES <= end; at += LANES) {
            a = Long.rotateLeft((a ^ EightBytes.at(line, at)) * FIRST, 29);
            b = Long.rotateLeft((b ^ EightBytes.at(line, at + Long.BYTES)) * SECOND, 31);
        }
        if (at + Long.BYTES <= end) {
            a = Long.rotateLeft((a ^ EightBytes.at(line, at)) * FIRST, 29);
            at += Long.BYTES;
        }
        long rest = 0;
        for (; at < end; at++) {
            rest = rest << 8 | (line[at] & 0xff);
        }
        return finished(a ^ Long.rotateLeft((b ^ rest) * SECOND, 32));
    }

    /** A line's share in a sum over lines in their order. */
    static long inOrder(long hash, long number) {
        return finished(hash + number * FIRST);
    }

    private static long finished(long hash) {
        long mixed = (hash ^ hash >>> 33) * 0xFF51AFD7ED558CCDL;
        mixed = (mixed ^ mixed >>> 33) * 0xC4CEB9FE1A85EC53L;
        return mixed ^ mixed >>> 33;
    }
}
