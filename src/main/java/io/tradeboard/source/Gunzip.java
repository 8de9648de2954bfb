package io.tradeboard.source;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import java.util.zip.ZipException;

/**
 * Unpacks gzip (RFC 1952), one member after the other, as a file has them that was appended to.
 *
 * <p>The JDK's {@code GZIPInputStream} will not do: it takes a pause of a pipe between two members for the end, and a
 * member whose header is cut off for none at all. Here the end is where the bytes end between two members, or where only
 * zeros follow a member, with which tapes and block devices pad; anything else throws a {@link ZipException}, after
 * everything before it was given out. Memory is bounded, whatever is packed.
 */
final class Gunzip extends InputStream {
    private static final int BUFFER_BYTES = 64 << 10;
    private static final int MAGIC_1 = 0x1f;
    private static final int MAGIC_2 = 0x8b;
    private static final int DEFLATE = 8;
    private static final int HEADER_CRC = 1 << 1;
    private static final int EXTRA = 1 << 2;
    private static final int NAME = 1 << 3;
    private static final int COMMENT = 1 << 4;
    private static final int RESERVED = 0b1110_0000;

    private final InputStream in;
    private final Inflater inflater = new Inflater(true);
    private final CRC32 crc = new CRC32();
    private final byte[] packed = new byte[BUFFER_BYTES];
    private int next;
    private int end;
    private boolean inMember;
    private boolean anyMember;

    private Gunzip(InputStream in) {
        this.in = in;
    }

    /** The stream as it is, or unpacked if it starts as gzip does. Waits for its first two bytes. */
    static InputStream ifPacked(InputStream in) throws IOException {
        BufferedInputStream peeking = new BufferedInputStream(in);
        peeking.mark(2);
        boolean gzip = peeking.read() == MAGIC_1 && peeking.read() == MAGIC_2;
        peeking.reset();
        return gzip ? new Gunzip(peeking) : peeking;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        while (inMember || startMember()) {
            int count = inflate(bytes, offset, length);
            if (count > 0) {
                crc.update(bytes, offset, count);
                return count;
            }
            if (inflater.finished()) {
                endMember();
            } else if (inflater.needsInput() && fill()) {
                inflater.setInput(packed, next, end - next);
                next = end;
            } else {
                throw inflater.needsInput() ? cutOff() : new ZipException("its gzip data needs a dictionary");
            }
        }
        return -1;
    }

    private int inflate(byte[] bytes, int offset, int length) throws ZipException {
        try {
            return inflater.inflate(bytes, offset, length);
        } catch (DataFormatException e) {
            ZipException damaged = new ZipException("its gzip data is damaged: " + e.getMessage());
            damaged.initCause(e);
            throw damaged;
        }
    }

    /** Reads a header; false where there is none because everything is read. */
    private boolean startMember() throws IOException {
        if ((next == end && !fill()) || isPadding()) {
            return false;
        }
        if (packedByte() != MAGIC_1 || packedByte() != MAGIC_2) {
            throw new ZipException("the data after its gzip data is not gzip");
        }
        int method = packedByte();
        int flags = packedByte();
        if (method != DEFLATE || (flags & RESERVED) != 0) {
            throw new ZipException("its gzip data is of an unknown type");
        }
        skip(6); // time, level, operating system
        if ((flags & EXTRA) != 0) {
            skip(packedByte() | packedByte() << 8);
        }
        if ((flags & NAME) != 0) {
            skipText();
        }
        if ((flags & COMMENT) != 0) {
            skipText();
        }
        if ((flags & HEADER_CRC) != 0) {
            skip(2);
        }
        inflater.reset();
        inflater.setInput(packed, next, end - next);
        next = end;
        crc.reset();
        inMember = true;
        return true;
    }

    /** Takes zeros behind a member; false where there are none. */
    private boolean isPadding() throws IOException {
        if (packed[next] != 0 || !anyMember) {
            return false;
        }
        do {
            while (next < end && packed[next] == 0) {
                next++;
            }
        } while (next == end && fill());
        if (next < end) {
            throw new ZipException("the data after its gzip data is not gzip");
        }
        return true;
    }

    private void endMember() throws IOException {
        anyMember = true;
        next = end - inflater.getRemaining();
        long sum = packedInt();
        long length = packedInt();
        if (sum != crc.getValue() || length != (inflater.getBytesWritten() & 0xffff_ffffL)) {
            throw new ZipException("its gzip data is damaged: wrong checksum");
        }
        inMember = false;
    }

    private void skip(int count) throws IOException {
        for (int i = 0; i < count; i++) {
            packedByte();
        }
    }

    private void skipText() throws IOException {
        int last;
        do {
            last = packedByte();
        } while (last != 0);
    }

    private long packedInt() throws IOException {
        return packedByte() | packedByte() << 8 | packedByte() << 16 | (long) packedByte() << 24;
    }

    private int packedByte() throws IOException {
        if (next == end && !fill()) {
            throw cutOff();
        }
        return packed[next++] & 0xff;
    }

    private static ZipException cutOff() {
        return new ZipException("its gzip data is cut off");
    }

    /** Reads more of what is packed; false at the end. */
    private boolean fill() throws IOException {
        next = 0;
        end = Math.max(0, in.read(packed));
        return end > 0;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public void close() throws IOException {
        inflater.end();
        in.close();
    }
}
