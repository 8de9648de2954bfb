package io.tradeboard.screen;

import io.tradeboard.board.Standings;
import io.tradeboard.board.StandingsReader;
import io.tradeboard.redis.RedisUnavailableException;
import java.io.IOException;
import java.time.LocalDate;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Boards without Redis; it can be taken away. Any thread. */
final class FakeReader implements StandingsReader {
    final AtomicInteger reads = new AtomicInteger();
    volatile boolean away;
    volatile Standings next;

    FakeReader(Standings first) {
        this.next = first;
    }

    @Override
    public Standings read(String symbol, @Nullable LocalDate day, int depth) {
        reads.incrementAndGet();
        if (away) {
            throw new RedisUnavailableException("connection refused", new IOException());
        }
        return next;
    }
}
