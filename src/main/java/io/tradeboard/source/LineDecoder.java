package io.tradeboard.source;

import io.tradeboard.trade.BadTradeException;
import io.tradeboard.trade.CsvTrades;
import io.tradeboard.trade.JsonTrades;
import io.tradeboard.trade.RawTrade;
import org.jspecify.annotations.Nullable;

/**
 * Decodes lines that are NDJSON or CSV, whichever the first line shows: one that starts with a brace is an object, any
 * other must be a CSV header.
 */
final class LineDecoder {
    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private boolean json;
    private @Nullable CsvTrades csv;

    /** Whether it is known that this line is an object, whatever it says. */
    boolean isObject(byte[] line, int from, int length) {
        return json && !isBlank(line, from, length);
    }

    /**
     * Takes the next line.
     *
     * @return its trade, or null for a header or a blank line
     */
    @Nullable
    RawTrade decode(byte[] line, int from, int length) throws BadTradeException {
        if (isBlank(line, from, length)) {
            return null;
        }
        if (json) {
            return JsonTrades.decode(line, from, length);
        }
        CsvTrades columns = csv;
        if (columns != null) {
            return columns.decode(line, from, length);
        }
        int mark = startsWithMark(line, from, length) ? BYTE_ORDER_MARK.length : 0;
        if (length > mark && line[from + mark] == '{') {
            json = true;
            return JsonTrades.decode(line, from + mark, length - mark);
        }
        try {
            csv = new CsvTrades(line, from + mark, length - mark);
            return null;
        } catch (BadTradeException e) {
            throw new BadTradeException("neither a JSON object nor a CSV header: " + e.reason());
        }
    }

    /** Whether a line has shown what the others are. */
    boolean knowsFormat() {
        return json || csv != null;
    }

    private static boolean isBlank(byte[] line, int from, int length) {
        for (int i = from; i < from + length; i++) {
            if (line[i] != ' ' && line[i] != '\t') {
                return false;
            }
        }
        return true;
    }

    private static boolean startsWithMark(byte[] line, int from, int length) {
        return length >= BYTE_ORDER_MARK.length
                && line[from] == BYTE_ORDER_MARK[0]
                && line[from + 1] == BYTE_ORDER_MARK[1]
                && line[from + 2] == BYTE_ORDER_MARK[2];
    }
}
