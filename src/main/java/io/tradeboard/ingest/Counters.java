package io.tradeboard.ingest;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/** What happened to the trades since the start. Each counter is written by one thread and read by any. */
final class Counters {
    final AtomicLong accepted = new AtomicLong();
    final AtomicLong rejected = new AtomicLong();
    final AtomicLong duplicates = new AtomicLong();
    final AtomicLong late = new AtomicLong();
    final AtomicLong flushed = new AtomicLong();
    final AtomicLong refused = new AtomicLong();

    /** Whether the log waits for space. */
    final AtomicBoolean full = new AtomicBoolean();
}
