package io.tradeboard.trade;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * Names by their bytes in UTF-8, so that one seen before is found in a line without making it again.
 *
 * <p>A hash table with open addressing and linear probing, at most half full. The hash has a random seed, as senders
 * choose the names. Not thread-safe.
 */
final class InternedNames {
    private static final int FIRST_CAPACITY = 1 << 10;

    private final int limit;
    private final long seed = ThreadLocalRandom.current().nextLong() | 1;
    private @Nullable String[] names = new String[FIRST_CAPACITY];

    /** Beside each name its hash: names are looked at only where it agrees. */
    private int[] hashes = new int[FIRST_CAPACITY];

    /** And its bytes, where it is not of ASCII alone. */
    private byte[] @Nullable [] encoded = new byte[FIRST_CAPACITY][];

    private int size;

    /** Forgets all of them when there would be more than {@code limit}. */
    InternedNames(int limit) {
        this.limit = limit;
    }

    /** The name that these bytes are, if it was added. */
    @Nullable
    String find(byte[] bytes, int from, int length) {
        return names[slot(bytes, from, length, hash(bytes, from, length))];
    }

    void add(String name) {
        byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
        int hash = hash(bytes, 0, bytes.length);
        int slot = slot(bytes, 0, bytes.length, hash);
        if (names[slot] != null) {
            return;
        }
        if (size == limit) {
            resize(FIRST_CAPACITY);
            size = 0;
            slot = slot(bytes, 0, bytes.length, hash);
        } else if (2 * (size + 1) > names.length) {
            grow();
            slot = slot(bytes, 0, bytes.length, hash);
        }
        put(slot, name, hash, bytes.length == name.length() ? null : bytes);
        size++;
    }

    private void resize(int capacity) {
        names = new String[capacity];
        hashes = new int[capacity];
        encoded = new byte[capacity][];
    }

    private void grow() {
        @Nullable String[] oldNames = names;
        int[] oldHashes = hashes;
        byte[] @Nullable [] oldEncoded = encoded;
        resize(2 * oldNames.length);
        for (int i = 0; i < oldNames.length; i++) {
            String name = oldNames[i];
            if (name != null) {
                int slot = oldHashes[i] & (names.length - 1);
                while (names[slot] != null) {
                    slot = (slot + 1) & (names.length - 1);
                }
                put(slot, name, oldHashes[i], oldEncoded[i]);
            }
        }
    }

    private void put(int slot, String name, int hash, byte @Nullable [] bytes) {
        names[slot] = name;
        hashes[slot] = hash;
        encoded[slot] = bytes;
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
        int slot = hash & (names.length - 1);
        String name = names[slot];
        while (name != null && (hashes[slot] != hash || !is(slot, name, bytes, from, length))) {
            slot = (slot + 1) & (names.length - 1);
            name = names[slot];
        }
        return slot;
    }

    /** A name of ASCII alone, which nearly all are, has as many characters as bytes, and the same. */
    private boolean is(int slot, String name, byte[] bytes, int from, int length) {
        if (name.length() != length) {
            byte[] utf8 = encoded[slot];
            return utf8 != null && Arrays.equals(utf8, 0, utf8.length, bytes, from, from + length);
        }
        int different = 0;
        for (int i = 0; i < length; i++) {
            different |= name.charAt(i) ^ bytes[from + i];
        }
        return different == 0;
    }
}
