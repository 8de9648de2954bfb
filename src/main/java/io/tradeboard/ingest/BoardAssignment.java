package io.tradeboard.ingest;

import io.tradeboard.trade.BadTradeException;
import io.tradeboard.trade.BoardId;
import io.tradeboard.trade.OtherCase;
import io.tradeboard.trade.SymbolTable;
import io.tradeboard.trade.Symbols;
import io.tradeboard.trade.TradeColumns;
import io.tradeboard.trade.TradeColumns.Board;
import io.tradeboard.trade.TradingDays;
import java.time.LocalDate;
import java.util.Arrays;
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
    private Symbols configured;
    private OtherCase otherCase;
    private final Map<LocalDate, Map<String, Integer>> scalesOf = new HashMap<>();
    private long watermarkMillis = Long.MIN_VALUE;

    /** The day of the row before, and what holds for it. */
    private LocalDate day = LocalDate.MIN;

    private long beginMillis;
    private long endMillis;
    private boolean late;

    /** What the rows of now belong to. */
    private TradeColumns columns = new TradeColumns();

    @SuppressWarnings("NullAway.Init")
    private SymbolTable symbols;

    private long arrivalMillis;

    /** By the number of a symbol, the number of its board on the day of the row before, and 1; 0 where that is not known. */
    private int[] boards = new int[8];

    BoardAssignment(IngestConfig config, OtherCase otherCase) {
        this.days = config.days();
        this.configured = config.symbols();
        this.otherCase = otherCase;
    }

    /** Goes on with other symbols, between the rows of two polls. */
    void use(Symbols changed, OtherCase changedCase) {
        configured = changed;
        otherCase = changedCase;
    }

    /** The boards that trades were put on, and more may be at that moment, with the decimals that they hold. */
    Map<BoardId, Integer> open(long nowMillis) {
        Map<BoardId, Integer> boards = new HashMap<>();
        scalesOf.forEach((date, scales) -> {
            if (!days.isLate(date, nowMillis)) {
                scales.forEach((symbol, scale) -> boards.put(new BoardId(symbol, date), scale));
            }
        });
        return boards;
    }

    /** Promises that no day counts any more that is over, with its lateness, at this moment; not even if a clock steps back. */
    void pass(long millis) {
        watermarkMillis = Math.max(watermarkMillis, millis);
    }

    long watermarkMillis() {
        return watermarkMillis;
    }

    /**
     * Turns to rows that arrived at that moment.
     *
     * @param table the symbols by the numbers that the rows have
     */
    void begin(TradeColumns rows, SymbolTable table, long atMillis) {
        columns = rows;
        symbols = table;
        arrivalMillis = atMillis;
        day = LocalDate.MIN;
        beginMillis = 0;
        endMillis = 0;
    }

    /**
     * Puts the trade of a row on its board.
     *
     * @throws BadTradeException if the day has as many symbols as it may have, and the trade's is none of the configured
     */
    void assign(int row) throws BadTradeException {
        long millis = columns.timestampMillis(row);
        if (millis < beginMillis || millis >= endMillis) {
            enter(days.dayOf(millis));
        }
        int symbol = columns.symbol(row);
        int board = symbol < boards.length ? boards[symbol] : 0;
        columns.assign(row, board > 0 ? board - 1 : board(symbol), late);
    }

    private void enter(LocalDate entered) {
        day = entered;
        beginMillis = days.endMillis(day.minusDays(1));
        endMillis = days.endMillis(day);
        late = days.isLate(day, Math.max(arrivalMillis, watermarkMillis));
        Arrays.fill(boards, 0);
    }

    private int board(int symbol) throws BadTradeException {
        String text = symbols.text(symbol);
        if (!late) {
            open(text, symbols.scale(symbol));
        }
        int board = columns.number(new Board(new BoardId(text, day), symbols.scale(symbol)));
        if (symbol >= boards.length) {
            boards = Arrays.copyOf(boards, Math.max(symbol + 1, 2 * boards.length));
        }
        boards[symbol] = board + 1;
        return board;
    }

    /** Takes the symbol among those of its day. */
    private void open(String symbol, int scale) throws BadTradeException {
        Map<String, Integer> known = scalesOf.get(day);
        if (known == null) {
            scalesOf.keySet().removeIf(earlier -> earlier.isBefore(day.minusDays(2)));
            known = new HashMap<>();
            scalesOf.put(day, known);
        }
        if (known.containsKey(symbol)) {
            return;
        }
        if (known.size() >= SYMBOLS_A_DAY && !configured.known().containsKey(symbol)) {
            throw new BadTradeException(
                    "symbol " + symbol + " exceeds the limit of " + SYMBOLS_A_DAY + " symbols a day");
        }
        known.put(symbol, scale);
        otherCase.see(symbol);
    }
}
