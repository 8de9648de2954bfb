package io.tradeboard.source;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Bytes by which a format is recognised. */
final class Magic {
    static final byte[] ZIP = hex("504b0304");
    static final int TAR_AT = 257;
    private static final int PATTERN_BYTES = 16;

    private Magic() {}

    static byte[] hex(String digits) {
        return HexFormat.of().parseHex(digits);
    }

    static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    static boolean begins(byte[] bytes, int from, int length, byte[] magic) {
        if (length < magic.length) {
            return false;
        }
        for (int i = 0; i < magic.length; i++) {
            if (bytes[from + i] != magic[i]) {
                return false;
            }
        }
        return true;
    }

    /** Whether bytes are zero in turn, as those of ASCII are in a wider encoding: {@code 0} in the pattern is zero. */
    static boolean zeros(byte[] bytes, int from, int length, String pattern) {
        int looked = Math.min(PATTERN_BYTES, length);
        for (int i = 0; i < looked; i++) {
            if (bytes[from + i] == 0 != (pattern.charAt(i % pattern.length()) == '0')) {
                return false;
            }
        }
        return looked >= 2 * pattern.length();
    }
}
