package io.tradeboard.audit;

import org.jspecify.annotations.Nullable;

/** What the log directories have of a writer's records. */
final class WriterExtent {
    private final long first;
    private long last;
    private long intactTo = Long.MAX_VALUE;
    private @Nullable String damage;

    /** @param first the first sequence that can be there */
    WriterExtent(long first) {
        this.first = first;
        this.last = first - 1;
    }

    long last() {
        return last;
    }

    void reach(long sequence) {
        last = Math.max(last, sequence);
    }

    /** Takes the news that records after the last one so far may be lost. */
    void damaged(String message) {
        if (damage == null) {
            damage = message;
            intactTo = last;
        }
    }

    /** Whether records before the first one are gone; those of days that are over may be. */
    boolean lacksBeginning() {
        return first > 1;
    }

    long first() {
        return first;
    }

    /** Why not every record up to this sequence is known, or null. */
    @Nullable
    String unknownUpTo(long sequence) {
        return damage != null && sequence > intactTo ? damage : null;
    }
}
