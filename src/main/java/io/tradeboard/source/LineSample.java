package io.tradeboard.source;

import java.util.Arrays;

/**
 * The smallest hashes among those of many lines (a bottom-k sketch: Cohen and Kaplan, 2007): a fair sample of the different
 * lines, and the same one in whatever order they come. How many of them another file has is about the share of the lines
 * that it has.
 */
final class LineSample {
    static final int MOST = 16;

    private final long[] smallest = new long[MOST];
    private int size;

    /** Adds a line; most change nothing. */
    void add(long hash) {
        if (size == MOST && Long.compareUnsigned(hash, smallest[MOST - 1]) >= 0) {
            return;
        }
        int at = size;
        while (at > 0 && Long.compareUnsigned(hash, smallest[at - 1]) < 0) {
            at--;
        }
        if (at > 0 && smallest[at - 1] == hash) {
            return;
        }
        int kept = Math.min(size, MOST - 1);
        System.arraycopy(smallest, at, smallest, at + 1, kept - at);
        smallest[at] = hash;
        size = kept + 1;
    }

    int size() {
        return size;
    }

    /** The largest of them, below which all others are, as an unsigned number. */
    long largest() {
        return size == 0 ? 0 : smallest[size - 1];
    }

    /** Where in the sample a line is, or -1. */
    int indexOf(long hash) {
        for (int i = 0; i < size; i++) {
            if (smallest[i] == hash) {
                return i;
            }
        }
        return -1;
    }

    /** How many different lines there were, about: exact where the sample holds them all. */
    long differentLines() {
        return size < MOST
                ? size
                : (long) ((MOST - 1) / (Double.MIN_NORMAL + (largest() >>> 1) / (double) Long.MAX_VALUE));
    }

    LineSample copy() {
        return of(hashes());
    }

    long[] hashes() {
        return Arrays.copyOf(smallest, size);
    }

    static LineSample of(long... hashes) {
        LineSample sample = new LineSample();
        for (long hash : hashes) {
            sample.add(hash);
        }
        return sample;
    }
}
