package io.tradeboard.screen;

import static io.tradeboard.screen.Scenes.NOON;
import static io.tradeboard.screen.Scenes.daemon;

import io.tradeboard.read.History;
import io.tradeboard.read.Standings;
import io.tradeboard.read.TraderSearch;
import io.tradeboard.redis.RedisRefusedException;
import io.tradeboard.redis.RedisUnavailableException;
import io.tradeboard.status.Heartbeat;
import io.tradeboard.trade.BoardId;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Boards without Redis; it can be taken away. Any thread. */
class FakeFeed implements Feed {
    final AtomicInteger reads = new AtomicInteger();
    volatile boolean away;
    volatile boolean broken;
    volatile boolean daemonless;
    volatile boolean historyRefused;
    volatile History history = History.NONE;
    volatile Standings next;

    FakeFeed(Standings first) {
        this.next = first;
    }

    private void reach() {
        if (broken) {
            throw new IllegalStateException("unheard of");
        }
        if (away) {
            throw new RedisUnavailableException("connection refused", new IOException());
        }
    }

    @Override
    public Standings standings(String symbol, @Nullable LocalDate day, int depth) {
        reads.incrementAndGet();
        reach();
        return next;
    }

    @Override
    public History history(BoardId board) {
        reach();
        if (historyRefused) {
            throw new RedisRefusedException("WRONGTYPE", new IOException());
        }
        return history;
    }

    @Override
    public Standings.Row row(BoardId board, String traderId) {
        reach();
        return new Standings.Row(137, false, traderId, 42, OptionalLong.of(7));
    }

    @Override
    public List<TraderSearch.Match> find(BoardId board, String part) {
        reach();
        if (part.equals("refused")) {
            throw new RedisRefusedException("NOPERM", new IOException());
        }
        return part.equals("zed") ? List.of(new TraderSearch.Match("zed", 137)) : List.of();
    }

    @Override
    public @Nullable Heartbeat heartbeat() {
        reach();
        return daemonless ? null : daemon("RUNNING", Duration.ZERO);
    }

    @Override
    public Instant time() {
        reach();
        return NOON;
    }
}
