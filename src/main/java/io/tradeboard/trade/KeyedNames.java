package io.tradeboard.trade;

import io.tradeboard.trade.Identities.Kind;
import java.util.Arrays;

/**
 * Names with what each adds to the identities of its trades, so that no name is hashed again.
 *
 * <p>Not thread-safe, but for the {@linkplain #names names}.
 */
final class KeyedNames {
    private static final int FIRST_CAPACITY = 1 << 6;

    private final Names names = new Names();
    private final Kind kind;
    private final Identities identities;

    /** By number, two for each. */
    private long[] hashes = new long[2 * FIRST_CAPACITY];

    KeyedNames(Kind kind, Identities identities) {
        this.kind = kind;
        this.identities = identities;
    }

    Names names() {
        return names;
    }

    int size() {
        return names.size();
    }

    /** The number of a name; -1 where it was not seen before. */
    int find(byte[] bytes, int from, int length) {
        return names.find(bytes, from, length);
    }

    /** The number of a name, which is the next one where it was not seen before. */
    int number(byte[] bytes, int from, int length) {
        int before = names.size();
        int number = names.number(bytes, from, length);
        if (number == before) {
            if (2 * number == hashes.length) {
                hashes = Arrays.copyOf(hashes, 2 * hashes.length);
            }
            identities.take(kind, bytes, from, length);
            hashes[2 * number] = identities.high();
            hashes[2 * number + 1] = identities.low();
        }
        return number;
    }

    long high(int number) {
        return hashes[2 * number];
    }

    long low(int number) {
        return hashes[2 * number + 1];
    }
}
