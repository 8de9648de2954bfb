package io.tradeboard.buffer;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Holds the sums of durable trades until they are flushed: when {@code capacity} trades are in it, or when the oldest
 * has waited for the flush interval. Both only trigger a flush. While one is under way the buffer keeps filling, and after
 * it for nine times as long, though no longer than the interval: so batches grow with the load by themselves, many trades
 * of a trader become one sum, and Redis has nine tenths of its time for others. While trades wait that are older than any
 * flush could make up for, as in a file, it may be longer than the interval, up to {@link #LONGEST_REST} or until half as
 * many sums are there as there may be.
 *
 * <p>When {@code limit} sums are reached, which is while Redis is away, the sums are dropped and only their extent is
 * kept: the log has them all, and the boards are replayed from it.
 *
 * <p>Thread-safe: one thread adds, another takes.
 */
public final class Buffer {
    private static final int REST = 9;
    private static final Duration LONGEST_REST = Duration.ofSeconds(10);

    private final int capacity;
    private final Duration interval;
    private final int limit;
    private final LongSupplier nanoTime;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private Sums sums = new Sums();
    private Arrivals arrivals = new Arrivals();
    private final Backlog backlog = new Backlog();
    private long trades;
    private long to;
    private long oldestNanos;
    private boolean flushing;
    private long flushingNanos;
    private long watermarkMillis = Long.MIN_VALUE;
    private long takenNanos;
    private long tookNanos;
    private boolean behind;
    private boolean dropped;
    private boolean closed;

    /**
     * What comes with the trades of one group commit.
     *
     * @param count how many trades count on boards
     * @param to the offset behind the group
     * @param arrivedNanos when the group arrived, by the same clock as the buffer's
     * @param watermarkMillis no trade of a later group counts on a day that is over, with its lateness, at this moment
     * @param behind whether more trades than these wait to be read
     */
    public record Addition(int count, long to, long arrivedNanos, long watermarkMillis, boolean behind) {}

    /**
     * @param capacity trades that trigger a flush
     * @param interval how long a trade waits at most before a flush is triggered
     * @param limit sums after which the buffer is dropped
     * @param nanoTime {@code System::nanoTime}, or a test's
     */
    public Buffer(int capacity, Duration interval, int limit, LongSupplier nanoTime) {
        this.capacity = capacity;
        this.interval = interval;
        this.limit = limit;
        this.nanoTime = nanoTime;
        this.takenNanos = nanoTime.getAsLong();
    }

    /** Adds the trades of one group commit. */
    public void add(Addition addition, Consumer<Sums> adder) {
        lock.lock();
        try {
            if (addition.count() > 0) {
                if (trades == 0) {
                    oldestNanos = nanoTime.getAsLong();
                }
                arrivals.add(addition.arrivedNanos(), addition.count());
            }
            if (!dropped) {
                adder.accept(sums);
                if (sums.size() > limit) {
                    sums = new Sums();
                    dropped = true;
                }
            }
            trades += addition.count();
            to = addition.to();
            watermarkMillis = Math.max(watermarkMillis, addition.watermarkMillis());
            behind = addition.behind();
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits until a flush is due, or the buffer is closed, or the time is up.
     *
     * @return whether a flush is due
     */
    public boolean awaitDue(Duration atMost) throws InterruptedException {
        lock.lock();
        try {
            long deadline = nanoTime.getAsLong() + atMost.toNanos();
            while (!isDue()) {
                long left = deadline - nanoTime.getAsLong();
                if (trades > 0) {
                    left = Math.min(left, untilDue());
                }
                if (left <= 0 || closed) {
                    return isDue();
                }
                changed.awaitNanos(left);
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    private boolean isDue() {
        return trades > 0 && (closed || untilDue() <= 0);
    }

    private long untilDue() {
        long now = nanoTime.getAsLong();
        long untilOld = trades >= capacity ? 0 : oldestNanos + interval.toNanos() - now;
        return behind && sums.size() > limit / 2 ? 0 : Math.max(takenNanos + restNanos() - now, untilOld);
    }

    /** How long after a flush began the next one may. */
    private long restNanos() {
        Duration longest = behind && interval.compareTo(LONGEST_REST) < 0 ? LONGEST_REST : interval;
        return tookNanos + Math.min(REST * tookNanos, longest.toNanos());
    }

    /** Takes everything that is in the buffer and leaves it empty. */
    public Batch take() {
        lock.lock();
        try {
            Batch batch = new Batch(sums.deltas(), trades, to, arrivals.groups(), !dropped, watermarkMillis);
            if (trades > 0 && !flushing) {
                flushing = true;
                flushingNanos = oldestNanos;
            }
            sums = new Sums();
            arrivals = new Arrivals();
            trades = 0;
            dropped = false;
            takenNanos = nanoTime.getAsLong();
            tookNanos = 0;
            return batch;
        } finally {
            lock.unlock();
        }
    }

    /** Takes note that everything below an offset is applied, so that nothing is due for a while. */
    public void flushed(long to) {
        lock.lock();
        try {
            backlog.applied(to);
            flushing = false;
            tookNanos = nanoTime.getAsLong() - takenNanos;
        } finally {
            lock.unlock();
        }
    }

    /** How long the oldest trade has waited that is in the buffer, or was taken and is not flushed yet. */
    public Duration oldestAge() {
        lock.lock();
        try {
            if (trades == 0 && !flushing) {
                return Duration.ZERO;
            }
            return Duration.ofNanos(nanoTime.getAsLong() - (flushing ? flushingNanos : oldestNanos));
        } finally {
            lock.unlock();
        }
    }

    /**
     * Up to when everything is taken: no trade that is in the buffer, or comes into it, counts on a day that is over, with
     * its lateness, at this moment. {@code Long.MIN_VALUE} where that is not known.
     */
    public long settledMillis() {
        lock.lock();
        try {
            return trades == 0 ? watermarkMillis : Long.MIN_VALUE;
        } finally {
            lock.unlock();
        }
    }

    /** Takes note of the bytes of a group that was appended to the log; {@code to} is the offset behind it. */
    public void appended(long to, long bytes) {
        lock.lock();
        try {
            backlog.appended(to, bytes);
        } finally {
            lock.unlock();
        }
    }

    /** Bytes of the log that no board has yet: of what is in the buffer, was taken, or is still to be synced. */
    public long unappliedBytes() {
        lock.lock();
        try {
            return backlog.bytes();
        } finally {
            lock.unlock();
        }
    }

    /** How many trades wait. */
    public long trades() {
        lock.lock();
        try {
            return trades;
        } finally {
            lock.unlock();
        }
    }

    /** Says that nothing more will be added; what is in the buffer is due at once. */
    public void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Whether nothing is in it, and nothing will be: both are seen at once, as the last may be added just before the close. */
    public boolean isDrained() {
        lock.lock();
        try {
            return closed && trades == 0;
        } finally {
            lock.unlock();
        }
    }
}
