package io.tradeboard.read;

import static io.tradeboard.board.Moves.WRITER;
import static io.tradeboard.board.Moves.assertApplied;
import static io.tradeboard.board.Moves.move;
import static org.assertj.core.api.Assertions.assertThat;

import io.tradeboard.board.Moves;
import io.tradeboard.board.RedisBoards;
import io.tradeboard.read.TraderSearch.Match;
import io.tradeboard.redis.RedisConnection;
import io.tradeboard.redis.RedisExtension;
import io.tradeboard.trade.BoardId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class TraderSearchTest {
    @RegisterExtension
    static final RedisExtension REDIS = new RedisExtension();

    private final RedisConnection redis = REDIS.connect();
    private final BoardId btc = Moves.today(redis, "BTC");
    private final TraderSearch search = new TraderSearch(redis);

    private void trade(Map<String, Long> volumes) {
        assertApplied(new RedisBoards(redis, Moves.DAYS).apply(WRITER, List.of(move(btc, 0, 1, volumes))));
    }

    @Test
    void aPartOfTheIdIsEnoughInCapitalOrSmallLetters() {
        trade(Map.of("Zed", 5L, "zebra", 9L, "ann", 9L, "ÉLAN", 1L, "[z*]", 2L));

        assertThat(search.find(btc, "ZE", 9)).containsExactly(new Match("zebra", 1), new Match("Zed", 3));
        assertThat(search.find(btc, "élan", 9)).containsExactly(new Match("ÉLAN", 5));
        assertThat(search.find(btc, "[z*", 9)).containsExactly(new Match("[z*]", 4));
        assertThat(search.find(btc, "?", 9)).isEmpty();
        assertThat(search.find(new BoardId("ETH", btc.day()), "z", 9)).isEmpty();
    }

    @Test
    void onABigBoardTheBestMatchesAreFound() {
        Map<String, Long> many = new HashMap<>();
        LongStream.rangeClosed(1, 5_000).forEach(volume -> many.put("trader-" + volume, volume));
        trade(many);

        assertThat(search.find(btc, "trader-1", 3))
                .containsExactly(
                        new Match("trader-1999", 3_002),
                        new Match("trader-1998", 3_003),
                        new Match("trader-1997", 3_004));
    }
}
