package io.tradeboard.buffer;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradeboard.trade.BoardDelta;
import io.tradeboard.trade.BoardId;
import io.tradeboard.trade.Columns;
import io.tradeboard.trade.LoggedTrade;
import io.tradeboard.trade.Names;
import io.tradeboard.trade.Quantity;
import io.tradeboard.trade.TradeColumns;
import java.math.BigInteger;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SumsTest {
    private static final LocalDate DAY = LocalDate.of(2026, 11, 22);
    private static final BoardId BTC = new BoardId("BTC", DAY);
    private static final BoardId ETH = new BoardId("ETH", DAY);

    private final Sums sums = new Sums();
    private final Names names = new Names();

    @Test
    void eachBoardHasADeltaOfItsOwn() {
        add(BTC, trade("ann", 1, 5, 8));
        add(ETH, trade("ann", 9, 6, 2));
        add(BTC, trade("bob", 3, 7, 8));
        add(BTC, trade("ann", 2, 8, 8));

        assertThat(sums.size()).isEqualTo(3);
        assertThat(sums.deltas())
                .containsExactlyInAnyOrder(
                        new BoardDelta(BTC, 8, 3, 3, Map.of("ann", 13L, "bob", 7L)),
                        new BoardDelta(ETH, 2, 1, 9, Map.of("ann", 6L)));
    }

    /** Traders of one name are one, by whatever numbers they came. */
    @Test
    void anotherNumberingOfTradersMakesNoOtherTraders() {
        add(BTC, trade("ann", 1, 5, 2));
        sums.add(Columns.of(BTC, List.of(trade("bob", 1, 7, 2), trade("ann", 2, 8, 4))));

        assertThat(sums.deltas()).containsExactly(new BoardDelta(BTC, 4, 3, 2, Map.of("ann", 508L, "bob", 700L)));
    }

    /** One board with other decimals in the same columns, and rows that are late. */
    @Test
    void rowsOfOneBoardWithOtherDecimalsAreSummedTogether() {
        TradeColumns columns = new TradeColumns();
        Columns.add(trade("ann", 1, 5, 2), BTC, false, columns);
        Columns.add(trade("ann", 2, 5, 8), BTC, false, columns);
        Columns.add(trade("ann", 9, 1, 2), BTC, true, columns);
        Columns.add(trade("ann", 3, 5, 2), BTC, false, columns);
        sums.add(columns);

        assertThat(sums.deltas()).containsExactly(new BoardDelta(BTC, 8, 3, 3, Map.of("ann", 10_000_005L)));
    }

    @Test
    void moreDecimalsRefineWhatIsSummed() {
        add(BTC, trade("ann", 1, 5, 2));
        add(BTC, trade("ann", 1, 5, 8));
        add(BTC, trade("bob", 1, 7, 8));

        assertThat(sums.deltas()).containsExactly(delta(8, 3, Map.of("ann", 5_000_005L, "bob", 7L)));
    }

    @Test
    void fewerDecimalsAreRefinedAsTheyCome() {
        add(BTC, trade("ann", 1, 5, 8));
        add(BTC, trade("ann", 1, 5, 2));

        assertThat(sums.deltas()).containsExactly(delta(8, 2, Map.of("ann", 5_000_005L)));
    }

    @Test
    void aSumStaysAtTheLargest() {
        add(BTC, trade("ann", 1, BoardDelta.MOST_UNITS - 1, 8));
        add(BTC, trade("ann", 1, 1, 8));
        assertThat(sums.deltas()).containsExactly(delta(8, 2, Map.of("ann", BoardDelta.MOST_UNITS)));
        add(BTC, trade("ann", 1, 5, 8));
        assertThat(sums.deltas()).containsExactly(delta(8, 3, Map.of("ann", BoardDelta.MOST_UNITS)));
    }

    @Test
    void aSumThatIsRefinedStaysAtTheLargest() {
        add(BTC, trade("ann", 1, Quantity.MAX_UNITS, 0));
        add(BTC, trade("bob", 1, 1, 15));

        assertThat(sums.deltas()).containsExactly(delta(15, 2, Map.of("ann", BoardDelta.MOST_UNITS, "bob", 1L)));
    }

    /** Any decimals in any order, beside sums without limit. */
    @Test
    void noSumDependsOnTheOrderOfItsDecimals() {
        Random random = new Random(20261126);
        for (int round = 0; round < 500; round++) {
            List<LoggedTrade> trades = new ArrayList<>();
            for (int left = 1 + random.nextInt(40); left > 0; left--) {
                long units = 1 + (random.nextLong(Quantity.MAX_UNITS) >>> random.nextInt(53));
                trades.add(trade("t" + random.nextInt(5), random.nextLong(1_000), units, random.nextInt(16)));
            }
            Sums one = new Sums();
            int first = random.nextInt(trades.size());
            one.add(Columns.of(BTC, trades.subList(0, first)));
            one.add(Columns.of(BTC, trades.subList(first, trades.size())));

            assertThat(one.deltas()).as("round %d", round).containsExactly(expected(trades));
        }
    }

    private void add(BoardId board, LoggedTrade trade) {
        TradeColumns columns = new TradeColumns();
        columns.clear(names);
        Columns.add(trade, board, false, columns);
        sums.add(columns);
    }

    private static BoardDelta expected(List<LoggedTrade> trades) {
        int scale = trades.stream().mapToInt(LoggedTrade::scale).max().orElseThrow();
        long last =
                trades.stream().mapToLong(LoggedTrade::timestampMillis).max().orElseThrow();
        Map<String, BigInteger> exact = new HashMap<>();
        for (LoggedTrade trade : trades) {
            BigInteger units = BigInteger.valueOf(trade.quantity()).multiply(BigInteger.TEN.pow(scale - trade.scale()));
            exact.merge(trade.traderId(), units, BigInteger::add);
        }
        Map<String, Long> volumes = new HashMap<>();
        exact.forEach((trader, units) -> volumes.put(
                trader, units.min(BigInteger.valueOf(BoardDelta.MOST_UNITS)).longValueExact()));
        return new BoardDelta(BTC, scale, trades.size(), last, volumes);
    }

    private static BoardDelta delta(int scale, long trades, Map<String, Long> volumes) {
        return new BoardDelta(BTC, scale, trades, 1, volumes);
    }

    private static LoggedTrade trade(String trader, long timestampMillis, long quantity, int scale) {
        return new LoggedTrade(trader, "BTC", timestampMillis, quantity, scale, null);
    }
}
