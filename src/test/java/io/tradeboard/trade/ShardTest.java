package io.tradeboard.trade;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tradeboard.run.UsageException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ShardTest {
    private static final BoardId BTC = new BoardId("BTC", LocalDate.parse("2026-11-28"));

    /** They are part of what is stored: another placement would count traders twice. */
    @ParameterizedTest
    @CsvSource({"ann, 6, 1", "bob, 6, 0", "kestrel, 6, 1", "ann, 64, 61", "Ünal, 24, 10", "ann, 1, 0"})
    void aTraderStandsWhereItAlwaysStood(String trader, int of, int number) {
        assertThat(Shard.numberOf(trader, of)).isEqualTo(number);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 6, 24, 64})
    void tradersAreSpreadEvenly(int of) {
        int[] sizes = new int[of];
        IntStream.range(0, 100 * of).forEach(i -> sizes[Shard.numberOf("trader-" + i, of)]++);

        assertThat(Arrays.stream(sizes)).allMatch(size -> size > 50 && size < 150);
    }

    @Test
    void aBoardWithOneShardIsTheBoardItself() {
        assertThat(BTC.shards(1)).containsExactly(BTC);
        assertThat(BTC.shards(3))
                .doesNotHaveDuplicates()
                .hasSize(3)
                .allMatch(shard -> shard.whole().equals(BTC));
        assertThat(BTC.shard(2, 3)).hasToString("BTC 2026-11-28 shard 2/3").isNotEqualTo(BTC.shard(2, 4));
    }

    @Test
    void columnsAreSpreadAsTheirTradersAre() {
        Names traders = new Names();
        TradeColumns columns = new TradeColumns();
        columns.clear(traders);
        BoardId eth = new BoardId("ETH", BTC.day());
        for (int i = 0; i < 1_000; i++) {
            byte[] name = ("t" + i % 300).getBytes(StandardCharsets.UTF_8);
            int row = columns.add();
            columns.set(row, traders.number(name, 0, name.length), i, i);
            columns.assign(row, columns.number(new TradeColumns.Board(i % 2 == 0 ? BTC : eth, 8)), i % 7 == 0);
        }
        ShardSpread spread = new ShardSpread(board -> board.symbol().equals("BTC") ? 5 : 1);
        spread.spread(columns);
        spread.spread(columns);

        assertThat(columns.boards()).isEqualTo(2 + 5);
        for (int i = 0; i < 1_000; i++) {
            String trader = "t" + i % 300;
            BoardId expected = i % 2 == 0 ? BTC.shard(Shard.numberOf(trader, 5), 5) : eth;
            assertThat(columns.board(columns.boardOf(i)).id()).isEqualTo(expected);
            assertThat(columns.isLate(i)).isEqualTo(i % 7 == 0);
            assertThat(columns.get(i).traderId()).isEqualTo(trader);
        }
    }

    @Test
    void theSettingNamesSymbolsWithTheirShards() {
        assertThat(BoardShards.parse("BTC:6, ETH:64")).isEqualTo(new BoardShards(Map.of("BTC", 6, "ETH", 64)));
        assertThat(BoardShards.parse("")).isEqualTo(BoardShards.NONE);
        assertThat(BoardShards.NONE.of("BTC")).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "BTC | board shards \"BTC\" are not SYMBOL:SHARDS",
                "BTC:6:8 | board shards \"BTC:6:8\" are not SYMBOL:SHARDS",
                "BTC:0 | the shards of BTC must be from 1 to 64, not \"0\"",
                "BTC:65 | the shards of BTC must be from 1 to 64, not \"65\"",
                "BTC:-1 | the shards of BTC must be from 1 to 64, not \"-1\"",
                "BTC:6,BTC:4 | the shards of BTC are given twice"
            })
    void aSettingThatIsNoneIsRefused(String text, String message) {
        assertThatThrownBy(() -> BoardShards.parse(text))
                .isInstanceOf(UsageException.class)
                .hasMessage(message);
    }

    @Test
    void onlyWhatCanBeAShardIsOne() {
        for (Runnable wrong : List.<Runnable>of(
                () -> new Shard(0, 0), () -> new Shard(0, 65), () -> new Shard(6, 6), () -> new Shard(-1, 6))) {
            assertThatThrownBy(wrong::run).isInstanceOf(IllegalArgumentException.class);
        }
    }
}
