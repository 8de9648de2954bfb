package io.tradeboard.buffer;

import io.tradeboard.run.Arrived;
import java.util.ArrayList;
import java.util.List;

/**
 * When the trades in the buffer arrived, a group commit at a time. Where there would be more than {@link #MOST}, because
 * Redis is away for long, those that arrived within a span are put together as of the first of them, and the span
 * doubles until half as many are left. So a wait is reported too long, never too short, and by less than a 256th of the
 * longest.
 *
 * <p>Not thread-safe.
 */
final class Arrivals {
    static final int MOST = 1_024;
    private static final long LEAST_SPAN_NANOS = 1_000;

    private List<Arrived> groups = new ArrayList<>();
    private long spanNanos;

    /** Adds a group, which did not arrive before those that were added already. */
    void add(long nanos, long trades) {
        if (groups.size() == MOST) {
            condense();
        }
        put(new Arrived(nanos, trades));
    }

    private void condense() {
        while (groups.size() > MOST / 2) {
            spanNanos = Math.max(LEAST_SPAN_NANOS, 2 * spanNanos);
            List<Arrived> finer = groups;
            groups = new ArrayList<>();
            finer.forEach(this::put);
        }
    }

    private void put(Arrived group) {
        int last = groups.size() - 1;
        if (last >= 0 && group.nanos() - groups.get(last).nanos() <= spanNanos) {
            Arrived first = groups.get(last);
            groups.set(last, new Arrived(first.nanos(), first.trades() + group.trades()));
        } else {
            groups.add(group);
        }
    }

    /** What was added, in that order. The caller must not add to it again. */
    List<Arrived> groups() {
        return groups;
    }
}
