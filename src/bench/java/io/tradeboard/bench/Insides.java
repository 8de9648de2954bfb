package io.tradeboard.bench;

import io.tradeboard.board.BoardState;
import io.tradeboard.board.BoardUpdate;
import io.tradeboard.board.Mark;
import io.tradeboard.board.RedisBoards;
import io.tradeboard.redis.RedisConnection;
import io.tradeboard.trade.BoardDelta;
import io.tradeboard.trade.BoardId;
import io.tradeboard.trade.TradingDays;
import java.io.IOException;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Parts of the path that are measured without the rest of it. */
final class Insides {
    private static final TradingDays DAYS = new TradingDays(ZoneOffset.UTC, Duration.ofDays(1), Duration.ofDays(1));

    private Insides() {}

    /** Moves the same sums onto the boards so many times, as the flusher does, each time behind the mark before. */
    static void apply(RedisConnection redis, String writer, Recount sums, List<Market> markets, int times)
            throws IOException {
        RedisBoards boards = new RedisBoards(redis, DAYS);
        Mark mark = Mark.ZERO;
        for (int time = 1; time <= times; time++) {
            long to = time * sums.trades();
            List<BoardUpdate> moves = new ArrayList<>();
            long trades = sums.trades();
            for (Market market : markets) {
                Map<String, Long> volumes = sums.volumes().getOrDefault(market.symbol(), Map.of());
                BoardId board = new BoardId(market.symbol(), sums.day());
                // The ledger's totals must come out right; which board they are on does not matter here.
                moves.add(new BoardUpdate(new BoardDelta(board, market.scale(), trades, 0, volumes), mark, to));
                trades = 0;
            }
            mark = Mark.at(to);
            for (BoardState state : boards.apply(writer, moves).values()) {
                if (!state.equals(new BoardState.Open(mark))) {
                    throw new IOException("a board has not taken its sums: " + state);
                }
            }
        }
    }
}
