package io.tradeboard.produce;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A hash chain over lines: each link is SHA-256 over the one before and the line. Not thread-safe. */
final class ContentIds implements TradeIds {
    private static final int ID_BYTES = 16;
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private final MessageDigest digest;
    private byte[] link = {};

    ContentIds() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    @Override
    public String next(String line) {
        String text = line.startsWith(BYTE_ORDER_MARK) ? line.substring(1) : line;
        digest.update(link);
        link = digest.digest(text.getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(link, 0, ID_BYTES);
    }
}
