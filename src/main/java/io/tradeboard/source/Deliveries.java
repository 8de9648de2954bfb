package io.tradeboard.source;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Entries that are to be acknowledged: those that were delivered, in that order, and those that are known to be counted. */
final class Deliveries {
    private final Deque<StreamId> delivered = new ArrayDeque<>();
    private final Deque<StreamId> counted = new ArrayDeque<>();
    private long serial;

    /** Takes down a delivery, and returns its serial number: how many there have been. */
    long add(StreamId id) {
        delivered.add(id);
        return ++serial;
    }

    /** Takes down an entry that an earlier run counted. */
    void addCounted(StreamId id) {
        counted.add(id);
    }

    /** How many deliveries there have been. */
    long serial() {
        return serial;
    }

    /** The next entries to be acknowledged, at most so many, where all up to that serial number are durable. */
    List<StreamId> durable(long upTo, int most) {
        Deque<StreamId> from = counted.isEmpty() ? delivered : counted;
        long acknowledged = serial - delivered.size();
        long some = from == counted ? counted.size() : Math.max(0, upTo - acknowledged);
        List<StreamId> ids = new ArrayList<>();
        for (StreamId id : from) {
            if (ids.size() == Math.min(some, most)) {
                break;
            }
            ids.add(id);
        }
        return ids;
    }

    /** Forgets as many as {@link #durable} has just given, as they are acknowledged. */
    void acknowledged(int some) {
        Deque<StreamId> from = counted.isEmpty() ? delivered : counted;
        for (int i = 0; i < some; i++) {
            from.removeFirst();
        }
    }

    /** Forgets all: their ids mean nothing any more. */
    void clear() {
        delivered.clear();
        counted.clear();
    }
}
