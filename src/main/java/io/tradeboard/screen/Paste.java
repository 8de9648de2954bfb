package io.tradeboard.screen;

import io.tradeboard.text.Printable;
import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/** A text that is being pasted: its bytes, up to the sequence with which the terminal ends it. */
final class Paste {
    /** Far more than a search takes; the rest is swallowed. */
    private static final int KEPT_BYTES = 1_024;

    private static final int ESC = 0x1B;
    private static final byte[] END = "\u001b[201~".getBytes(StandardCharsets.US_ASCII);

    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
    private int matched;

    /** Takes the next byte; returns whether it was the last one. */
    boolean isEndedBy(int b) {
        matched = b == END[matched] ? matched + 1 : b == ESC ? 1 : 0;
        if (matched == 0 && kept.size() < KEPT_BYTES) {
            kept.write(b);
        }
        return matched == END.length;
    }

    /** What can be typed of the first line that is not blank. */
    String firstLine(Charset charset) {
        StringBuilder line = new StringBuilder();
        kept.toString(charset)
                .lines()
                .filter(each -> !each.isBlank())
                .findFirst()
                .orElse("")
                .strip()
                .codePoints()
                .filter(c -> Printable.isSafe(c) && c != 0xFFFD)
                .forEach(line::appendCodePoint);
        return line.toString();
    }
}
