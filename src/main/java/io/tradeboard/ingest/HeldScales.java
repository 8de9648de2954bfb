package io.tradeboard.ingest;

import io.tradeboard.board.RedisMarks;
import io.tradeboard.read.BoardPages;
import io.tradeboard.redis.RedisConnection;
import io.tradeboard.run.UsageException;
import io.tradeboard.trade.BoardId;
import io.tradeboard.trade.Symbols;
import io.tradeboard.trade.TradingDays;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/**
 * The decimals that boards hold: they are those of the first trade, and a board refuses trades with others. So symbols may not
 * change them while trades may still come to that board.
 */
final class HeldScales {
    private HeldScales() {}

    /**
     * Checks a board that is open.
     *
     * @throws UsageException if it holds other decimals than its symbol would have
     */
    static void check(BoardId board, int held, Symbols changed) {
        int wanted = changed.scale(board.symbol());
        if (changed.accepts(board.symbol()) && held != wanted) {
            throw new UsageException("the board of " + board.symbol() + " of " + board.day() + " has " + held
                    + " decimals until its day is over, not " + wanted);
        }
    }

    /**
     * Checks the boards in Redis that are open, as far as the change is about them.
     *
     * @throws UsageException if one holds other decimals than its symbol would have
     * @throws io.tradeboard.redis.RedisUnavailableException if Redis cannot be reached
     */
    static void check(RedisConnection redis, TradingDays days, long nowMillis, Symbols before, Symbols changed) {
        BoardPages pages = new BoardPages(redis);
        for (BoardId board : new RedisMarks(redis).boards(open(days, nowMillis))) {
            if (!changed.keeps(board.symbol(), before)) {
                String held = pages.ledger(board).getOrDefault("scale", "");
                // A board without it, or with something else, is not a daemon's work and refuses trades anyway.
                if (held.matches("[0-9]{1,2}")) {
                    check(board, Integer.parseInt(held), changed);
                }
            }
        }
    }

    /** The days whose trades are not late, and the next one, as clocks differ. */
    private static List<LocalDate> open(TradingDays days, long nowMillis) {
        List<LocalDate> open = new ArrayList<>();
        for (LocalDate day = days.dayOf(nowMillis).plusDays(1); !days.isLate(day, nowMillis); day = day.minusDays(1)) {
            open.add(day);
        }
        return open;
    }
}
