package io.tradeboard.trade;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads trades straight from the bytes of their lines, where these are as nearly all are: one JSON object without spaces,
 * of the fields of a trade and no others, all but the id given, in any order, without escapes; the timestamp in UTC with
 * milliseconds, or a number since the epoch without decimals; the quantity in plain digits; the symbol known from before, and the trader too
 * where its name has letters beyond ASCII.
 *
 * <p>Of any other line, be it right or wrong, it says nothing: {@link JsonTrades} and {@link TradeRules} have the last
 * word, and what they accept is what this would read. Not thread-safe.
 */
public final class FastDecoder {
    private static final int MOST_TRADERS = 1 << 20;
    private static final int MOST_SYMBOLS = 1 << 15;
    private static final long MAX_AHEAD_MILLIS = Duration.ofMinutes(5).toMillis();
    private static final int MAX_DIGITS = 18;
    private static final int DATE_LENGTH = "2026-11-22".length();
    private static final int TIMESTAMP_LENGTH = "2026-11-22T10:00:00.123Z".length();
    private static final int SECONDS_LENGTH = 10;
    private static final int MILLIS_LENGTH = 13;
    private static final int MICROS_LENGTH = 16;
    private static final int NANOS_LENGTH = 19;
    private static final int MOST_BYTES = 512;
    private static final long DAY_MILLIS = Duration.ofDays(1).toMillis();
    private static final long UNUSUAL = -1;
    private static final char DEL = 0x7F;

    private static final FieldKey[] KEYS =
            Arrays.stream(TradeField.values()).map(FieldKey::new).toArray(FieldKey[]::new);

    private static final int FIELDS = KEYS.length;
    private static final int ID = indexOf(TradeField.ID);
    private static final int TIMESTAMP = indexOf(TradeField.TIMESTAMP);
    private static final int TRADER = indexOf(TradeField.TRADER_ID);
    private static final int SYMBOL = indexOf(TradeField.SYMBOL);
    private static final int QUANTITY = indexOf(TradeField.QUANTITY);

    private final Symbols symbols;
    private final InternedNames traders = new InternedNames(MOST_TRADERS);
    private final InternedNames accepted = new InternedNames(MOST_SYMBOLS);
    private final Identities identities;
    private final int[] from = new int[FIELDS];
    private final int[] length = new int[FIELDS];
    private final boolean[] quoted = new boolean[FIELDS];

    /** Whether a text is of printable ASCII alone, which no rule forbids; for id and trader. */
    private final boolean[] plain = new boolean[FIELDS];

    private final byte[] gathered = new byte[MOST_BYTES];

    /** The date of the line before, and its begin. */
    private final byte[] date = "1970-01-01".getBytes(StandardCharsets.US_ASCII);

    private long dateMillis;

    public FastDecoder(Symbols symbols, Identities identities) {
        this.symbols = symbols;
        this.identities = identities;
    }

    private static int indexOf(TradeField field) {
        return Arrays.asList(TradeField.values()).indexOf(field);
    }

    /** Remembers the trader and the symbol of a trade that was accepted. */
    public void learn(Trade trade) {
        traders.add(trade.traderId());
        accepted.add(trade.symbol());
    }

    /**
     * Reads a line without its end.
     *
     * @param arrivalMillis when it arrived, in milliseconds since the epoch
     * @return the trade, as {@link LoggedTrade#of} makes it of what the rules accept; null where the line is unusual
     */
    public @Nullable LoggedTrade read(byte[] line, int start, int size, long arrivalMillis) {
        return findFields(line, start, start + size) ? trade(line, arrivalMillis) : null;
    }

    /**
     * Reads the names of the fields and their texts, which is the form of a trade in the stream.
     *
     * @param namesAndValues in turn
     * @return as for a line
     */
    public @Nullable LoggedTrade read(List<byte[]> namesAndValues, long arrivalMillis) {
        return gatherFields(namesAndValues) ? trade(gathered, arrivalMillis) : null;
    }

    private @Nullable LoggedTrade trade(byte[] line, long arrivalMillis) {
        String known = traders.find(line, from[TRADER], length[TRADER]);
        String symbol = accepted.find(line, from[SYMBOL], length[SYMBOL]);
        if (symbol == null || !quoted[TRADER] || !quoted[SYMBOL]) {
            return null;
        }
        if (known == null && !isPlainName(line)) {
            return null;
        }
        int scale = symbols.scale(symbol);
        long quantity = quantity(line, scale);
        long timestamp = timestamp(line);
        if (quantity == UNUSUAL || timestamp == UNUSUAL || timestamp - MAX_AHEAD_MILLIS > arrivalMillis) {
            return null;
        }
        LoggedTrade.Identity identity = null;
        if (length[ID] >= 0) {
            if (!quoted[ID] || !isPlain(ID, TradeRules.MAX_ID_BYTES)) {
                return null;
            }
            identity = identities.of(
                    line, from[ID], length[ID], from[SYMBOL], length[SYMBOL], from[TRADER], length[TRADER]);
        }
        String trader = known != null ? known : learn(line);
        return new LoggedTrade(trader, symbol, timestamp, quantity, scale, identity);
    }

    /** Puts the values of the fields behind each other, as if they were in a line; false where they are not the usual ones. */
    private boolean gatherFields(List<byte[]> namesAndValues) {
        Arrays.fill(length, -1);
        Arrays.fill(quoted, true);
        int end = 0;
        int expected = 0;
        for (int i = 0; i + 1 < namesAndValues.size(); i += 2) {
            int field = fieldOf(namesAndValues.get(i), expected);
            byte[] value = namesAndValues.get(i + 1);
            if (field < 0 || length[field] >= 0 || value.length > gathered.length - end) {
                return false;
            }
            expected = field + 1 == FIELDS ? 0 : field + 1;
            System.arraycopy(value, 0, gathered, end, value.length);
            from[field] = end;
            length[field] = value.length;
            plain[field] = (field == ID || field == TRADER) && isPlain(value);
            end += value.length;
        }
        return hasAll();
    }

    /** The field of that name, the expected one looked at first; -1 where it is none of them. */
    private static int fieldOf(byte[] name, int expected) {
        for (int i = 0; i < FIELDS; i++) {
            int field = expected + i < FIELDS ? expected + i : expected + i - FIELDS;
            if (KEYS[field].isNamed(name)) {
                return field;
            }
        }
        return -1;
    }

    private boolean hasAll() {
        return length[TIMESTAMP] >= 0 && length[TRADER] >= 0 && length[SYMBOL] >= 0 && length[QUANTITY] >= 0;
    }

    /** Finds where the value of each field is; false where the line is not of the usual form. */
    private boolean findFields(byte[] line, int start, int end) {
        Arrays.fill(length, -1);
        if (end - start < 2 || line[start] != '{' || line[end - 1] != '}') {
            return false;
        }
        int at = start + 1;
        int expected = 0;
        while (true) {
            int field = fieldAt(line, at, end, expected);
            if (field < 0 || length[field] >= 0) {
                return false;
            }
            expected = field + 1 == FIELDS ? 0 : field + 1;
            at += KEYS[field].length();
            quoted[field] = line[at] == '"';
            at += quoted[field] ? 1 : 0;
            from[field] = at;
            at = quoted[field] ? endOfText(line, at, field) : endOfNumber(line, at);
            if (at < 0) {
                return false;
            }
            length[field] = at - from[field];
            at += quoted[field] ? 1 : 0;
            if (at == end - 1) {
                return hasAll();
            }
            if (at >= end || line[at] != ',') {
                return false;
            }
            at++;
        }
    }

    /** The field whose key stands here, the expected one looked for first; -1 where it is none of them. */
    private static int fieldAt(byte[] line, int at, int end, int expected) {
        for (int i = 0; i < FIELDS; i++) {
            int field = expected + i < FIELDS ? expected + i : expected + i - FIELDS;
            if (KEYS[field].isAt(line, at, end)) {
                return field;
            }
        }
        return -1;
    }

    /** Where the closing quote is; -1 where there is an escape or a control character. The brace at the end stops it. */
    private int endOfText(byte[] line, int from, int field) {
        int usual = from + TIMESTAMP_LENGTH;
        if (field == TIMESTAMP && usual < line.length && line[from + DATE_LENGTH] == 'T' && line[usual] == '"') {
            // Each of its characters is looked at later, and none of them can be such.
            return usual;
        }
        int at = from;
        long beyond = 0;
        for (; at + Long.BYTES <= line.length; at += Long.BYTES) {
            long eight = EightBytes.at(line, at);
            long found = EightBytes.equal(eight, '"') | EightBytes.equal(eight, '\\') | EightBytes.less(eight, ' ');
            long unprintable = EightBytes.equal(eight, DEL) | EightBytes.beyondAscii(eight);
            if (found != 0) {
                int first = EightBytes.first(found);
                at += first;
                plain[field] = (beyond | EightBytes.before(unprintable, first)) == 0;
                return line[at] == '"' ? at : -1;
            }
            beyond |= unprintable;
        }
        while (at < line.length && line[at] != '"' && line[at] != '\\' && (line[at] < 0 || line[at] >= ' ')) {
            beyond |= line[at] < 0 || line[at] == DEL ? 1 : 0;
            at++;
        }
        plain[field] = beyond == 0;
        return at < line.length && line[at] == '"' ? at : -1;
    }

    private static int endOfNumber(byte[] line, int from) {
        int at = from;
        while (at < line.length && (isDigit(line[at]) || line[at] == '.')) {
            at++;
        }
        return at == from ? -1 : at;
    }

    /** Remembers the trader of a line that is a trade. */
    private String learn(byte[] line) {
        String trader = new String(line, from[TRADER], length[TRADER], StandardCharsets.US_ASCII);
        traders.add(trader);
        return trader;
    }

    /** Whether the trader is of printable ASCII alone, without a blank at either end. */
    private boolean isPlainName(byte[] line) {
        return isPlain(TRADER, TradeRules.MAX_TRADER_BYTES)
                && line[from[TRADER]] != ' '
                && line[from[TRADER] + length[TRADER] - 1] != ' ';
    }

    private boolean isPlain(int field, int most) {
        return plain[field] && length[field] > 0 && length[field] <= most;
    }

    private static boolean isPlain(byte[] text) {
        int at = 0;
        for (; at + Long.BYTES <= text.length; at += Long.BYTES) {
            long eight = EightBytes.at(text, at);
            if ((EightBytes.less(eight, ' ') | EightBytes.equal(eight, DEL) | EightBytes.beyondAscii(eight)) != 0) {
                return false;
            }
        }
        while (at < text.length && text[at] >= ' ' && text[at] < DEL) {
            at++;
        }
        return at == text.length;
    }

    /** Units of digits with or without a point among them. */
    private long quantity(byte[] line, int scale) {
        int end = from[QUANTITY] + length[QUANTITY];
        long units = 0;
        int point = -1;
        for (int i = from[QUANTITY]; i < end; i++) {
            if (isDigit(line[i])) {
                units = units * 10 + line[i] - '0';
            } else if (line[i] == '.' && point < 0) {
                point = i;
            } else {
                return UNUSUAL;
            }
        }
        int whole = (point < 0 ? end : point) - from[QUANTITY];
        int decimals = point < 0 ? 0 : end - point - 1;
        boolean leadingZero = whole > 1 && line[from[QUANTITY]] == '0';
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

    /** Milliseconds since the epoch: of {@code 2026-11-22T10:00:00.123Z}, or of a number of digits that gives the unit. */
    private long timestamp(byte[] line) {
        int at = from[TIMESTAMP];
        int size = length[TIMESTAMP];
        if (size == SECONDS_LENGTH || size == MILLIS_LENGTH || size == MICROS_LENGTH || size == NANOS_LENGTH) {
            return sinceEpoch(line, at, size);
        }
        if (!quoted[TIMESTAMP] || length[TIMESTAMP] != TIMESTAMP_LENGTH || !isDate(line, at)) {
            return UNUSUAL;
        }
        long hour = number(line, at + 11, 2);
        long minute = number(line, at + 14, 2);
        long second = number(line, at + 17, 2);
        long milli = number(line, at + 20, 3);
        boolean usual = line[at + 10] == 'T'
                && line[at + 13] == ':'
                && line[at + 16] == ':'
                && line[at + 19] == '.'
                && line[at + 23] == 'Z'
                && hour >= 0
                && hour < 24
                && minute >= 0
                && minute < 60
                && second >= 0
                && second < 60
                && milli >= 0;
        return usual ? dateMillis + ((hour * 60 + minute) * 60 + second) * 1_000 + milli : UNUSUAL;
    }

    private static long sinceEpoch(byte[] line, int at, int size) {
        if (line[at] == '0') {
            return UNUSUAL;
        }
        if (size == SECONDS_LENGTH) {
            long seconds = number(line, at, SECONDS_LENGTH);
            return seconds < 0 ? UNUSUAL : seconds * 1_000;
        }
        long millis = number(line, at, MILLIS_LENGTH);
        // What is finer is cut off, and must be digits all the same.
        return number(line, at + MILLIS_LENGTH, size - MILLIS_LENGTH) < 0 ? UNUSUAL : millis;
    }

    /** Whether there is a date, which is that of the line before more often than not. Before 1970 it is unusual. */
    private boolean isDate(byte[] line, int at) {
        if (Arrays.equals(date, 0, DATE_LENGTH, line, at, at + DATE_LENGTH)) {
            return true;
        }
        long year = number(line, at, 4);
        long month = number(line, at + 5, 2);
        long day = number(line, at + 8, 2);
        if (year < 1970 || month < 0 || day < 0 || line[at + 4] != '-' || line[at + 7] != '-') {
            return false;
        }
        try {
            dateMillis = LocalDate.of((int) year, (int) month, (int) day).toEpochDay() * DAY_MILLIS;
        } catch (DateTimeException e) {
            return false;
        }
        System.arraycopy(line, at, date, 0, DATE_LENGTH);
        return true;
    }

    /** The digits as a number, or a negative one where they are not all digits. */
    private static long number(byte[] line, int at, int digits) {
        long number = 0;
        for (int i = at; i < at + digits; i++) {
            if (!isDigit(line[i])) {
                return -1;
            }
            number = number * 10 + line[i] - '0';
        }
        return number;
    }

    private static boolean isDigit(byte b) {
        return b >= '0' && b <= '9';
    }
}
