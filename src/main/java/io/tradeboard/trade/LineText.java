package io.tradeboard.trade;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Turns the bytes of one line into text, or says why it is none. */
final class LineText {
    private static final char REPLACEMENT = '\uFFFD';
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private LineText() {}

    /**
     * Decodes a line of at most {@link RawTrade#MAX_LINE_BYTES} bytes as strict UTF-8 (RFC 3629: no overlong forms, no
     * surrogates). A leading byte order mark is dropped, as RFC 8259 allows, because a file may start with one.
     */
    static String decode(byte[] line, int offset, int length) throws BadTradeException {
        if (length > RawTrade.MAX_LINE_BYTES) {
            throw new BadTradeException("line is longer than " + RawTrade.MAX_LINE_BYTES + " bytes");
        }
        // The fast decoder writes a replacement character for malformed input; the slow one distinguishes it from a
        // genuine
        // one.
        String text = new String(line, offset, length, StandardCharsets.UTF_8);
        if (text.indexOf(REPLACEMENT) >= 0) {
            checkStrictly(line, offset, length);
        }
        return text.indexOf(BYTE_ORDER_MARK) == 0 ? text.substring(1) : text;
    }

    private static void checkStrictly(byte[] line, int offset, int length) throws BadTradeException {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(line, offset, length));
        } catch (CharacterCodingException e) {
            throw new BadTradeException("not valid UTF-8");
        }
    }
}
