package io.tradeboard.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradeboard.trade.BoardId;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CensusTest {
    private static final LocalDate DAY = LocalDate.parse("2026-11-27");

    @Test
    void itIsReadBackFromItsText() {
        Census census = new Census(
                "k:0u4s0HOFTxeDJEh9yRoPVQ:1",
                Map.of(new BoardId("BTC", DAY), 518_023L, new BoardId("A/B.c-_", DAY.plusDays(1)), 1L));

        assertThat(census.text()).isEqualTo("k:0u4s0HOFTxeDJEh9yRoPVQ:1;A/B.c-_ 2026-11-28 1;BTC 2026-11-27 518023");
        assertThat(Census.parse(census.text())).isEqualTo(census);
        BoardId shard = new BoardId("BTC", DAY).shard(3, 6);
        assertThat(new Census("k:x:0", Map.of(shard, 7L)).text()).isEqualTo("k:x:0;BTC 2026-11-27 7 3/6");
        assertThat(Census.parse("k:x:0;BTC 2026-11-27 7 3/6")).isEqualTo(new Census("k:x:0", Map.of(shard, 7L)));
        assertThat(Census.parse("k:x:0")).isEqualTo(new Census("k:x:0", Map.of()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "w;BTC",
                "w;BTC 2026-11-27",
                "w;BTC 2026-13-27 5",
                "w;BTC 2026-11-27 five",
                "w;",
                "w;BTC 2026-11-27 5 6/6",
                "w;BTC 2026-11-27 5 3"
            })
    void whatAnotherProgramCommittedIsNone(String text) {
        assertThat(Census.parse(text)).isNull();
    }

    /** The broker refuses the whole commit where its metadata has 4,096 bytes. */
    @Test
    void ofTooManyBoardsThereIsNone() {
        Map<BoardId, Long> nexts = new HashMap<>();
        while (new Census("k:0u4s0HOFTxeDJEh9yRoPVQ:1", nexts).text().length() > 0) {
            nexts.put(new BoardId("SYMBOL" + nexts.size(), DAY), Long.MAX_VALUE);
        }
        assertThat(nexts).hasSizeGreaterThan(80);
        nexts.remove(new BoardId("SYMBOL" + (nexts.size() - 1), DAY));
        assertThat(new Census("k:0u4s0HOFTxeDJEh9yRoPVQ:1", nexts).text().getBytes(StandardCharsets.UTF_8).length)
                .isBetween(3_900, 4_000);
    }
}
