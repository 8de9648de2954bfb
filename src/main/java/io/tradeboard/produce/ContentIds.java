package io.tradeboard.produce;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** An id is SHA-256 over all lines up to its own, each with a line end. Not thread-safe. */
final class ContentIds implements TradeIds {
    private static final int ID_BYTES = 16;
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private final MessageDigest digest;

    ContentIds() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    @Override
    public void pass(String line) {
        String text = line.startsWith(BYTE_ORDER_MARK) ? line.substring(1) : line;
        digest.update(text.getBytes(StandardCharsets.UTF_8));
        digest.update((byte) '\n');
    }

    @Override
    public String id() {
        try {
            MessageDigest upToHere = (MessageDigest) digest.clone();
            return HexFormat.of().formatHex(upToHere.digest(), 0, ID_BYTES);
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("the SHA-256 of Java can be cloned", e);
        }
    }
}
