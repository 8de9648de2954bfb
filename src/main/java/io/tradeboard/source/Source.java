package io.tradeboard.source;

import java.io.IOException;
import java.time.Duration;

/** A place that trades come from. Methods are for one thread unless they say otherwise. */
public interface Source extends AutoCloseable {
    /** What it is called in the log; empty where it has no positions. */
    String name();

    /** What people call it. */
    String label();

    /**
     * Reads what has arrived. It can be used until the next call.
     *
     * @param atMost how long to wait where nothing has; zero not to wait
     * @throws io.tradeboard.redis.RedisUnavailableException if it cannot be read now; nothing is lost, call again
     * @throws IOException if it cannot be read any more
     */
    PollResult poll(Duration atMost) throws IOException;

    /**
     * Whether the last {@link #poll} brought all that there was: whoever has trades in hand had better log those, and find
     * more the next time.
     */
    default boolean isDrained() {
        return false;
    }

    /** Whether it is read from; one that stands by is polled all the same. Any thread. */
    default boolean isReading() {
        return true;
    }

    /** Says that everything up to this position is durable and will never be asked for again. Any thread. */
    void committed(String position);

    @Override
    void close() throws IOException;
}
