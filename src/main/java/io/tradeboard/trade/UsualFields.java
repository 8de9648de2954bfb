package io.tradeboard.trade;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds the fields of a trade in the bytes of a line, which is one JSON object without spaces and escapes, or among the
 * names and values of an entry: where each text is, whether it was quoted, and whether it is plain.
 *
 * <p>The key that is expected next is looked for first; eight bytes are looked at together. Not thread-safe.
 */
final class UsualFields {
    private static final int MOST_BYTES = 512;
    private static final int DATE_LENGTH = "2026-11-22".length();
    private static final int TIMESTAMP_LENGTH = "2026-11-22T10:00:00.123Z".length();

    /** Bytes that any separator has at most. */
    private static final int LONGEST = 2 * Long.BYTES;

    private static final FieldKey[] KEYS =
            Arrays.stream(TradeField.values()).map(FieldKey::new).toArray(FieldKey[]::new);

    private static final int FIELDS = KEYS.length;
    static final int ID = indexOf(TradeField.ID);
    static final int TIMESTAMP = indexOf(TradeField.TIMESTAMP);
    static final int TRADER = indexOf(TradeField.TRADER_ID);
    static final int SYMBOL = indexOf(TradeField.SYMBOL);
    static final int QUANTITY = indexOf(TradeField.QUANTITY);

    private static final Separator TO_ID = Separator.of("{\"id\":\"");
    private static final Separator TO_TIMESTAMP = Separator.of("\",\"timestamp\":\"");
    private static final Separator TO_TRADER = Separator.of("\",\"traderId\":\"");
    private static final Separator TO_SYMBOL = Separator.of("\",\"symbol\":\"");
    private static final Separator TO_QUANTITY = Separator.of("\",\"quantity\":\"");

    private final int[] from = new int[FIELDS];
    private final int[] length = new int[FIELDS];
    private final boolean[] quoted = new boolean[FIELDS];

    /** Whether a text is of printable ASCII alone, which no rule forbids; for id and trader. */
    private final boolean[] plain = new boolean[FIELDS];

    private final QuotedText text = new QuotedText();
    private final UuidReader uuid = new UuidReader();
    private boolean idIsUuid;
    private final byte[] gathered = new byte[MOST_BYTES];
    private byte[] bytes = gathered;

    private static int indexOf(TradeField field) {
        return Arrays.asList(TradeField.values()).indexOf(field);
    }

    /** Where the texts are. */
    byte[] bytes() {
        return bytes;
    }

    int from(int field) {
        return from[field];
    }

    /** How many bytes the text has; -1 where the field is not there. */
    int length(int field) {
        return length[field];
    }

    boolean isQuoted(int field) {
        return quoted[field];
    }

    /** Whether id or trader has that many bytes at most, at least one, all of them of printable ASCII. */
    boolean isPlain(int field, int most) {
        return plain[field] && length[field] > 0 && length[field] <= most;
    }

    /** The UUID that the id is, if that was seen; null means nothing. */
    @Nullable
    UuidReader uuid() {
        return idIsUuid ? uuid : null;
    }

    private void begin(byte[] texts) {
        bytes = texts;
        idIsUuid = false;
        Arrays.fill(length, -1);
    }

    /** Puts the values of the fields behind each other, as if they were in a line; false where they are not the usual ones. */
    boolean gather(List<byte[]> namesAndValues) {
        begin(gathered);
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
            plain[field] = (field == ID || field == TRADER) && QuotedText.isPlain(value);
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
    boolean find(byte[] line, int start, int end) {
        return findInOrder(line, start, end) || findInAnyOrder(line, start, end);
    }

    /**
     * Finds them where all are there, quoted and in the order of {@link TradeField}, the id a UUID and the timestamp as long
     * as one in milliseconds: then nearly everything has its place. Quantity and timestamp are looked at by who reads them.
     */
    private boolean findInOrder(byte[] line, int start, int end) {
        int timestampAt = start + TO_ID.length() + UuidReader.LENGTH + TO_TIMESTAMP.length();
        int traderAt = timestampAt + TIMESTAMP_LENGTH + TO_TRADER.length();
        if (traderAt + LONGEST > end
                || !TO_ID.isAt(line, start)
                || !TO_TIMESTAMP.isAt(line, timestampAt - TO_TIMESTAMP.length())
                || !TO_TRADER.isAt(line, traderAt - TO_TRADER.length())
                || !uuid.read(line, start + TO_ID.length())) {
            return false;
        }
        int traderEnd = text.end(line, traderAt);
        if (traderEnd < 0 || traderEnd + LONGEST > end || !TO_SYMBOL.isAt(line, traderEnd)) {
            return false;
        }
        plain[TRADER] = text.isPlain();
        int symbolAt = traderEnd + TO_SYMBOL.length();
        int symbolEnd = text.end(line, symbolAt);
        if (symbolEnd < 0 || symbolEnd + LONGEST > end || !TO_QUANTITY.isAt(line, symbolEnd)) {
            return false;
        }
        int quantityAt = symbolEnd + TO_QUANTITY.length();
        int quantityEnd = end - 2;
        if (line[quantityEnd] != '"' || line[quantityEnd + 1] != '}') {
            return false;
        }
        bytes = line;
        idIsUuid = true;
        plain[ID] = true;
        put(ID, start + TO_ID.length(), start + TO_ID.length() + UuidReader.LENGTH);
        put(TIMESTAMP, timestampAt, timestampAt + TIMESTAMP_LENGTH);
        put(TRADER, traderAt, traderEnd);
        put(SYMBOL, symbolAt, symbolEnd);
        put(QUANTITY, quantityAt, quantityEnd);
        return true;
    }

    private void put(int field, int begin, int end) {
        from[field] = begin;
        length[field] = end - begin;
        quoted[field] = true;
    }

    private boolean findInAnyOrder(byte[] line, int start, int end) {
        begin(line);
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

    /** Where the closing quote is; -1 where there is none that {@link QuotedText} finds. */
    private int endOfText(byte[] line, int from, int field) {
        int usual = from + TIMESTAMP_LENGTH;
        if (field == TIMESTAMP && usual < line.length && line[from + DATE_LENGTH] == 'T' && line[usual] == '"') {
            // Each of its characters is looked at later, and none of them can be such.
            return usual;
        }
        int endOfUuid = from + UuidReader.LENGTH;
        if (field == ID && endOfUuid < line.length && line[endOfUuid] == '"' && uuid.read(line, from)) {
            idIsUuid = true;
            plain[ID] = true;
            return endOfUuid;
        }
        int end = text.end(line, from);
        plain[field] = text.isPlain();
        return end;
    }

    private static int endOfNumber(byte[] line, int from) {
        int at = from;
        while (at < line.length && (isDigit(line[at]) || line[at] == '.')) {
            at++;
        }
        return at == from ? -1 : at;
    }

    static boolean isDigit(byte b) {
        return b >= '0' && b <= '9';
    }
}
