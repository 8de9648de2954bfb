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

    /** More are not in one part, so that a frame of the log can hold it. */
    static final int MOST_ROWS = 64 << 10;

    private final List<FastDecoder> decoders = new ArrayList<>();
    private final ColumnPool columns;
    private final ExecutorService others;

    /** Some of what a poll brought, from one index to another, and who can read more into its columns. */
    record Part(int first, int end, TradeColumns trades, FastDecoder decoder) {}

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

    /** Reads by other symbols from the next poll on. */
    void use(Symbols changed) {
        decoders.forEach(decoder -> decoder.use(changed));
    }

    /** Reads all of it. */
    List<Part> decode(InboundTrades arrivals) throws InterruptedException {
        int size = arrivals.size();
        int threads = Math.max(1, Math.min(decoders.size(), size / LEAST_ROWS));
        int count = Math.max(threads, (size + MOST_ROWS - 1) / MOST_ROWS);
        List<Part> parts = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            int from = (int) ((long) size * i / count);
            int to = (int) ((long) size * (i + 1) / count);
            parts.add(new Part(from, to, columns.take(), decoders.get(i % threads)));
        }
        List<Future<?>> running = new ArrayList<>(threads - 1);
        for (int thread = 1; thread < threads; thread++) {
            int first = thread;
            running.add(others.submit(() -> decode(arrivals, parts, first, threads)));
        }
        decode(arrivals, parts, 0, threads);
        for (Future<?> other : running) {
            try {
                other.get();
            } catch (ExecutionException e) {
                throw new IllegalStateException("decoding failed", e.getCause());
            }
        }
        return parts;
    }

    /** Decodes the parts of one decoder. */
    private static void decode(InboundTrades arrivals, List<Part> parts, int first, int step) {
        for (int i = first; i < parts.size(); i += step) {
            Part part = parts.get(i);
            part.decoder().begin(part.trades());
            arrivals.decode(part.first(), part.end(), part.decoder(), part.trades());
        }
    }

    @Override
    public void close() {
        others.shutdownNow();
    }
}
