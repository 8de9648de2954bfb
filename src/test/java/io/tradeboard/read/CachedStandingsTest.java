package io.tradeboard.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tradeboard.redis.RedisUnavailableException;
import io.tradeboard.trade.BoardId;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CachedStandingsTest {
    private static final LocalDate DAY = LocalDate.of(2026, 11, 22);

    private long nanos;
    private final CachedStandings cache = new CachedStandings(this::count, Duration.ofSeconds(60), () -> nanos);
    private int reads;
    private boolean away;
    private boolean empty;

    /** Standings that tell by their trades which read they are from. */
    private Standings count(String symbol, @Nullable LocalDate day, int depth) {
        if (away) {
            throw new RedisUnavailableException("connection refused", new IllegalStateException());
        }
        reads++;
        LedgerView ledger = empty
                ? LedgerView.none(8, ZoneOffset.UTC)
                : new LedgerView(8, ZoneOffset.UTC, 1, reads, BigInteger.ZERO, null, Marks.NONE, "");
        return new Standings(
                new BoardId(symbol, DAY), symbol, ledger, Standings.Reading.at(Instant.EPOCH), null, List.of());
    }

    @Test
    void withinTheLifeTheSourceIsAskedOnce() {
        assertThat(cache.read("BTC", DAY, 10).trades()).isEqualTo(1);
        pass(Duration.ofMillis(59_999));
        assertThat(cache.read("BTC", DAY, 10).trades()).isEqualTo(1);
        pass(Duration.ofMillis(1));
        assertThat(cache.read("BTC", DAY, 10).trades()).isEqualTo(2);
    }

    @Test
    void anEmptyBoardIsAskedForAgainSoon() {
        empty = true;
        cache.read("BTC", DAY, 10);
        pass(Duration.ofMillis(4_999));
        cache.read("BTC", DAY, 10);
        assertThat(reads).isEqualTo(1);
        pass(Duration.ofMillis(1));
        empty = false;
        assertThat(cache.read("BTC", DAY, 10).trades()).isEqualTo(2);
    }

    @Test
    void symbolDayAndDepthAreKeptApart() {
        cache.read("BTC", DAY, 10);
        cache.read("ETH", DAY, 10);
        cache.read("BTC", null, 10);
        cache.read("BTC", DAY, 20);

        assertThat(reads).isEqualTo(4);
    }

    @Test
    void whileRedisIsAwayTheLastKnownAreStale() {
        Standings known = cache.read("BTC", DAY, 10);
        away = true;
        pass(Duration.ofHours(5));
        assertThat(known.stale()).isFalse();
        assertThat(cache.read("BTC", DAY, 10)).isEqualTo(known.asStale());

        away = false;
        assertThat(cache.read("BTC", DAY, 10).stale()).isFalse();
        assertThat(reads).isEqualTo(2);
    }

    @Test
    void whatWasNeverKnownCannotBeShown() {
        cache.read("BTC", DAY, 10);
        away = true;

        assertThatThrownBy(() -> cache.read("ETH", DAY, 10)).isInstanceOf(RedisUnavailableException.class);
    }

    private void pass(Duration time) {
        nanos += time.toNanos();
    }
}
