package io.tradeboard.trade;

import io.tradeboard.trade.LoggedTrade.Identity;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Trades as columns, one array for each of their fields, and a row for each of them: what goes from the source over the log
 * into the sums without an object per trade. It is used again and again.
 *
 * <p>Names and boards are numbers, which mean something only beside {@link #traders()} and {@link #board(int)}. A row goes
 * through up to three states: it is blank as long as nobody could read its trade; it has a trade and a symbol; it has a board.
 *
 * <p>Not thread-safe; handed from one thread to the next.
 */
public final class TradeColumns {
    private static final int FIRST_CAPACITY = 16;
    private static final byte IDENTIFIED = 1;
    private static final byte LATE = 2;
    private static final byte BLANK = 4;

    private Names traders = new Names();
    private final List<Board> boards = new ArrayList<>();
    private final Map<Board, Integer> boardNumbers = new HashMap<>();
    private int size;
    private byte[] flags = new byte[FIRST_CAPACITY];
    private int[] trader = new int[FIRST_CAPACITY];
    private int[] symbol = new int[FIRST_CAPACITY];
    private int[] board = new int[FIRST_CAPACITY];
    private long[] timestampMillis = new long[FIRST_CAPACITY];
    private long[] units = new long[FIRST_CAPACITY];
    private long[] high = new long[FIRST_CAPACITY];
    private long[] low = new long[FIRST_CAPACITY];

    /** A board, and the decimals of the quantities that count on it here. */
    public record Board(BoardId id, int scale) {}

    /** Forgets all rows, to be filled with trades whose traders are numbered there. */
    public void clear(Names numbering) {
        traders = numbering;
        boards.clear();
        boardNumbers.clear();
        size = 0;
    }

    /** The numbering of the traders. */
    public Names traders() {
        return traders;
    }

    public int size() {
        return size;
    }

    public boolean isEmpty() {
        return size == 0;
    }

    /** Adds a blank row; returns which one it is. */
    public int add() {
        if (size == flags.length) {
            resize(2 * size);
        }
        flags[size] = BLANK;
        return size++;
    }

    private void resize(int capacity) {
        flags = Arrays.copyOf(flags, capacity);
        trader = Arrays.copyOf(trader, capacity);
        symbol = Arrays.copyOf(symbol, capacity);
        board = Arrays.copyOf(board, capacity);
        timestampMillis = Arrays.copyOf(timestampMillis, capacity);
        units = Arrays.copyOf(units, capacity);
        high = Arrays.copyOf(high, capacity);
        low = Arrays.copyOf(low, capacity);
    }

    /** Puts a trade without identity into a row. */
    public void set(int row, int traderNumber, long millis, long quantity) {
        flags[row] = 0;
        trader[row] = traderNumber;
        timestampMillis[row] = millis;
        units[row] = quantity;
    }

    /** Gives the trade of a row its identity, as {@link Identities} makes it. */
    public void identify(int row, long first, long second) {
        flags[row] |= IDENTIFIED;
        high[row] = first;
        low[row] = second;
    }

    /** Says which symbol the trade of a row has, by a number of whoever decides on its board. */
    void setSymbol(int row, int number) {
        symbol[row] = number;
    }

    /** Puts the trade of a row on a board, or notes that it came too late for it. */
    public void assign(int row, int number, boolean isLate) {
        board[row] = number;
        flags[row] |= isLate ? LATE : 0;
    }

    /** The number that a board has here. */
    public int number(Board of) {
        Integer known = boardNumbers.putIfAbsent(of, boards.size());
        if (known != null) {
            return known;
        }
        boards.add(of);
        return boards.size() - 1;
    }

    /** How many boards have a number. */
    public int boards() {
        return boards.size();
    }

    public Board board(int number) {
        return boards.get(number);
    }

    /** The names of all boards that have a number. */
    public List<BoardId> ids() {
        return boards.stream().map(Board::id).toList();
    }

    /** Copies one row over another. */
    public void move(int from, int to) {
        flags[to] = flags[from];
        trader[to] = trader[from];
        symbol[to] = symbol[from];
        board[to] = board[from];
        timestampMillis[to] = timestampMillis[from];
        units[to] = units[from];
        high[to] = high[from];
        low[to] = low[from];
    }

    /** Drops the rows from there on. */
    public void truncate(int newSize) {
        size = newSize;
    }

    /** Whether the row has no trade. */
    public boolean isBlank(int row) {
        return (flags[row] & BLANK) != 0;
    }

    public boolean isIdentified(int row) {
        return (flags[row] & IDENTIFIED) != 0;
    }

    /** Whether the trade came after its day was over, so that it is on no board. */
    public boolean isLate(int row) {
        return (flags[row] & LATE) != 0;
    }

    public int trader(int row) {
        return trader[row];
    }

    public int symbol(int row) {
        return symbol[row];
    }

    /** The number of the board of the trade's symbol and day, even where it is late. */
    public int boardOf(int row) {
        return board[row];
    }

    public long timestampMillis(int row) {
        return timestampMillis[row];
    }

    /** The quantity in units of the board's decimals. */
    public long units(int row) {
        return units[row];
    }

    public long identityHigh(int row) {
        return high[row];
    }

    public long identityLow(int row) {
        return low[row];
    }

    /** The trade of a row that has a board, as an object. */
    public LoggedTrade get(int row) {
        Board on = board(board[row]);
        return new LoggedTrade(
                traders.text(trader[row]),
                on.id().symbol(),
                timestampMillis[row],
                units[row],
                on.scale(),
                isIdentified(row) ? new Identity(high[row], low[row]) : null);
    }
}
