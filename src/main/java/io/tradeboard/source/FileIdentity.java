package io.tradeboard.source;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Collection;
import java.util.HexFormat;
import java.util.zip.ZipException;

/**
 * Knows a file again by how it starts, wherever it is moved and however it grows.
 *
 * <p>A name is {@code file:N:HASH}: SHA-256 over the first N bytes, N being 64 KiB or, where the file is shorter, its
 * length; of a packed file they are the unpacked bytes, so packing it changes no name. So a short file that grows gets a new name, and is still found under its old one; and two files that only
 * begin alike, as all do that have the same header, share no more than that beginning.
 *
 * @param name what the file is called from now on
 * @param before what it was called when it was last read, or {@code name}
 */
record FileIdentity(String name, String before) {
    private static final int MOST_BYTES = 64 << 10;
    private static final String PREFIX = "file:";

    /**
     * Identifies a file.
     *
     * @param in the file, unpacked
     * @param known names under which files were read before
     */
    static FileIdentity of(InputStream in, Collection<String> known) throws IOException {
        byte[] start = start(in);
        String now = name(start, start.length);
        String before = now;
        int longest = -1;
        for (String name : known) {
            int length = hashedBytes(name);
            if (length > longest && length <= start.length && name.equals(name(start, length))) {
                before = name;
                longest = length;
            }
        }
        return new FileIdentity(now, before);
    }

    /** The bytes at the start, as far as they can be unpacked; what breaks off there is told by who reads on. */
    private static byte[] start(InputStream in) throws IOException {
        byte[] start = new byte[MOST_BYTES];
        int length = 0;
        try {
            for (int read = 0; read >= 0 && length < MOST_BYTES; length += Math.max(0, read)) {
                read = in.read(start, length, MOST_BYTES - length);
            }
        } catch (ZipException e) {
            return Arrays.copyOf(start, length);
        }
        return Arrays.copyOf(start, length);
    }

    /** How many bytes a name was made from, or -1 if it does not name a file. */
    private static int hashedBytes(String name) {
        int colon = name.lastIndexOf(':');
        return name.startsWith(PREFIX) && colon > PREFIX.length()
                ? Integer.parseInt(name.substring(PREFIX.length(), colon))
                : -1;
    }

    private static String name(byte[] start, int length) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(Arrays.copyOf(start, length));
            return PREFIX + length + ":" + HexFormat.of().formatHex(hash, 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
