package io.tradeboard.serve;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.zip.GZIPOutputStream;

/**
 * An answer's body, encoded once: as it is, packed, and with the entity tag of both (RFC 9110, section 8.8.3).
 *
 * @param type the media type, with its charset where it has one
 * @param plain the bytes; not to be changed
 * @param packed the same by gzip, or as they are where packing gains nothing; not to be changed
 * @param tag the strong tag of the plain form in its quotes
 * @param packedTag that of the packed form
 */
@SuppressWarnings("ArrayRecordComponent") // Nobody compares these; the tag does.
record Representation(String type, byte[] plain, byte[] packed, String tag, String packedTag) {
    private static final int TAG_BYTES = 8;
    private static final int WORTH_PACKING = 512;

    /** Encodes text. */
    static Representation of(String type, String text) {
        return of(type, text.getBytes(StandardCharsets.UTF_8));
    }

    /** Packs bytes, and names them by what they are. */
    static Representation of(String type, byte[] plain) {
        String digest = HexFormat.of().formatHex(sha256(plain), 0, TAG_BYTES);
        boolean packable = plain.length >= WORTH_PACKING && !type.startsWith("image/png");
        return new Representation(
                type, plain, packable ? gzip(plain) : plain, '"' + digest + '"', '"' + digest + "-gzip\"");
    }

    /** Whether the packed form is another one. */
    boolean isPackable() {
        return packed != plain;
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static byte[] gzip(byte[] plain) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream(plain.length / 2);
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(plain);
        } catch (IOException e) {
            throw new UncheckedIOException("bytes in memory cannot fail to be written", e);
        }
        return packed.toByteArray();
    }
}
