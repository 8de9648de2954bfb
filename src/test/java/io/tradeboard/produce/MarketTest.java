package io.tradeboard.produce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tradeboard.run.UsageException;
import io.tradeboard.trade.BadTradeException;
import io.tradeboard.trade.RawTrade;
import io.tradeboard.trade.Symbols;
import io.tradeboard.trade.Trade;
import io.tradeboard.trade.TradeRules;
import io.tradeboard.trade.TraderNames;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MarketTest {
    private static final Symbols SYMBOLS = Symbols.parse("BTC:8,ETH:8,SOL:4,USDC:2,ARB:2,SHARE:0,FINE:15", 8, true);

    @Test
    void theSeedRepeatsTradersSymbolsAndQuantitiesButNoId() {
        Market market = new Market(SYMBOLS, 100, 1.0, 42);
        Market again = new Market(SYMBOLS, 100, 1.0, 42);
        Set<String> ids = new HashSet<>();
        for (int i = 0; i < 10_000; i++) {
            Trade trade = market.next(i);
            Trade same = again.next(i);
            assertThat(withoutId(same)).isEqualTo(withoutId(trade));
            ids.add(String.valueOf(trade.id()));
            ids.add(String.valueOf(same.id()));
        }
        assertThat(ids).hasSize(20_000);
    }

    @Test
    void anotherSeedIsAnotherMarket() {
        assertThat(trades(new Market(SYMBOLS, 100, 1.0, 1), 50))
                .isNotEqualTo(trades(new Market(SYMBOLS, 100, 1.0, 2), 50));
    }

    @Test
    void everyTradeKeepsTheRules() throws BadTradeException {
        TradeRules rules = new TradeRules(SYMBOLS);
        Market market = new Market(SYMBOLS, Market.MAX_TRADERS, 0.3, 7);
        for (int i = 0; i < 50_000; i++) {
            Trade trade = market.next(1795341600123L);
            assertThat(rules.check(RawTrade.of(trade), 1795341600123L)).isEqualTo(trade);
        }
    }

    @Test
    void aTenthOfTheTradersHoldsMuchOfEachBoardButNotAll() {
        Map<String, Map<String, Long>> boards = boards(new Market(SYMBOLS, 100, 1.0, 42), 100_000);
        assertThat(boards).hasSize(SYMBOLS.names().size());
        boards.forEach((symbol, board) -> {
            long total = board.values().stream().mapToLong(Long::longValue).sum();
            long top = ranked(board).limit(10).mapToLong(Map.Entry::getValue).sum();
            assertThat((double) top / total).as(symbol).isBetween(0.4, 0.9);
        });
    }

    @Test
    void earlierSymbolsAreTradedMore() {
        Map<String, Integer> counts = new HashMap<>();
        Market market = new Market(SYMBOLS, 100, 1.0, 42);
        for (int i = 0; i < 100_000; i++) {
            counts.merge(market.next(0).symbol(), 1, Integer::sum);
        }
        List<Integer> inOrder = SYMBOLS.names().stream().map(counts::get).toList();
        assertThat(inOrder).isSortedAccordingTo(Collections.reverseOrder());
    }

    @Test
    void theOrderOfTheTopTenKeepsChanging() {
        Market market = new Market(SYMBOLS, 100, 1.0, 42);
        Map<String, Long> board = new HashMap<>();
        Set<List<String>> orders = new HashSet<>();
        for (int i = 0; i < 100_000; i++) {
            Trade trade = market.next(0);
            if (trade.symbol().equals("BTC")) {
                board.merge(trade.traderId(), trade.quantity(), Long::sum);
            }
            if (i % 1_000 == 999) {
                orders.add(ranked(board).limit(10).map(Map.Entry::getKey).toList());
            }
        }
        assertThat(orders).hasSizeGreaterThan(10);
    }

    @Test
    void everyTraderHasANameOfItsOwn() {
        assertThat(IntStream.range(0, 200_000).mapToObj(TraderNames::of)).doesNotHaveDuplicates();
        assertThat(IntStream.range(0, 100).mapToObj(TraderNames::of)).noneMatch(name -> name.endsWith("-2"));
    }

    @ParameterizedTest
    @CsvSource({"0, 1", "-1, 1", "10000001, 1", "100, -0.1", "100, NaN", "100, Infinity"})
    void argumentsOutOfRangeAreRefused(int traders, double skew) {
        assertThatThrownBy(() -> new Market(SYMBOLS, traders, skew, 0)).isInstanceOf(UsageException.class);
    }

    @Test
    void aMarketNeedsASymbol() {
        assertThatThrownBy(() -> new Market(new Symbols(Map.of(), 8, false), 1, 1, 0))
                .isInstanceOf(UsageException.class);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.5, 1, 3, 10})
    void anySkewAndASingleTraderWork(double skew) {
        assertThat(new Market(SYMBOLS, 1, skew, 1).next(5).traderId()).isEqualTo(TraderNames.of(0));
        assertThat(trades(new Market(SYMBOLS, 50, skew, 1), 100)).hasSize(100);
    }

    private static List<Trade> trades(Market market, int count) {
        return Stream.generate(() -> withoutId(market.next(0))).limit(count).toList();
    }

    private static Map<String, Map<String, Long>> boards(Market market, int trades) {
        Map<String, Map<String, Long>> boards = new HashMap<>();
        for (int i = 0; i < trades; i++) {
            Trade trade = market.next(0);
            boards.computeIfAbsent(trade.symbol(), symbol -> new HashMap<>())
                    .merge(trade.traderId(), trade.quantity(), Long::sum);
        }
        return boards;
    }

    private static Stream<Map.Entry<String, Long>> ranked(Map<String, Long> board) {
        return board.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed());
    }

    private static Trade withoutId(Trade trade) {
        return new Trade(
                null, trade.timestampMillis(), trade.traderId(), trade.symbol(), trade.quantity(), trade.scale());
    }
}
