package io.tradeboard.source;

import io.tradeboard.trade.EightBytes;

/**
 * Hashes lines so that one that was read before is recognised: 64 bits over the content, without the end of the line and a
 * byte order mark, which programs add and remove. Multiplicative, two lanes of eight bytes at a time, finished as in
 * MurmurHash3. It resists accidents, not an opponent, who could as well change the whole file.
 *
 * <p>The end of a line is found on the way, so that its bytes are looked at once. Not thread-safe.
 */
final class LineHash {
    private static final long FIRST = 0x9E3779B97F4A7C15L;
    private static final long SECOND = 0xC2B2AE3D27D4EB4FL;
    private static final int LANES = 2 * Long.BYTES;

    private long hash;

    /** Of the line before the end that was found last. */
    long found() {
        return hash;
    }

    /**
     * Finds the end of the line that begins there.
     *
     * @return where its LF is; {@code end} where there is none, and no hash then
     */
    int find(byte[] bytes, int from, int end) {
        long a = FIRST;
        long b = SECOND;
        int at = from;
        for (; at + LANES <= end; at += LANES) {
            long first = EightBytes.at(bytes, at);
            long second = EightBytes.at(bytes, at + Long.BYTES);
            long inFirst = EightBytes.equal(first, '\n');
            long inSecond = EightBytes.equal(second, '\n');
            if ((inFirst | inSecond) != 0) {
                int rest = inFirst != 0 ? EightBytes.first(inFirst) : Long.BYTES + EightBytes.first(inSecond);
                at += rest;
                hash = rest < Long.BYTES
                        ? finished(a, b, EightBytes.before(first, rest), at - from)
                        : finished(
                                mixed(a, first, FIRST, 29), b, EightBytes.before(second, rest - Long.BYTES), at - from);
                return at;
            }
            a = mixed(a, first, FIRST, 29);
            b = mixed(b, second, SECOND, 31);
        }
        while (at < end && bytes[at] != '\n') {
            at++;
        }
        if (at < end) {
            hash = of(bytes, from, at - from);
        }
        return at;
    }

    static long of(byte[] line, int from, int length) {
        int at = hasByteOrderMark(line, from, length) ? from + 3 : from;
        int begin = at;
        int end = from + length;
        long a = FIRST;
        long b = SECOND;
        for (; at + LANES <= end; at += LANES) {
            a = mixed(a, EightBytes.at(line, at), FIRST, 29);
            b = mixed(b, EightBytes.at(line, at + Long.BYTES), SECOND, 31);
        }
        if (at + Long.BYTES <= end) {
            a = mixed(a, EightBytes.at(line, at), FIRST, 29);
            at += Long.BYTES;
        }
        return finished(a, b, EightBytes.upTo(end - at, line, at), end - begin);
    }

    static boolean hasByteOrderMark(byte[] line, int from, int length) {
        return length >= 3
                && line[from] == (byte) 0xEF
                && line[from + 1] == (byte) 0xBB
                && line[from + 2] == (byte) 0xBF;
    }

    /** A line's share in a sum over lines in their order. */
    static long inOrder(long hash, long number) {
        return finished(hash + number * FIRST);
    }

    private static long mixed(long lane, long eight, long factor, int distance) {
        return Long.rotateLeft((lane ^ eight) * factor, distance);
    }

    /** @param rest what is left behind the last eight bytes, filled up with zeros */
    private static long finished(long a, long b, long rest, int length) {
        return finished(a ^ Long.rotateLeft((b ^ rest) * SECOND, 32) ^ length * FIRST);
    }

    private static long finished(long hash) {
        long mixed = (hash ^ hash >>> 33) * 0xFF51AFD7ED558CCDL;
        mixed = (mixed ^ mixed >>> 33) * 0xC4CEB9FE1A85EC53L;
        return mixed ^ mixed >>> 33;
    }
}
