package io.tradeboard.source;

import io.tradeboard.source.TextLine.Decoded;
import io.tradeboard.trade.BadTradeException;
import io.tradeboard.trade.CsvTrades;
import io.tradeboard.trade.JsonTrades;
import io.tradeboard.trade.OpenQuote;
import io.tradeboard.trade.RawTrade;
import org.jspecify.annotations.Nullable;

/**
 * Decodes lines that are NDJSON or CSV, whichever the first line shows: one that starts with a brace is an object, which is
 * decoded when its fields are asked for, and any other must be a CSV header. A first line that is neither means that the input is something else, and throws an
 * {@link UnreadableInputException}.
 *
 * <p>Below the first header, another one applies from there on. A CSV record that spans lines is refused, each of its
 * lines, so that nothing within a quoted cell ever counts as a trade; so is every line below a header that is refused.
 */
final class LineDecoder {
    private static final byte[] BYTE_ORDER_MARK = Magic.hex("efbbbf");

    private final String label;
    private final OpenQuote quote = new OpenQuote();
    private boolean json;
    private @Nullable CsvTrades csv;
    private long recordStart;
    private long badHeader;

    /** @param label what the operator calls the input */
    LineDecoder(String label) {
        this.label = label;
    }

    /** For lines that are objects from the first one on. */
    static LineDecoder ofJson(String label) {
        LineDecoder decoder = new LineDecoder(label);
        decoder.json = true;
        return decoder;
    }

    /** Whether lines are objects. */
    boolean isJson() {
        return json;
    }

    /**
     * Takes the next line.
     *
     * @param number which line it is
     * @param tooLong whether this is only its start, and all of it was taken in parts
     * @return what it says, or null for a header or a blank line
     * @throws UnreadableInputException if it is the first one and shows that the input is something else
     */
    @Nullable
    Decoded take(long number, byte[] line, int from, int length, boolean tooLong) throws UnreadableInputException {
        if (json && !tooLong) {
            return isBlank(line, from, length) ? null : Decoded.LATER;
        }
        try {
            if (tooLong) {
                endLongLine(number, line, from, length);
            }
            RawTrade trade = decode(number, line, from, length);
            return trade == null ? null : new Decoded(trade, "");
        } catch (BadTradeException e) {
            return new Decoded(null, e.reason());
        }
    }

    /** Takes a part of a line that is too long. */
    void partOfLongLine(byte[] line, int from, int length) {
        if (csv != null) {
            quote.take(line, from, length);
        }
    }

    /** Takes a line that was counted before, only to know what those below it are. */
    void pass(long number, byte[] line, int from, int length, boolean tooLong) throws UnreadableInputException {
        if (csv != null && recordStart == 0 && badHeader == 0 && !tooLong && hasNumber(line, from, length)) {
            quote.take(line, from, length);
            quote.endLine();
            recordStart = quote.isOpen() ? number : 0;
        } else {
            take(number, line, from, length, tooLong);
        }
    }

    private @Nullable RawTrade decode(long number, byte[] line, int from, int length)
            throws BadTradeException, UnreadableInputException {
        if (isBlank(line, from, length)) {
            return null;
        }
        CsvTrades columns = csv;
        if (columns == null) {
            return first(line, from, length);
        }
        quote.take(line, from, length);
        checkRecord(number);
        return below(columns, number, line, from, length);
    }

    private @Nullable RawTrade first(byte[] line, int from, int length)
            throws BadTradeException, UnreadableInputException {
        int mark = markLength(line, from, length);
        int at = from + mark;
        int size = length - mark;
        if (isBlank(line, at, size)) {
            return null;
        }
        checkFormat(line, at, size);
        if (line[firstCharacter(line, at)] == '{') {
            json = true;
            return JsonTrades.decode(line, at, size);
        }
        csv = header(line, at, size);
        return null;
    }

    /** Takes a line below a header. Only one that is refused anyway is looked at as a header itself. */
    private @Nullable RawTrade below(CsvTrades columns, long number, byte[] line, int from, int length)
            throws BadTradeException {
        RawTrade trade = null;
        BadTradeException refused;
        try {
            trade = columns.decode(line, from, length);
            if (badHeader == 0 && hasDigit(trade.quantity())) {
                return trade;
            }
            refused = null;
        } catch (BadTradeException e) {
            refused = e;
        }
        if (isHeader(number, line, from, length)) {
            return null;
        }
        if (badHeader > 0) {
            throw new BadTradeException("it follows the header of line " + badHeader + ", which was rejected");
        }
        if (refused != null) {
            throw refused;
        }
        return trade;
    }

    private boolean isHeader(long number, byte[] line, int from, int length) throws BadTradeException {
        try {
            CsvTrades header = CsvTrades.headerIn(line, from, length);
            if (header != null) {
                csv = header;
                badHeader = 0;
            }
            return header != null;
        } catch (BadTradeException e) {
            badHeader = number;
            throw e;
        }
    }

    private static boolean hasDigit(@Nullable String quantity) {
        return quantity != null && quantity.chars().anyMatch(c -> c >= '0' && c <= '9');
    }

    /** Takes the end of a line, of which all was shown to {@link OpenQuote}. */
    private void checkRecord(long number) throws BadTradeException {
        boolean within = recordStart > 0;
        long start = within ? recordStart : number;
        quote.endLine();
        recordStart = quote.isOpen() ? start : 0;
        if (within || quote.isOpen()) {
            throw new BadTradeException("it is part of the CSV record that begins in line " + start
                    + ", whose quote is not closed on that line");
        }
    }

    private void checkFormat(byte[] line, int from, int length) throws UnreadableInputException {
        int blanks = firstCharacter(line, from) - from;
        ForeignFormat format = ForeignFormat.of(line, from + blanks, length - blanks);
        if (format != null) {
            throw format.in(label);
        }
    }

    private CsvTrades header(byte[] line, int from, int length) throws UnreadableInputException {
        for (int i = from; i < from + length; i++) {
            if (line[i] == '\r') {
                throw new UnreadableInputException(label + " has lines that end with CR alone; convert it: "
                        + ForeignFormat.conversion("tr '\\r' '\\n' < FILE", label));
            }
        }
        try {
            return new CsvTrades(line, from, length);
        } catch (BadTradeException e) {
            String reason = label + " is neither NDJSON nor CSV with a header: " + e.reason();
            throw new UnreadableInputException(
                    CsvTrades.namesFields(line, from, length)
                            ? reason
                            : reason + "; name its columns in their order: "
                                    + ForeignFormat.conversion("(echo traderId,symbol,quantity; cat FILE)", label));
        }
    }

    /** Takes the end of a line that is too long to be decoded. */
    private void endLongLine(long number, byte[] line, int from, int length)
            throws BadTradeException, UnreadableInputException {
        if (!json && csv == null) {
            int mark = markLength(line, from, length);
            checkFormat(line, from + mark, length - mark);
            if (line[firstCharacter(line, from + mark)] != '{') {
                throw new UnreadableInputException(
                        label + " is neither NDJSON nor CSV with a header: its first line is longer than 64 KiB");
            }
            json = true;
        }
        if (csv != null) {
            checkRecord(number);
        }
        throw new BadTradeException("line is longer than " + LineSplitter.MAX_LINE_BYTES + " bytes");
    }

    private static boolean hasNumber(byte[] line, int from, int length) {
        for (int i = from; i < from + length; i++) {
            if (line[i] >= '0' && line[i] <= '9' && (i == from || line[i - 1] == ',')) {
                return true;
            }
        }
        return false;
    }

    private static int markLength(byte[] line, int from, int length) {
        return Magic.begins(line, from, length, BYTE_ORDER_MARK) ? BYTE_ORDER_MARK.length : 0;
    }

    /** Where the first byte is that is not a blank, of a line that has one. */
    private static int firstCharacter(byte[] line, int from) {
        int at = from;
        while (at + 1 < line.length && (line[at] == ' ' || line[at] == '\t')) {
            at++;
        }
        return at;
    }

    private static boolean isBlank(byte[] line, int from, int length) {
        for (int i = from; i < from + length; i++) {
            if (line[i] != ' ' && line[i] != '\t') {
                return false;
            }
        }
        return true;
    }
}
