package io.tradeboard.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradeboard.trade.BoardId;
import io.tradeboard.trade.LoggedTrade;
import io.tradeboard.trade.TradingDays;
import java.io.IOException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SummaryTest {
    private static final TradingDays DAYS = TradingDays.of(ZoneOffset.UTC);
    private static final BoardId BTC = new BoardId("BTC", LocalDate.of(2026, 11, 23));
    private static final BoardId ETH = new BoardId("ETH", LocalDate.of(2026, 11, 23));

    @Test
    void whatIsStoredIsReadBack() throws IOException {
        Summary read = Objects.requireNonNull(Summary.decode(summary().encode(77, DAYS), 77, DAYS));

        assertThat(read.boards()).isEqualTo(Map.of(BTC, 13L, ETH, 12L));
        assertThat(read.positions()).isEqualTo(Map.of("file:1:00", "9 3"));
        assertThat(read.damage()).containsExactly("something is amiss");
        assertThat(read.lastSequence()).isEqualTo(14);
        assertThat(read.identified()).isEqualTo(1);
        assertThat(read.newestMillis()).isEqualTo(900);
    }

    @Test
    void aSegmentOfAnotherSizeHasNone() throws IOException {
        assertThat(Summary.decode(summary().encode(77, DAYS), 78, DAYS)).isNull();
    }

    @Test
    void anotherRuleOfDaysMakesItWorthless() throws IOException {
        byte[] stored = summary().encode(77, DAYS);

        assertThat(Summary.decode(stored, 77, TradingDays.of(ZoneId.of("Europe/Berlin"))))
                .isNull();
        assertThat(Summary.decode(stored, 77, new TradingDays(ZoneOffset.UTC, Duration.ofHours(1), Duration.ofDays(1))))
                .isNull();
    }

    @Test
    void noFlippedBitIsBelieved() throws IOException {
        byte[] stored = summary().encode(77, DAYS);
        for (int bit = 0; bit < stored.length * 8; bit++) {
            stored[bit / 8] ^= (byte) (1 << (bit % 8));
            assertThat(Summary.decode(stored, 77, DAYS)).as("bit %d", bit).isNull();
            stored[bit / 8] ^= (byte) (1 << (bit % 8));
        }
    }

    /** Of records 11 to 14, the last of which came too late. */
    private static Summary summary() {
        Summary summary = new Summary(10);
        summary.add(trade(500, null), BTC);
        summary.add(trade(900, null), ETH);
        summary.add(trade(600, new LoggedTrade.Identity(1, 2)), BTC);
        summary.add(trade(100, null), null);
        summary.reach(14, 800);
        summary.positions().put("file:1:00", "9 3");
        summary.damaged("something is amiss");
        return summary;
    }

    private static LoggedTrade trade(long timestampMillis, LoggedTrade.@Nullable Identity identity) {
        return new LoggedTrade("ann", "BTC", timestampMillis, 1, 0, identity);
    }
}
