package io.tradeboard.screen;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * What a terminal sends, as events that can be polled: a daemon thread does the blocking reads, which cannot be
 * interrupted, and notes when each arrived, so that a sequence is as long under way as it was and not as long as the screen
 * was busy.
 */
final class TerminalInput {
    private static final int END = -1;
    private static final int MOST_BYTES = 1_024;

    /** Bytes that were read at once, at a time in milliseconds; none at the end of the input. */
    private record Arrival(ByteBuffer bytes, long at) {}

    private final LongSupplier millis;
    private final BlockingQueue<Arrival> arrivals = new LinkedBlockingQueue<>();
    private final List<Event> events = new ArrayList<>();
    private final InputParser parser;
    private volatile Runnable listener = () -> {};

    /**
     * @param utf8 whether the terminal sends UTF-8
     * @param millis a clock that never goes back
     */
    TerminalInput(InputStream in, boolean utf8, LongSupplier millis) {
        this.millis = millis;
        this.parser = new InputParser(utf8, events::add);
        Thread reader = new Thread(() -> readAll(in), "tradeboard-keys");
        reader.setDaemon(true);
        reader.start();
    }

    private void readAll(InputStream in) {
        try {
            byte[] some = new byte[MOST_BYTES];
            for (int count = in.read(some); count != END; count = in.read(some)) {
                arrived(ByteBuffer.wrap(some, 0, count));
                some = new byte[MOST_BYTES];
            }
        } catch (IOException e) {
            // A terminal that hung up; to its reader that is the end of the input.
        }
        arrived(ByteBuffer.allocate(0));
    }

    private void arrived(ByteBuffer bytes) {
        arrivals.add(new Arrival(bytes, millis.getAsLong()));
        listener.run();
    }

    /** @param listener called on a thread of its own when {@link #poll} may have something new */
    void onInput(Runnable listener) {
        this.listener = listener;
    }

    /** What has come since; for one thread. */
    List<Event> poll() {
        long now = millis.getAsLong();
        for (Arrival arrival = arrivals.poll(); arrival != null; arrival = arrivals.poll()) {
            if (!arrival.bytes().hasRemaining()) {
                events.add(new Event.Pressed(Event.Key.END_OF_INPUT));
            }
            while (arrival.bytes().hasRemaining()) {
                parser.accept(Byte.toUnsignedInt(arrival.bytes().get()), arrival.at());
            }
        }
        parser.elapse(now);
        if (parser.deadline() != Long.MAX_VALUE) {
            // Woken then, a sequence that is not finished is given up, or a lone Esc acts.
            CompletableFuture.delayedExecutor(parser.deadline() - now + 1, TimeUnit.MILLISECONDS)
                    .execute(() -> listener.run());
        }
        List<Event> polled = List.copyOf(events);
        events.clear();
        return polled;
    }
}
