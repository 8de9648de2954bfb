package io.tradeboard.screen;

import static io.tradeboard.screen.Scenes.NOON;
import static io.tradeboard.screen.Scenes.daemon;

import io.tradeboard.read.BoardReader;
import io.tradeboard.read.History;
import io.tradeboard.read.Neighbours;
import io.tradeboard.read.Standings;
import io.tradeboard.read.Vitals;
import io.tradeboard.redis.RedisRefusedException;
import io.tradeboard.redis.RedisUnavailableException;
import io.tradeboard.trade.BoardId;
import java.io.IOException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Boards without Redis; it can be taken away. Any thread. */
class FakeBoards implements BoardReader {
    final AtomicInteger reads = new AtomicInteger();
    volatile boolean away;
    volatile boolean broken;
    volatile boolean daemonless;
    volatile boolean historyRefused;
    volatile boolean symbolsRefused;
    volatile History history = History.NONE;
    volatile Standings next;

    FakeBoards(Standings first) {
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
        Standings found = next;
        return new Standings(
                found.board(),
                found.title(),
                found.ledger(),
                new Standings.Reading(
                        found.asOf(),
                        found.stale(),
                        false,
                        vitals(),
                        found.reading().directory()),
                found.audit(),
                found.rows());
    }

    @Override
    public Set<String> symbols() {
        reach();
        if (symbolsRefused) {
            throw new RedisRefusedException("NOPERM", new IOException());
        }
        return Set.of("BTC", "DOGE", "DOT");
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
    public Neighbours neighbours(BoardId board, String traderId, int around) {
        reach();
        Standings found = next;
        Standings.Row shown = found.row(traderId);
        Standings.Row own = shown == null ? new Standings.Row(137, false, traderId, 42, OptionalLong.of(7)) : shown;
        return new Neighbours(found.with(shown == null ? List.of(own) : found.rows()), own);
    }

    @Override
    public List<Standings.Row> find(BoardId board, String part) {
        reach();
        if (part.equals("refused")) {
            throw new RedisRefusedException("NOPERM", new IOException());
        }
        return part.equals("zed") ? List.of(Scenes.match("zed", 137)) : List.of();
    }

    @Override
    public Vitals vitals() {
        reach();
        return new Vitals(daemonless ? List.of() : List.of(daemon("RUNNING", Duration.ZERO)), "", "", NOON, null);
    }
}
