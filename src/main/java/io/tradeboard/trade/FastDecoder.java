package io.tradeboard.trade;

import static io.tradeboard.trade.UsualFields.ID;
import static io.tradeboard.trade.UsualFields.QUANTITY;
import static io.tradeboard.trade.UsualFields.SYMBOL;
import static io.tradeboard.trade.UsualFields.TIMESTAMP;
import static io.tradeboard.trade.UsualFields.TRADER;

import io.tradeboard.trade.Identities.Kind;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.LongStream;

/**
 * Reads trades straight from the bytes of their lines, where these are as nearly all are: one JSON object without spaces,
 * of the fields of a trade and no others, all but the id given, in any order, without escapes; the timestamp in UTC with
 * milliseconds, or a number since the epoch without decimals; the quantity in plain digits; the symbol known from before, and the trader too
 * where its name has letters beyond ASCII.
 *
 * <p>Of any other line, be it right or wrong, it says nothing: {@link JsonTrades} and {@link TradeRules} have the last
 * word, and what they accept is what this would read. Only whether a trade is ahead of the clock is not looked at here, as
 * it depends on more than the line. Not thread-safe.
 */
public final class FastDecoder {
    private static final int MOST_TRADERS = 1 << 20;
    private static final int MOST_SYMBOLS = 1 << 15;
    private static final int MAX_DIGITS = 18;
    private static final long UNUSUAL = UsualTimestamps.UNUSUAL;

    /** Powers of ten by which any number of seven digits can be multiplied. */
    private static final long[] TENS =
            LongStream.iterate(1, ten -> 10 * ten).limit(12).toArray();

    private Symbols configured;
    private final Identities identities;
    private final UsualFields fields = new UsualFields();
    private final UsualTimestamps timestamps = new UsualTimestamps();
    private KeyedNames traders;
    private SymbolTable symbols;

    public FastDecoder(Symbols configured, Identities identities) {
        this.configured = configured;
        this.identities = identities;
        this.traders = new KeyedNames(Kind.TRADER, identities);
        this.symbols = new SymbolTable(configured, identities);
    }

    /** Reads by other symbols; the columns of before hold numbers of symbols that mean nothing any more. */
    public void use(Symbols changed) {
        configured = changed;
        symbols = new SymbolTable(changed, identities);
    }

    /** Makes columns ready for rows of this decoder. Names that became too many are forgotten here. */
    public void begin(TradeColumns columns) {
        if (traders.size() > MOST_TRADERS) {
            traders = new KeyedNames(Kind.TRADER, identities);
        }
        if (symbols.size() > MOST_SYMBOLS) {
            symbols = new SymbolTable(configured, identities);
        }
        columns.clear(traders.names());
    }

    /** The symbols by the numbers that rows have. */
    public SymbolTable symbols() {
        return symbols;
    }

    /**
     * Reads a line without its end into a blank row.
     *
     * @return whether it could; if not, the row is left blank
     */
    public boolean read(byte[] line, int start, int size, TradeColumns into, int row) {
        return fields.find(line, start, start + size) && put(into, row);
    }

    /**
     * Reads the names of the fields and their texts, which is the form of a trade in the stream.
     *
     * @param namesAndValues in turn
     * @return as for a line
     */
    public boolean read(List<byte[]> namesAndValues, TradeColumns into, int row) {
        return fields.gather(namesAndValues) && put(into, row);
    }

    /** Puts a trade that the rules accept into a row, and knows its trader and its symbol from now on. */
    public void put(Trade trade, TradeColumns into, int row) {
        byte[] trader = trade.traderId().getBytes(StandardCharsets.UTF_8);
        int traderNumber = traders.number(trader, 0, trader.length);
        int symbolNumber = symbols.number(trade.symbol());
        into.set(row, traderNumber, trade.timestampMillis(), trade.quantity());
        into.setSymbol(row, symbolNumber);
        String id = trade.id();
        if (id != null) {
            byte[] bytes = id.getBytes(StandardCharsets.UTF_8);
            identities.takeId(bytes, 0, bytes.length);
            identify(into, row, traderNumber, symbolNumber, identities.high(), identities.low());
        }
    }

    private boolean put(TradeColumns into, int row) {
        byte[] line = fields.bytes();
        if (!fields.isQuoted(TRADER) || !fields.isQuoted(SYMBOL)) {
            return false;
        }
        int symbol = symbols.find(line, fields.from(SYMBOL), fields.length(SYMBOL));
        if (symbol < 0) {
            return false;
        }
        int quantityAt = fields.from(QUANTITY);
        long units = quantity(line, quantityAt, quantityAt + fields.length(QUANTITY), symbols.scale(symbol));
        long millis =
                timestamps.read(line, fields.from(TIMESTAMP), fields.length(TIMESTAMP), fields.isQuoted(TIMESTAMP));
        if (units == UNUSUAL || millis == UNUSUAL) {
            return false;
        }
        boolean identified = fields.length(ID) >= 0;
        if (identified && !(fields.isQuoted(ID) && fields.isPlain(ID, TradeRules.MAX_ID_BYTES))) {
            return false;
        }
        int trader = trader(line);
        if (trader < 0) {
            return false;
        }
        into.set(row, trader, millis, units);
        into.setSymbol(row, symbol);
        if (identified) {
            UuidReader uuid = fields.uuid();
            if (uuid != null) {
                identify(into, row, trader, symbol, uuid.high(), uuid.low());
            } else {
                identities.takeId(line, fields.from(ID), fields.length(ID));
                identify(into, row, trader, symbol, identities.high(), identities.low());
            }
        }
        return true;
    }

    private void identify(TradeColumns into, int row, int trader, int symbol, long idHigh, long idLow) {
        into.identify(
                row,
                idHigh + symbols.high(symbol) + traders.high(trader),
                idLow + symbols.low(symbol) + traders.low(trader));
    }

    /** The number of the trader: a plain name may be a new one, any other must be known. */
    private int trader(byte[] line) {
        int from = fields.from(TRADER);
        int length = fields.length(TRADER);
        boolean plain = fields.isPlain(TRADER, TradeRules.MAX_TRADER_BYTES)
                && line[from] != ' '
                && line[from + length - 1] != ' ';
        return plain ? traders.number(line, from, length) : traders.find(line, from, length);
    }

    /** Units of digits with or without a point among them. Nearly all are so short that they can be read at once. */
    private static long quantity(byte[] line, int from, int end, int scale) {
        int length = end - from;
        if (length < Long.BYTES && from + Long.BYTES <= line.length) {
            long text = EightBytes.before(EightBytes.at(line, from), length);
            long point = EightBytes.equal(text, '.');
            int whole = point == 0 ? length : EightBytes.first(point);
            int decimals = point == 0 ? 0 : length - whole - 1;
            int tens = scale - decimals;
            boolean usual = whole > 0 && (whole == 1 || line[from] != '0') && (point == 0 || decimals > 0);
            long digits = point == 0 ? text : EightBytes.without(text, whole);
            int count = whole + decimals;
            if (usual && tens >= 0 && tens < TENS.length && EightBytes.areDigits(digits, count)) {
                long units = EightBytes.number(digits, count) * TENS[tens];
                return units == 0 || units > Quantity.MAX_UNITS ? UNUSUAL : units;
            }
        }
        return anyQuantity(line, from, end, scale);
    }

    private static long anyQuantity(byte[] line, int from, int end, int scale) {
        long units = 0;
        int point = -1;
        for (int i = from; i < end; i++) {
            if (UsualFields.isDigit(line[i])) {
                units = units * 10 + line[i] - '0';
            } else if (line[i] == '.' && point < 0) {
                point = i;
            } else {
                return UNUSUAL;
            }
        }
        int whole = (point < 0 ? end : point) - from;
        int decimals = point < 0 ? 0 : end - point - 1;
        boolean leadingZero = whole > 1 && line[from] == '0';
        if (whole == 0 || point == end - 1 || leadingZero || whole + decimals > MAX_DIGITS) {
            return UNUSUAL;
        }
        for (; decimals > scale; decimals--) {
            if (units % 10 != 0) {
                return UNUSUAL;
            }
            units /= 10;
        }
        for (; decimals < scale && units <= Quantity.MAX_UNITS; decimals++) {
            units *= 10;
        }
        return units == 0 || units > Quantity.MAX_UNITS ? UNUSUAL : units;
    }
}
