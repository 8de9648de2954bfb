package io.tradeboard.trade;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * Things by their names' bytes in UTF-8, so that what was seen before is found in a line without making a name of it.
 *
 * <p>A hash table with open addressing and linear probing, at most half full. The hash has a random seed, as senders
 * choose the names. Not thread-safe.
 */
final class Names<V> {
    private static final int FIRST_CAPACITY = 1 << 10;

    private final int limit;
    private final long seed = ThreadLocalRandom.current().nextLong() | 1;
    private byte[] @Nullable [] keys = new byte[FIRST_CAPACITY][];

    /** Beside each key its hash: keys are looked at only where it agrees. */
    private int[] hashes = new int[FIRST_CAPACITY];

    private @Nullable Object[] values = new Object[FIRST_CAPACITY];
    private int size;

    /** Forgets all of them when there would be more than {@code limit}. */
    Names(int limit) {
        this.limit = limit;
    }

    /** What has the name that these bytes are, if it was added. */
    @SuppressWarnings("unchecked") // only values are put there
    @Nullable
    V find(byte[] bytes, int from, int length) {
        return (V) values[slot(bytes, from, length, hash(bytes, from, length))];
    }

    void add(String name, V value) {
        byte[] key = name.getBytes(StandardCharsets.UTF_8);
        int hash = hash(key, 0, key.length);
        int slot = slot(key, 0, key.length, hash);
        if (keys[slot] != null) {
            return;
        }
        if (size == limit) {
            resize(FIRST_CAPACITY);
            size = 0;
            slot = slot(key, 0, key.length, hash);
        } else if (2 * (size + 1) > keys.length) {
            grow();
            slot = slot(key, 0, key.length, hash);
        }
        put(slot, key, hash, value);
        size++;
    }

    private void resize(int capacity) {
        keys = new byte[capacity][];
        hashes = new int[capacity];
        values = new Object[capacity];
    }

    private void grow() {
        byte[] @Nullable [] oldKeys = keys;
        int[] oldHashes = hashes;
        @Nullable Object[] oldValues = values;
        resize(2 * oldKeys.length);
        for (int i = 0; i < oldKeys.length; i++) {
            byte[] key = oldKeys[i];
            Object value = oldValues[i];
            if (key != null && value != null) {
                int slot = oldHashes[i] & (keys.length - 1);
                while (keys[slot] != null) {
                    slot = (slot + 1) & (keys.length - 1);
                }
                put(slot, key, oldHashes[i], value);
            }
        }
    }

    private void put(int slot, byte[] key, int hash, Object value) {
        keys[slot] = key;
        hashes[slot] = hash;
        values[slot] = value;
    }

    private int hash(byte[] bytes, int from, int length) {
        long hash = length;
        int at = from;
        for (; at + Long.BYTES <= from + length; at += Long.BYTES) {
            hash = (hash ^ EightBytes.at(bytes, at)) * seed;
            hash ^= hash >>> 32;
        }
        for (; at < from + length; at++) {
            hash = (hash ^ bytes[at]) * seed;
            hash ^= hash >>> 32;
        }
        return (int) hash;
    }

    /** The slot that holds the name, or the empty one where it belongs. */
    private int slot(byte[] bytes, int from, int length, int hash) {
        int slot = hash & (keys.length - 1);
        byte[] key = keys[slot];
        while (key != null
                && (hashes[slot] != hash || !Arrays.equals(key, 0, key.length, bytes, from, from + length))) {
            slot = (slot + 1) & (keys.length - 1);
            key = keys[slot];
        }
        return slot;
    }
}
