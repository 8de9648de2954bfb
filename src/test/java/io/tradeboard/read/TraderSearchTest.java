package io.tradeboard.read;

import static io.tradeboard.board.Moves.WRITER;
import static io.tradeboard.board.Moves.assertApplied;
import static io.tradeboard.board.Moves.move;
import static org.assertj.core.api.Assertions.assertThat;

import io.tradeboard.board.Moves;
import io.tradeboard.board.RedisBoards;
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
    private final TraderSearch search = new TraderSearch(redis, TradersDirectory::none);

    private void trade(Map<String, Long> volumes) {
        assertApplied(new RedisBoards(redis, Moves.DAYS).apply(WRITER, List.of(move(btc, 0, 1, volumes))));
    }

    private List<String> found(BoardId board, String part, int most) {
        return search.find(board, part, most).stream()
                .map(row -> row.rank() + " " + row.traderId())
                .toList();
    }

    @Test
    void aPartOfTheIdIsEnoughInCapitalOrSmallLetters() {
        trade(Map.of("Zed", 5L, "zebra", 9L, "ann", 9L, "ÉLAN", 1L, "[z*]", 2L));

        assertThat(found(btc, "ZE", 9)).containsExactly("1 zebra", "3 Zed");
        assertThat(found(btc, "élan", 9)).containsExactly("5 ÉLAN");
        assertThat(found(btc, "elan", 9)).containsExactly("5 ÉLAN");
        assertThat(found(btc, "[z*", 9)).containsExactly("4 [z*]");
        assertThat(found(btc, "?", 9)).isEmpty();
        assertThat(found(new BoardId("ETH", btc.day()), "z", 9)).isEmpty();
    }

    @Test
    void onABigBoardTheBestMatchesAreFound() {
        Map<String, Long> many = new HashMap<>();
        LongStream.rangeClosed(1, 5_000).forEach(volume -> many.put("trader-" + volume, volume));
        trade(many);

        assertThat(found(btc, "trader-1", 3))
                .containsExactly("3002 trader-1999", "3003 trader-1998", "3004 trader-1997");
    }
}
