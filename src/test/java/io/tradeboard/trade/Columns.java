package io.tradeboard.trade;

import io.tradeboard.trade.LoggedTrade.Identity;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Columns of trades that are given as objects. */
public final class Columns {
    private Columns() {}

    /** One trade on the board of its symbol. */
    public static TradeColumns of(LoggedTrade trade, BoardId board, boolean late) {
        TradeColumns columns = new TradeColumns();
        add(trade, board, late, columns);
        return columns;
    }

    /** Trades that count on one board. */
    public static TradeColumns of(BoardId board, List<LoggedTrade> trades) {
        TradeColumns columns = new TradeColumns();
        trades.forEach(trade -> add(trade, board, false, columns));
        return columns;
    }

    /** What a decoder makes of some bytes, on any board of the symbol; null where it says nothing, or they are ahead. */
    public static @Nullable LoggedTrade decoded(FastDecoder usual, long arrivalMillis, Decoding decoding) {
        TradeColumns columns = new TradeColumns();
        usual.begin(columns);
        int row = columns.add();
        decoding.into(columns, row);
        if (columns.isBlank(row) || TradeRules.isAhead(columns.timestampMillis(row), arrivalMillis)) {
            return null;
        }
        SymbolTable symbols = usual.symbols();
        int symbol = columns.symbol(row);
        BoardId board = new BoardId(symbols.text(symbol), LocalDate.EPOCH);
        columns.assign(row, columns.number(new TradeColumns.Board(board, symbols.scale(symbol))), false);
        return columns.get(row);
    }

    /** Lets a decoder know the trader and the symbol of a trade. */
    public static void learn(FastDecoder usual, Trade trade) {
        decoded(usual, Long.MAX_VALUE, (columns, row) -> usual.put(trade, columns, row));
    }

    /** Puts a trade into a row. */
    public interface Decoding {
        void into(TradeColumns columns, int row);
    }

    public static void add(LoggedTrade trade, BoardId board, boolean late, TradeColumns into) {
        byte[] name = trade.traderId().getBytes(StandardCharsets.UTF_8);
        int row = into.add();
        into.set(row, into.traders().number(name, 0, name.length), trade.timestampMillis(), trade.quantity());
        Identity identity = trade.identity();
        if (identity != null) {
            into.identify(row, identity.high(), identity.low());
        }
        into.assign(row, into.number(new TradeColumns.Board(board, trade.scale())), late);
    }
}
