package io.tradeboard.redis;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.CommandArguments;

/** What goes to one node in one exchange, in groups of which two are under way at most. */
final class Lane {
    /** What is sent in one go holds so many arguments, or is a single part. */
    private static final int WEIGHT = 4_000;

    private final Node node;
    private final boolean wasOpen;
    private final Deque<List<Part>> queue = new ArrayDeque<>();
    private final Deque<List<Part>> sent = new ArrayDeque<>();
    private int lastWeight;
    private @Nullable RedisUnavailableException failure;

    Lane(Node node) {
        this.node = node;
        this.wasOpen = node.isOpen();
    }

    void add(Part part) {
        List<Part> last = queue.peekLast();
        if (last == null || lastWeight + part.weight() > WEIGHT) {
            last = new ArrayList<>();
            queue.add(last);
            lastWeight = 0;
        }
        last.add(part);
        lastWeight += part.weight();
    }

    /** Sends what may be under way now. */
    void push() {
        while (sent.size() < 2 && !queue.isEmpty()) {
            List<CommandArguments> wire = new ArrayList<>();
            queue.element().forEach(part -> part.addTo(wire, node.scripts()));
            try {
                node.send(wire);
            } catch (RedisUnavailableException e) {
                fail(e);
                return;
            }
            sent.add(queue.remove());
        }
    }

    /** Waits for the replies to what was sent first. */
    void pull() {
        if (sent.isEmpty()) {
            return;
        }
        try {
            List<Object> replies = node.receive();
            int at = 0;
            for (Part part : sent.element()) {
                at = part.take(replies, at);
            }
            sent.remove();
        } catch (RedisUnavailableException e) {
            fail(e);
        }
    }

    private void fail(RedisUnavailableException e) {
        failure = e;
        ErrorReply away = new ErrorReply(e);
        sent.forEach(parts -> parts.forEach(part -> part.fail(away)));
        queue.forEach(parts -> parts.forEach(part -> part.fail(away)));
        sent.clear();
        queue.clear();
    }

    boolean isDone() {
        return sent.isEmpty() && queue.isEmpty();
    }

    Endpoint endpoint() {
        return node.endpoint();
    }

    /** Why not all was sent, or not all replied to; null where it was. */
    @Nullable
    RedisUnavailableException failure() {
        return failure;
    }

    /** Whether it failed on a connection that had been open before and was closed meanwhile, as by a restart. */
    boolean wasClosed() {
        return failure != null && wasOpen && BrokenConnection.isClosed(failure);
    }
}
