package io.tradeboard.ingest;

import io.tradeboard.source.InboundTrades;
import io.tradeboard.trade.FastDecoder;
import io.tradeboard.trade.Identities;
import io.tradeboard.trade.Symbols;
import io.tradeboard.trade.TradeColumns;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Reads what a poll brought into columns: parts that follow each other, each by a decoder of its own, on as many threads
 * as there are decoders where it is much. What is decided of a trade depends on the trade alone, so the result is the
 * same however many there are; all that depends on the trades before is decided later, in their order.
 *
 * <p>For one thread, which decodes the first part itself.
 */
final class Decoders implements AutoCloseable {
    /** Fewer are not worth the hand-over to another thread. */
    private static final int LEAST_ROWS = 256;

    private final List<FastDecoder> decoders = new ArrayList<>();
    private final ColumnPool columns;
    private final ExecutorService others;

    /** Some of what a poll brought, the first of it by its index, and who can read more into its columns. */
    record Part(int first, TradeColumns trades, FastDecoder decoder) {}

    Decoders(int count, Symbols symbols, String key, ColumnPool columns) {
        for (int i = 0; i < count; i++) {
            decoders.add(new FastDecoder(symbols, new Identities(key)));
        }
        this.columns = columns;
        this.others = Executors.newFixedThreadPool(Math.max(1, count - 1), task -> {
            Thread thread = new Thread(task, "tradeboard-decode");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Reads all of it. */
    List<Part> decode(InboundTrades arrivals) throws InterruptedException {
        int count = Math.max(1, Math.min(decoders.size(), arrivals.size() / LEAST_ROWS));
        List<Part> parts = new ArrayList<>(count);
        List<Future<?>> running = new ArrayList<>(count - 1);
        for (int i = 0; i < count; i++) {
            int from = (int) ((long) arrivals.size() * i / count);
            int to = (int) ((long) arrivals.size() * (i + 1) / count);
            Part part = new Part(from, columns.take(), decoders.get(i));
            parts.add(part);
            if (i > 0) {
                running.add(others.submit(() -> decode(arrivals, to, part)));
            }
        }
        decode(arrivals, (int) ((long) arrivals.size() / count), parts.get(0));
        for (Future<?> other : running) {
            try {
                other.get();
            } catch (ExecutionException e) {
                throw new IllegalStateException("decoding failed", e.getCause());
            }
        }
        return parts;
    }

    private static void decode(InboundTrades arrivals, int to, Part part) {
        part.decoder().begin(part.trades());
        arrivals.decode(part.first(), to, part.decoder(), part.trades());
    }

    @Override
    public void close() {
        others.shutdownNow();
    }
}
