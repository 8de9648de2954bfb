package io.tradeboard.produce;

import io.tradeboard.trade.Trade;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Sends trades from a feed to a sink at a steady rate, or as fast as both go. */
public final class Pacer {
    private static final int BATCH = 1_000;
    private static final long NANOS = 1_000_000_000L;

    private final TradeFeed feed;
    private final TradeSink sink;
    private final double rate;
    private final LongSupplier nanoTime;
    private final CountDownLatch stop = new CountDownLatch(1);
    private final AtomicReference<@Nullable Thread> running = new AtomicReference<>();

    /** How many trades the sink has taken, the last of which may be on their way. */
    private long taken;

    /** How many it took since its last flush, or at once. */
    private long last;

    /**
     * @param rate trades per second; 0 for as fast as it goes
     * @param nanoTime {@code System::nanoTime}, or a test's
     */
    public Pacer(TradeFeed feed, TradeSink sink, double rate, LongSupplier nanoTime) {
        this.feed = feed;
        this.sink = sink;
        this.rate = rate;
        this.nanoTime = nanoTime;
    }

    /** Sends until the feed ends or {@link #stop} is called. */
    public void run() throws IOException, InterruptedException {
        running.set(Thread.currentThread());
        try {
            sendAll();
        } catch (InterruptedException e) {
            if (stop.getCount() > 0) {
                throw e;
            }
        } finally {
            running.set(null);
        }
    }

    private void sendAll() throws IOException, InterruptedException {
        long start = nanoTime.getAsLong();
        while (stop.getCount() > 0) {
            int due = due(start);
            if (due == 0) {
                flush();
                stop.await(nanosToNext(start), TimeUnit.NANOSECONDS);
                continue;
            }
            List<Trade> trades = feed.next(due);
            if (trades == null) {
                break;
            }
            if (trades.isEmpty()) {
                flush();
                continue;
            }
            sink.send(trades);
            taken += trades.size();
            last = trades.size();
        }
        flush();
    }

    private void flush() throws IOException, InterruptedException {
        if (last > 0) {
            sink.flush();
            last = 0;
        }
    }

    private int due(long start) {
        if (rate == 0) {
            return BATCH;
        }
        long due = 1 + (long) ((nanoTime.getAsLong() - start) * rate / NANOS) - taken;
        return (int) Math.max(0, Math.min(BATCH, due));
    }

    private long nanosToNext(long start) {
        return Math.max(1, start + (long) (taken * NANOS / rate) - nanoTime.getAsLong());
    }

    /** How many trades were sent and have arrived; for the thread that called {@link #run}, or one that knows of its end. */
    public long sent() {
        return taken - sink.underWay(last);
    }

    /** Asks {@link #run} to return, even while it waits for a sink that accepts nothing. Any thread. */
    public void stop() {
        stop.countDown();
        Thread sender = running.get();
        if (sender != null) {
            sender.interrupt();
        }
    }
}
