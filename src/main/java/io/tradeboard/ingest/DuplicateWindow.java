package io.tradeboard.ingest;

import io.tradeboard.trade.LoggedTrade;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * The latest trades that had an id, by which duplicates are recognised.
 *
 * <p>A ring of identities in the order in which they came, numbered on and on. Those that hash alike are a chain, from the
 * latest back to the oldest: a table has the latest of each chain, and beside each identity stands the one before it. A
 * chain ends where it leaves the window, so nothing is ever deleted; deflate finds repeated text in this way (RFC 1951,
 * section 4). With a million identities that is 28 MB, and no object each; all of it grows with what it holds.
 *
 * <p>Not thread-safe; confined to the sync thread once that runs.
 */
final class DuplicateWindow {
    private static final int FIRST_CAPACITY = 1 << 10;

    private final int limit;
    private final long seed = ThreadLocalRandom.current().nextLong() | 1;

    /** Two numbers for each identity. */
    private long[] ring = new long[2 * FIRST_CAPACITY];

    /** By place in the ring, the number of the identity before it in its chain. */
    private int[] before = new int[FIRST_CAPACITY];

    /** By hash, the number of the latest identity in its chain. */
    private int[] latest = new int[2 * FIRST_CAPACITY];

    /** The number of the next identity. Past the largest they go on with the smallest: only differences matter. */
    private int next;

    private int size;

    /** Made of what {@link #approach} reads, which no compiler may leave out then. */
    @SuppressWarnings("UnusedVariable")
    private long touched;

    /** Remembers up to {@code limit} trades; the oldest is forgotten first. */
    DuplicateWindow(int limit) {
        this(limit, 0);
    }

    /** @param first the number of the first identity */
    DuplicateWindow(int limit, int first) {
        this.limit = limit;
        this.next = first;
        Arrays.fill(latest, first - 1);
    }

    /**
     * Reads what {@link #isNew} will look at for these trades, which are few. It changes nothing, and is for speed alone:
     * each look-up waits for memory, and here the processor waits for all of them at once.
     */
    void approach(List<LoggedTrade> trades) {
        for (LoggedTrade trade : trades) {
            LoggedTrade.Identity identity = trade.identity();
            touched += identity == null ? 0 : latest[hash(identity.high())];
        }
        for (LoggedTrade trade : trades) {
            LoggedTrade.Identity identity = trade.identity();
            int place = identity == null ? 0 : place(latest[hash(identity.high())]);
            touched += ring[2 * place] + before[place];
        }
    }

    /** Whether the trade is new; it is remembered from now on. A trade without identity is always new. */
    boolean isNew(LoggedTrade.@Nullable Identity identity) {
        if (identity == null || limit == 0) {
            return true;
        }
        if (holds(identity)) {
            return false;
        }
        if (size < limit) {
            if (size == before.length) {
                grow();
            }
            size++;
        }
        append(identity.high(), identity.low());
        return true;
    }

    /**
     * Walks the identity's chain as long as it leads back in time and within the window. A table entry so old that its
     * number is in use again may begin a walk in another chain, where nothing equals it.
     */
    private boolean holds(LoggedTrade.Identity identity) {
        int number = latest[hash(identity.high())];
        int reached = 0;
        for (int age = next - number; age > reached && age <= size; age = next - number) {
            int place = place(number);
            if (ring[2 * place] == identity.high() && ring[2 * place + 1] == identity.low()) {
                return true;
            }
            reached = age;
            number = before[place];
        }
        return false;
    }

    private void append(long high, long low) {
        int place = place(next);
        ring[2 * place] = high;
        ring[2 * place + 1] = low;
        int hash = hash(high);
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
            append(smaller[2 * place], smaller[2 * place + 1]);
        }
    }

    private int place(int number) {
        return number & (before.length - 1);
    }

    /** Identities are hashes already; with a seed that nobody knows, no sender can fill one chain. */
    private int hash(long high) {
        return (int) ((high * seed) >>> Integer.SIZE) & (latest.length - 1);
    }
}
