package io.tradeboard.audit;

import org.jspecify.annotations.Nullable;

/** What the log directories have of a writer's records. */
final class WriterExtent {
    private final long start;
    private long end;
    private long intactEnd = Long.MAX_VALUE;
    private @Nullable String damage;

    /** @param start the first offset that can be there */
    WriterExtent(long start) {
        this.start = start;
        this.end = start;
    }

    long start() {
        return start;
    }

    /** The offset after the last record. */
    long end() {
        return end;
    }

    void reach(long next) {
        end = Math.max(end, next);
    }

    /** Notes that records at and behind this offset may be lost. */
    void gap(long from, String reason) {
        if (damage == null) {
            damage = reason;
            intactEnd = from;
        }
    }

    /** Whether records before the first one are gone; those of days that are over may be. */
    boolean lacksBeginning() {
        return start > 0;
    }

    /** Why not every record below this offset is known, or null. */
    @Nullable
    String unknownBelow(long offset) {
        return damage != null && offset > intactEnd ? damage : null;
    }
}
