package io.tradeboard.source;

import io.tradeboard.source.FileState.Sums;
import io.tradeboard.source.FileState.Taken;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The lines that a poll brought, and the state of the file behind each of them. Which lines are refused, and which have an
 * id, is noted while they are taken; the state is right from then on.
 *
 * <p>Not thread-safe.
 */
final class ReadLines {
    /** What a line is. */
    enum Kind {
        /** A header or a blank line. */
        OTHER,
        TRADE,
        /** One that was refused when it was read before, and is read again. */
        MENDED,
        REFUSED,
        /** A corrected one that is rejected again. */
        STILL_REFUSED
    }

    /** Behind so many lines an id does not help: no more are kept to find duplicates by. */
    private static final long IDS_KEPT = 1_000_000;

    private static final int FIRST_CAPACITY = 64;

    private final boolean remembers;
    private FileState before;

    /** The state behind all lines, where it is known. */
    private @Nullable FileState behind;

    private int size;

    /** Whether all lines of this poll are trades that were neither refused nor read before. */
    private boolean plain = true;

    private long[] numbers = new long[FIRST_CAPACITY];
    private long[] ends = new long[FIRST_CAPACITY];
    private long[] hashes = new long[FIRST_CAPACITY];
    private Kind[] kinds = new Kind[FIRST_CAPACITY];
    private boolean[] ids = new boolean[FIRST_CAPACITY];

    private ReadLines(boolean remembers, FileState before) {
        this.remembers = remembers;
        this.before = before;
    }

    /** Of a file, of which that much was read before. */
    static ReadLines behind(FileState before) {
        return new ReadLines(true, before);
    }

    /** Of a pipe, which has no positions. */
    static ReadLines ofPipe() {
        return new ReadLines(false, FileState.nothing(0));
    }

    /** Begins a poll: what the last one brought is done with. */
    void nextPoll() {
        if (remembers) {
            before = behind();
        }
        behind = null;
        size = 0;
        plain = true;
    }

    /**
     * Adds a line.
     *
     * @param end where the next one begins
     * @param hash {@link LineHash} of it
     * @return by what the line is called here until the next poll
     */
    int add(long number, long end, long hash, Kind kind) {
        if (size == numbers.length) {
            numbers = Arrays.copyOf(numbers, 2 * size);
            ends = Arrays.copyOf(ends, 2 * size);
            hashes = Arrays.copyOf(hashes, 2 * size);
            kinds = Arrays.copyOf(kinds, 2 * size);
            ids = Arrays.copyOf(ids, 2 * size);
        }
        numbers[size] = number;
        ends[size] = end;
        hashes[size] = hash;
        kinds[size] = kind;
        plain &= kind == Kind.TRADE;
        ids[size] = false;
        return size++;
    }

    /** Notes that a line was refused. */
    void refuse(int line) {
        behind = null;
        plain = false;
        kinds[line] = kinds[line] == Kind.MENDED ? Kind.STILL_REFUSED : Kind.REFUSED;
    }

    /** Notes that a line has an id. */
    void identify(int line) {
        behind = null;
        ids[line] = true;
    }

    long number(int line) {
        return numbers[line];
    }

    /** The position behind all lines; empty where there is nothing to remember. */
    String position() {
        return remembers ? text(behind()) : "";
    }

    /** The position behind one line. */
    String positionBehind(int line) {
        return remembers ? text(stateOfAnyLines(line + 1)) : "";
    }

    private static String text(FileState state) {
        return state.isEmpty() ? "" : state.text();
    }

    private FileState behind() {
        FileState known = behind;
        if (known == null) {
            known = size == 0 ? before : plain ? stateOfPlainLines() : stateOfAnyLines(size);
            behind = known;
        }
        return known;
    }

    private FileState stateOfPlainLines() {
        LineSample sample = before.sample().copy();
        long all = 0;
        long unordered = 0;
        int identified = 0;
        for (int i = 0; i < size; i++) {
            all += LineHash.inOrder(hashes[i], numbers[i]);
            unordered += hashes[i];
            identified += ids[i] ? 1 : 0;
        }
        if (identified < size || numbers[size - 1] > IDS_KEPT) {
            for (int i = 0; i < size; i++) {
                sampleUnlessKnownById(i, sample);
            }
        }
        Sums sums = before.sums();
        Taken taken = before.taken();
        return new FileState(
                ends[size - 1],
                numbers[size - 1],
                before.path(),
                new Sums(sums.all() + all, sums.accepted() + all, sums.unordered() + unordered),
                sample,
                new Taken(taken.trades() + size, taken.withId() + identified, taken.refused(), taken.moreRefused()));
    }

    private void sampleUnlessKnownById(int line, LineSample sample) {
        if (!ids[line] || numbers[line] > IDS_KEPT) {
            sample.add(hashes[line]);
        }
    }

    private FileState stateOfAnyLines(int count) {
        long bytes = before.bytes();
        long lines = before.lines();
        long passedAll = 0;
        long refused = 0;
        long mended = 0;
        long passedUnordered = 0;
        LineSample sample = before.sample().copy();
        Taken taken = before.taken();
        long trades = taken.trades();
        long withId = taken.withId();
        for (int i = 0; i < count; i++) {
            long share = LineHash.inOrder(hashes[i], numbers[i]);
            Kind kind = kinds[i];
            if (kind == Kind.MENDED || kind == Kind.STILL_REFUSED) {
                // It is among the lines before already.
                mended += kind == Kind.MENDED ? share : 0;
                taken = kind == Kind.MENDED ? taken.andMended(numbers[i]) : taken;
            } else {
                bytes = ends[i];
                lines = numbers[i];
                passedAll += share;
                passedUnordered += hashes[i];
            }
            if (kind == Kind.REFUSED) {
                refused += share;
                taken = taken.andRefused(numbers[i]);
            }
            if (kind == Kind.TRADE || kind == Kind.MENDED) {
                trades++;
                withId += ids[i] ? 1 : 0;
                sampleUnlessKnownById(i, sample);
            }
        }
        Sums sums = before.sums();
        return new FileState(
                bytes,
                lines,
                before.path(),
                new Sums(
                        sums.all() + passedAll,
                        sums.accepted() + passedAll - refused + mended,
                        sums.unordered() + passedUnordered),
                sample,
                new Taken(trades, withId, taken.refused(), taken.moreRefused()));
    }
}
