package io.tradeboard.buffer;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The bytes of the log that are not applied yet. Where there would be more than {@link #MOST} groups, those that follow
 * each other are put together, so their bytes count until the last of them is applied.
 *
 * <p>Not thread-safe.
 */
final class Backlog {
    private static final int MOST = 4_096;

    private Deque<Appended> waiting = new ArrayDeque<>();
    private long bytes;

    private record Appended(long to, long bytes) {}

    /** Takes note of what was appended up to an offset. */
    void appended(long to, long more) {
        bytes += more;
        waiting.add(new Appended(to, more));
        if (waiting.size() > MOST) {
            condense();
        }
    }

    private void condense() {
        Deque<Appended> coarser = new ArrayDeque<>();
        for (Appended first = waiting.poll(); first != null; first = waiting.poll()) {
            Appended second = waiting.poll();
            coarser.add(second == null ? first : new Appended(second.to(), first.bytes() + second.bytes()));
        }
        waiting = coarser;
    }

    /** Takes note that everything below an offset is applied. */
    void applied(long to) {
        for (Appended next = waiting.peek(); next != null && next.to() <= to; next = waiting.peek()) {
            bytes -= next.bytes();
            waiting.remove();
        }
    }

    long bytes() {
        return bytes;
    }
}
