package io.tradeboard.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradeboard.trade.BoardId;
import io.tradeboard.trade.Columns;
import io.tradeboard.trade.Identities;
import io.tradeboard.trade.LoggedTrade;
import io.tradeboard.trade.Trade;
import io.tradeboard.trade.TradeColumns;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DuplicateWindowTest {
    private static final Identities IDENTITIES = new Identities("00112233445566778899aabbccddeeff");

    @Test
    void aTradeIsKnownAgainByIdSymbolAndTrader() {
        DuplicateWindow window = new DuplicateWindow(10);

        assertThat(isNew(window, identity("1", "ann", "BTC"))).isTrue();
        assertThat(isNew(window, identity("1", "ann", "BTC"))).isFalse();
        assertThat(isNew(window, identity("1", "bob", "BTC"))).isTrue();
        assertThat(isNew(window, identity("1", "ann", "ETH"))).isTrue();
        assertThat(isNew(window, identity("2", "ann", "BTC"))).isTrue();
    }

    @Test
    void theOldestIsForgottenFirst() {
        DuplicateWindow window = new DuplicateWindow(2);
        isNew(window, identity("1", "ann", "BTC"));
        isNew(window, identity("2", "ann", "BTC"));
        isNew(window, identity("3", "ann", "BTC"));

        assertThat(isNew(window, identity("2", "ann", "BTC"))).isFalse();
        assertThat(isNew(window, identity("1", "ann", "BTC"))).isTrue();
    }

    @Test
    void withoutAWindowEveryTradeIsNew() {
        DuplicateWindow window = new DuplicateWindow(0);
        for (int i = 0; i < 2; i++) {
            assertThat(isNew(window, identity("1", "ann", "BTC"))).isTrue();
            window.pass();
        }
    }

    @Test
    void tradesWithoutIdTakeTheirPlace() {
        DuplicateWindow window = new DuplicateWindow(2);
        assertThat(isNew(window, identity("1", "ann", "BTC"))).isTrue();
        window.pass();
        assertThat(isNew(window, identity("1", "ann", "BTC"))).isFalse();
        window.pass();
        assertThat(isNew(window, identity("1", "ann", "BTC"))).isTrue();
    }

    /** Rows with any ids and none, against the same one by one, with stretches at the begin that are not looked at. */
    @Test
    void columnsLoseTheirDuplicates() {
        Random random = new Random(20261128);
        BoardId board = new BoardId("BTC", LocalDate.EPOCH);
        for (int round = 0; round < 100; round++) {
            int limit = random.nextInt(1_000);
            DuplicateWindow window = new DuplicateWindow(limit);
            DuplicateWindow oneByOne = new DuplicateWindow(limit);
            for (int part = 0; part < 10; part++) {
                List<LoggedTrade> trades = new ArrayList<>();
                for (int left = random.nextInt(400); left > 0; left--) {
                    LoggedTrade.Identity identity =
                            random.nextInt(5) == 0 ? null : new LoggedTrade.Identity(3, random.nextInt(2_000));
                    trades.add(new LoggedTrade("t" + left, "BTC", left, left, 8, identity));
                }
                int from = random.nextInt(trades.size() + 1);
                List<LoggedTrade> expected = new ArrayList<>(trades.subList(0, from));
                for (LoggedTrade trade : trades.subList(from, trades.size())) {
                    if (trade.identity() == null) {
                        oneByOne.pass();
                        expected.add(trade);
                    } else if (isNew(oneByOne, trade.identity())) {
                        expected.add(trade);
                    }
                }
                TradeColumns columns = Columns.of(board, trades);
                int dropped = window.dropFrom(columns, from);

                assertThat(dropped).isEqualTo(trades.size() - expected.size());
                assertThat(IntStream.range(0, columns.size()).mapToObj(columns::get))
                        .isEqualTo(expected);
            }
        }
    }

    /** Against a set of the library, over many windows; few different identities, and few homes for them. */
    @Test
    void aWindowForgetsAndKnowsAsALinkedSetDoes() {
        Random random = new Random(20261123);
        for (int round = 0; round < 200; round++) {
            int limit = 1 + random.nextInt(1 << random.nextInt(14));
            // Numbers that pass the largest, and those that pass 0.
            int first = (round % 2 == 0 ? Integer.MAX_VALUE : 0) - random.nextInt(3 * limit);
            DuplicateWindow window = new DuplicateWindow(limit, first);
            Set<LoggedTrade.Identity> latest = new LinkedHashSet<>();
            for (int i = 0; i < 3 * limit + 100; i++) {
                long home = random.nextInt(4) == 0 ? -1 - random.nextInt(3) : 1 + random.nextInt(1 + 2 * limit);
                LoggedTrade.Identity identity = new LoggedTrade.Identity(home, random.nextInt(3));
                boolean isNew = latest.add(identity);
                if (latest.size() > limit) {
                    latest.remove(latest.iterator().next());
                }
                assertThat(isNew(window, identity))
                        .as("limit %s, trade %s", limit, i)
                        .isEqualTo(isNew);
            }
        }
    }

    private static boolean isNew(DuplicateWindow window, LoggedTrade.@Nullable Identity identity) {
        LoggedTrade.Identity known = Objects.requireNonNull(identity);
        return window.isNew(known.high(), known.low());
    }

    private static LoggedTrade.@Nullable Identity identity(String id, String trader, String symbol) {
        return LoggedTrade.of(new Trade(id, 1_000, trader, symbol, 1, 8), IDENTITIES)
                .identity();
    }
}
