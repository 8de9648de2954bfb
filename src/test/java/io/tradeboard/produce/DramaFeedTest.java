package io.tradeboard.produce;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradeboard.trade.Symbols;
import io.tradeboard.trade.Trade;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DramaFeedTest {
    private static final Symbols SYMBOLS = Symbols.parse("BTC:8,ETH:8,SOL:4", 8, true);
    private static final int A_TENTH_OF_A_SECOND = 20;
    private static final int REFRESH = 50;

    private final AtomicLong millis = new AtomicLong(1_795_341_600_123L);

    private final Clock clock = new Clock() {
        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return Instant.ofEpochMilli(millis.get());
        }
    };

    private DramaFeed feed(long seed) {
        return new DramaFeed(new Market(SYMBOLS, 48, 0.8, seed), seed, clock);
    }

    /** The traders of a board, best first, at every refresh of a minute at 200 trades a second. */
    private List<List<String>> minute(long seed, String symbol) {
        DramaFeed feed = feed(seed);
        Map<String, Long> board = new HashMap<>();
        List<List<String>> orders = new ArrayList<>();
        for (int tenth = 1; tenth <= 600; tenth++) {
            for (Trade trade : feed.next(A_TENTH_OF_A_SECOND)) {
                if (trade.symbol().equals(symbol)) {
                    board.merge(trade.traderId(), trade.quantity(), Long::sum);
                }
            }
            millis.addAndGet(100);
            if (tenth % REFRESH == 0) {
                orders.add(board.entrySet().stream()
                        .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
                        .map(Map.Entry::getKey)
                        .toList());
            }
        }
        return orders;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void aLatecomerClimbsAndAQuietOneFallsWithinAMinute(long seed) {
        List<List<String>> orders = minute(seed, "BTC");

        assertThat(orders.get(1)).doesNotContain(DramaFeed.LATECOMER).contains(DramaFeed.QUIET);
        List<String> last = orders.get(11);
        assertThat(last.indexOf(DramaFeed.LATECOMER)).isBetween(0, 2);
        assertThat(last.indexOf(DramaFeed.QUIET)).isGreaterThan(orders.get(3).indexOf(DramaFeed.QUIET));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void theTopTenChangesAtMostRefreshes(long seed) {
        List<List<String>> orders = minute(seed, "BTC");
        long changes = 0;
        for (int i = 1; i < orders.size(); i++) {
            changes += orders.get(i).subList(0, 10).equals(orders.get(i - 1).subList(0, 10)) ? 0 : 1;
        }
        assertThat(changes).isGreaterThanOrEqualTo(6);
    }

    @Test
    void theSeedRepeatsEverythingButTheIds() {
        DramaFeed feed = feed(42);
        DramaFeed again = feed(42);
        for (int i = 0; i < 300; i++) {
            assertThat(again.next(10))
                    .usingRecursiveComparison()
                    .ignoringFields("id")
                    .isEqualTo(feed.next(10));
            millis.addAndGet(100);
        }
    }
}
