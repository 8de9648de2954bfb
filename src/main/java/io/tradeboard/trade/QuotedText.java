package io.tradeboard.trade;

/** Finds where a quoted text of JSON without escapes ends. Not thread-safe. */
final class QuotedText {
    private static final char DEL = 0x7F;

    private boolean plain;

    /** Whether the text that was looked at last is of printable ASCII alone. */
    boolean isPlain() {
        return plain;
    }

    /**
     * Finds the closing quote of the text that begins there; eight bytes are looked at together.
     *
     * @return where it is; -1 where an escape, a control character, as the end of the line is, or the end of the array is
     *     before it
     */
    int end(byte[] line, int from) {
        int at = from;
        long beyond = 0;
        for (; at + Long.BYTES <= line.length; at += Long.BYTES) {
            long eight = EightBytes.at(line, at);
            long found = EightBytes.equal(eight, '"') | EightBytes.equal(eight, '\\') | EightBytes.less(eight, ' ');
            long unprintable = EightBytes.equal(eight, DEL) | EightBytes.beyondAscii(eight);
            if (found != 0) {
                int first = EightBytes.first(found);
                at += first;
                plain = (beyond | EightBytes.before(unprintable, first)) == 0;
                return line[at] == '"' ? at : -1;
            }
            beyond |= unprintable;
        }
        while (at < line.length && line[at] != '"' && line[at] != '\\' && (line[at] < 0 || line[at] >= ' ')) {
            beyond |= line[at] < 0 || line[at] == DEL ? 1 : 0;
            at++;
        }
        plain = beyond == 0;
        return at < line.length && line[at] == '"' ? at : -1;
    }

    /** Whether all of a text is of printable ASCII. */
    static boolean isPlain(byte[] text) {
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
}
