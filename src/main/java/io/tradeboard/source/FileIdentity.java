package io.tradeboard.source;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Collection;
import java.util.HexFormat;

/**
 * Knows a file again by how it starts, wherever it is moved and however it grows.
 *
 * <p>A name is {@code file:N:HASH}: SHA-256 over the first N bytes, N being 64 KiB or, where the file is shorter, its
 * length. So a short file that grows gets a new name, and is still found under its old one; and two files that only
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
     * @param known names under which files were read before
     */
    static FileIdentity of(Path path, Collection<String> known) throws IOException {
        byte[] start;
        try (InputStream in = Files.newInputStream(path)) {
            start = in.readNBytes(MOST_BYTES);
        }
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
