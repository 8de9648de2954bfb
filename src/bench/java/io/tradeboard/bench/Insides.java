package io.tradeboard.bench;

import io.tradeboard.board.BoardState;
import io.tradeboard.board.BoardUpdate;
import io.tradeboard.board.Mark;
import io.tradeboard.board.RedisBoards;
import io.tradeboard.redis.RedisConnection;
import io.tradeboard.source.LineSource;
import io.tradeboard.source.PollResult;
import io.tradeboard.trade.BadTradeException;
import io.tradeboard.trade.BoardDelta;
import io.tradeboard.trade.BoardId;
import io.tradeboard.trade.FastDecoder;
import io.tradeboard.trade.Identities;
import io.tradeboard.trade.Symbols;
import io.tradeboard.trade.TradeColumns;
import io.tradeboard.trade.TradeRules;
import io.tradeboard.trade.TradingDays;
import java.io.IOException;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The parts of the path that are measured without the rest of it. */
final class Insides {
    private static final TradingDays DAYS = new TradingDays(ZoneOffset.UTC, Duration.ofDays(1), Duration.ofDays(1));

    private Insides() {}

    /**
     * Decodes a file as the intake does, and does nothing with what it says.
     *
     * @return how many trades there were
     */
    static long decode(Tape tape) throws IOException {
        Symbols symbols = Symbols.parse(Market.setting(tape.markets()), 8, true);
        FastDecoder usual = new FastDecoder(symbols, new Identities("00112233445566778899aabbccddeeff"));
        TradeRules rules = new TradeRules(symbols);
        long arrivalMillis = System.currentTimeMillis();
        TradeColumns columns = new TradeColumns();
        long trades = 0;
        try (LineSource source = LineSource.file(tape.file(), Map.of(), true)) {
            PollResult polled;
            do {
                polled = source.poll(Duration.ZERO);
                usual.begin(columns);
                polled.arrivals().decode(usual, columns);
                for (int row = 0; row < columns.size(); row++) {
                    if (columns.isBlank(row)) {
                        usual.put(rules.check(polled.arrivals().get(row).trade(), arrivalMillis), columns, row);
                    }
                }
                trades += columns.size();
            } while (!polled.end());
        } catch (BadTradeException e) {
            throw new IOException("the market made a bad trade", e);
        }
        return trades;
    }

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
