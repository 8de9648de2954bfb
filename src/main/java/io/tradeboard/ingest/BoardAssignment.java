package io.tradeboard.ingest;

import io.tradeboard.trade.BadTradeException;
import io.tradeboard.trade.BoardId;
import io.tradeboard.trade.LoggedTrade;
import io.tradeboard.trade.OtherCase;
import io.tradeboard.trade.Symbols;
import io.tradeboard.trade.TradingDays;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;

/**
 * Decides on which board a trade counts: that of its own day, unless that was over when it came. It is the only place
 * where this is decided; the log keeps the decision.
 *
 * <p>Not thread-safe.
 */
final class BoardAssignment {
    private static final int SYMBOLS_A_DAY = 10_000;

    private final TradingDays days;
    private final Symbols symbols;
    private final OtherCase otherCase;
    private final Map<LocalDate, Map<String, BoardId>> boards = new HashMap<>();
    private LocalDate latestDay = LocalDate.MIN;
    private Map<String, BoardId> ofLatestDay = new HashMap<>();
    private long watermarkMillis = Long.MIN_VALUE;

    BoardAssignment(IngestConfig config, OtherCase otherCase) {
        this.days = config.days();
        this.symbols = config.symbols();
        this.otherCase = otherCase;
    }

    /** Promises that no day counts any more that is over, with its lateness, at this moment; not even if a clock steps back. */
    void pass(long millis) {
        watermarkMillis = Math.max(watermarkMillis, millis);
    }

    long watermarkMillis() {
        return watermarkMillis;
    }

    /**
     * Adds a trade to the group with its board.
     *
     * @throws BadTradeException if the day has as many symbols as it may have, and the trade's is none of the configured
     */
    void assign(LoggedTrade trade, Group group) throws BadTradeException {
        LocalDate day = days.dayOf(trade.timestampMillis());
        boolean late = days.isLate(day, Math.max(group.arrivalMillis(), watermarkMillis));
        group.add(trade, late ? new BoardId(trade.symbol(), day) : board(trade.symbol(), day), late);
    }

    private BoardId board(String symbol, LocalDate day) throws BadTradeException {
        if (!day.equals(latestDay)) {
            boards.keySet().removeIf(known -> known.isBefore(day.minusDays(2)));
            ofLatestDay = boards.computeIfAbsent(day, d -> new HashMap<>());
            latestDay = day;
        }
        BoardId board = ofLatestDay.get(symbol);
        if (board == null) {
            if (ofLatestDay.size() >= SYMBOLS_A_DAY && !symbols.known().containsKey(symbol)) {
                throw new BadTradeException(
                        "symbol " + symbol + " exceeds the limit of " + SYMBOLS_A_DAY + " symbols a day");
            }
            board = new BoardId(symbol, day);
            ofLatestDay.put(symbol, board);
            otherCase.see(symbol);
        }
        return board;
    }
}
