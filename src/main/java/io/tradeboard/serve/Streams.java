package io.tradeboard.serve;

import io.tradeboard.format.BoardFacts;
import io.tradeboard.run.Notices;
import io.tradeboard.run.Repeating;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * The readers of boards by server-sent events (HTML Living Standard, section 9.2). At most one event is in flight to
 * each; of those that follow only the newest is kept, so that a slow reader costs no memory and delays nobody.
 *
 * <p>Thread-safe.
 */
final class Streams implements AutoCloseable {
    static final String TYPE = "text/event-stream";

    private static final Duration COMMENTS = Duration.ofSeconds(15);
    private static final Duration RETRY = Duration.ofSeconds(10);
    private static final Duration LAST_WRITES = Duration.ofSeconds(1);
    private static final byte[] COMMENT = ":\n\n".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] FIRST = "retry: 3000\n\n".getBytes(StandardCharsets.US_ASCII);

    private final int most;
    private final Traffic traffic;
    private final Map<String, Set<Subscriber>> subscribers = new ConcurrentHashMap<>();
    private final Repeating comments;
    private int open;
    private boolean closed;

    /** @param most how many may be open */
    Streams(int most, Traffic traffic, Notices notices) {
        this.most = most;
        this.traffic = traffic;
        this.comments = new Repeating("stream keeper", () -> COMMENTS, stop -> comment(), () -> {}, notices).start();
    }

    /**
     * Sends a board and those that follow it, until the client disconnects.
     *
     * @param form makes the events of a board
     * @throws Problem if no more may be open
     */
    void open(ServedBoard first, String name, Function<BoardFacts, Representation> form, Response to, Callback end)
            throws Problem {
        if (to.getRequest().getMethod().equals("HEAD")) {
            describe(to);
            to.write(true, ByteBuffer.allocate(0), end);
            return;
        }
        Subscriber subscriber = new Subscriber(first.facts().symbol(), name, form, to, end);
        synchronized (this) {
            if (closed || open >= most) {
                traffic.streamRefused();
                throw Problem.unavailable(
                        "the limit of live streams is reached; ask for the board whenever the next one is due", RETRY);
            }
            open++;
            traffic.streams(open);
        }
        // Atomic with the removal of an empty set, so that nobody joins a set that is no longer used.
        subscribers.compute(subscriber.symbol, (symbol, all) -> {
            Set<Subscriber> known = all == null ? ConcurrentHashMap.newKeySet() : all;
            known.add(subscriber);
            return known;
        });
        describe(to);
        subscriber.begin(first);
    }

    private static void describe(Response to) {
        to.getHeaders().put(HttpHeader.CONTENT_TYPE, TYPE);
        to.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
        to.getHeaders().put("X-Accel-Buffering", "no");
    }

    /** An event, whose data may have several lines. */
    static String event(String name, String data) {
        return "event: " + name + "\ndata: " + data.strip().replace("\n", "\ndata: ") + "\n\n";
    }

    /** Sends a board to those who read it. */
    void publish(ServedBoard board) {
        subscribers.getOrDefault(board.facts().symbol(), Set.of()).forEach(subscriber -> subscriber.send(board));
    }

    private void comment() {
        subscribers.values().forEach(all -> all.forEach(Subscriber::comment));
    }

    /** How many are open. */
    synchronized int open() {
        return open;
    }

    private void gone(Subscriber subscriber) {
        subscribers.computeIfPresent(subscriber.symbol, (symbol, all) -> {
            all.remove(subscriber);
            return all.isEmpty() ? null : all;
        });
        synchronized (this) {
            open--;
            traffic.streams(open);
            notifyAll();
        }
    }

    /** Ends all streams in order, and waits a moment for those that read. */
    @Override
    public void close() {
        synchronized (this) {
            closed = true;
        }
        comments.close();
        subscribers.values().forEach(all -> all.forEach(Subscriber::end));
        long deadline = System.nanoTime() + LAST_WRITES.toNanos();
        try {
            synchronized (this) {
                for (long left = LAST_WRITES.toMillis(); open > 0 && left > 0; ) {
                    wait(left);
                    left = (deadline - System.nanoTime()) / 1_000_000;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** A client that reads a stream. */
    private final class Subscriber {
        private final String symbol;
        private final String name;
        private final Function<BoardFacts, Representation> form;
        private final Response response;
        private final Callback end;
        private boolean writing = true;
        private boolean ending;
        private boolean ended;
        private @Nullable ServedBoard waiting;

        Subscriber(
                String symbol,
                String name,
                Function<BoardFacts, Representation> form,
                Response response,
                Callback end) {
            this.symbol = symbol;
            this.name = name;
            this.form = form;
            this.response = response;
            this.end = end;
        }

        void begin(ServedBoard first) {
            synchronized (this) {
                waiting = waiting == null ? first : waiting;
            }
            write(false, FIRST);
        }

        void send(ServedBoard board) {
            synchronized (this) {
                if (writing) {
                    if (waiting != null) {
                        traffic.eventDropped();
                    }
                    waiting = board;
                    return;
                }
                if (ended) {
                    return;
                }
                writing = true;
            }
            write(board);
        }

        void comment() {
            synchronized (this) {
                if (writing || ended) {
                    return;
                }
                writing = true;
            }
            write(false, COMMENT);
        }

        void end() {
            synchronized (this) {
                ending = true;
                if (writing || ended) {
                    return;
                }
                writing = true;
            }
            write(true, COMMENT);
        }

        private void write(ServedBoard board) {
            board.form(name, form).whenComplete((event, failure) -> {
                if (failure != null) {
                    failed(failure);
                    return;
                }
                traffic.eventSent();
                write(false, event.plain());
            });
        }

        private void write(boolean last, byte[] bytes) {
            response.write(last, ByteBuffer.wrap(bytes), Callback.from(() -> written(last), this::failed));
        }

        private void written(boolean last) {
            ServedBoard next;
            boolean endNow;
            synchronized (this) {
                endNow = ending;
                if (last) {
                    ended = true;
                    writing = false;
                    next = null;
                } else {
                    next = waiting;
                    waiting = null;
                    writing = next != null || ending;
                }
            }
            if (last) {
                gone(this);
                end.succeeded();
            } else if (endNow) {
                write(true, COMMENT);
            } else if (next != null) {
                write(next);
            }
        }

        private void failed(Throwable failure) {
            synchronized (this) {
                if (ended) {
                    return;
                }
                ended = true;
                writing = true;
                waiting = null;
            }
            gone(this);
            end.failed(failure);
        }
    }
}
