package io.tradeboard.ingest;

import io.tradeboard.trade.TradeColumns;
import java.util.Arrays;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The identities of the latest records of the log: a trade is a duplicate where one of the last so many records has its
 * identity, which depends on the log alone. Records without identity take their place among them.
 *
 * <p>A ring of identities in the order of their records, which are numbered on and on. Those that hash alike are a chain, from the
 * latest back to the oldest: a table has the latest of each chain, and beside each identity stands the one before it. A
 * chain ends where it leaves the window, so nothing is ever deleted; deflate finds repeated text in this way (RFC 1951,
 * section 4). With a million identities that is 28 MB, and no object each; all of it grows with what it holds.
 *
 * <p>Not thread-safe; confined to the sync thread once that runs.
 */
final class DuplicateWindow {
    private static final int FIRST_CAPACITY = 1 << 10;
    private static final int LOOKED_UP_AT_ONCE = 64;

    private final int limit;
    private final long highFactor = ThreadLocalRandom.current().nextLong() | 1;
    private final long lowFactor = ThreadLocalRandom.current().nextLong() | 1;
    private final int[] homes = new int[LOOKED_UP_AT_ONCE];

    /** Two numbers for each record, zeros where it has no identity. */
    private long[] ring = new long[2 * FIRST_CAPACITY];

    /** By place in the ring, the number of the identity before it in its chain. */
    private int[] before = new int[FIRST_CAPACITY];

    /** By hash, the number of the latest identity in its chain. */
    private int[] latest = new int[2 * FIRST_CAPACITY];

    /** The number of the next record. Past the largest they go on with the smallest: only differences matter. */
    private int next;

    private int size;

    /** Made of what {@link #approach} reads, which no compiler may leave out then. */
    @SuppressWarnings("UnusedVariable")
    private long touched;

    /** Looks back over {@code limit} records; 0 lets every trade be new. */
    DuplicateWindow(int limit) {
        this(limit, 0);
    }

    /** @param first the number of the first record */
    DuplicateWindow(int limit, int first) {
        this.limit = limit;
        this.next = first;
        Arrays.fill(latest, first - 1);
    }

    /**
     * Drops the rows whose trades are duplicates of earlier ones, and remembers the others.
     *
     * @param from the first row to look at; those before it stay
     * @return how many it dropped
     */
    int dropFrom(TradeColumns trades, int from) {
        int kept = from;
        int rows = trades.size();
        for (int row = from; row < rows; row++) {
            if ((row - from) % LOOKED_UP_AT_ONCE == 0) {
                approach(trades, row, Math.min(rows, row + LOOKED_UP_AT_ONCE));
            }
            if (!trades.isIdentified(row)) {
                pass();
            } else if (!isNew(trades.identityHigh(row), trades.identityLow(row))) {
                continue;
            }
            if (kept != row) {
                trades.move(row, kept);
            }
            kept++;
        }
        trades.truncate(kept);
        return rows - kept;
    }

    /**
     * Reads what {@link #isNew} will look at for these rows, which are few. It changes nothing, and is for speed alone:
     * each look-up waits for memory, and here the processor waits for all of them at once.
     */
    private void approach(TradeColumns trades, int from, int to) {
        for (int row = from; row < to; row++) {
            homes[row - from] = latest[hash(trades.identityHigh(row), trades.identityLow(row))];
        }
        for (int i = 0; i < to - from; i++) {
            int place = place(homes[i]);
            touched += ring[2 * place] + before[place];
        }
    }

    /** Whether an identity is new; it is remembered from now on. */
    boolean isNew(long high, long low) {
        if (limit == 0) {
            return true;
        }
        int hash = hash(high, low);
        if (holds(high, low, latest[hash])) {
            return false;
        }
        if (makeRoom()) {
            hash = hash(high, low);
        }
        append(high, low, hash);
        return true;
    }

    /** Takes note of a trade without identity, which is always new: those before it are farther away now. */
    void pass() {
        if (limit > 0) {
            makeRoom();
            int place = place(next++);
            ring[2 * place] = 0;
            ring[2 * place + 1] = 0;
        }
    }

    /** Makes room for one more; returns whether everything has another place now. */
    private boolean makeRoom() {
        if (size == limit) {
            return false;
        }
        boolean full = size == before.length;
        if (full) {
            grow();
        }
        size++;
        return full;
    }

    /**
     * Walks the identity's chain as long as it leads back in time and within the window. A table entry so old that its
     * number is in use again may begin a walk in another chain, where nothing equals it.
     */
    private boolean holds(long high, long low, int last) {
        int number = last;
        int reached = 0;
        for (int age = next - number; age > reached && age <= size; age = next - number) {
            int place = place(number);
            if (ring[2 * place] == high && ring[2 * place + 1] == low) {
                return true;
            }
            reached = age;
            number = before[place];
        }
        return false;
    }

    private void append(long high, long low, int hash) {
        int place = place(next);
        ring[2 * place] = high;
        ring[2 * place + 1] = low;
        before[place] = latest[hash];
        latest[hash] = next;
        next++;
    }

    private void grow() {
        long[] smaller = ring;
        int places = before.length;
        ring = new long[2 * smaller.length];
        before = new int[2 * places];
        latest = new int[4 * places];
        int end = next;
        next -= size;
        Arrays.fill(latest, next - 1);
        while (next != end) {
            int place = next & (places - 1);
            long high = smaller[2 * place];
            long low = smaller[2 * place + 1];
            if ((high | low) == 0) {
                next++;
            } else {
                append(high, low, hash(high, low));
            }
        }
    }

    private int place(int number) {
        return number & (before.length - 1);
    }

    /**
     * By the upper bits of a sum of products with odd numbers that nobody knows, a hash that is universal (Dietzfelbinger,
     * Hagerup, Katajainen and Penttonen, 1997): a sender who chooses ids can fill no chain.
     */
    private int hash(long high, long low) {
        return (int) ((high * highFactor + low * lowFactor) >>> Long.numberOfLeadingZeros(latest.length - 1));
    }
}
