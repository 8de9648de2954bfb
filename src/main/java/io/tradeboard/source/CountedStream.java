package io.tradeboard.source;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Counts the bytes that are read through it, for any thread to see. */
final class CountedStream extends FilterInputStream {
    private volatile long count;

    CountedStream(InputStream in) {
        super(in);
    }

    long count() {
        return count;
    }

    @Override
    public int read() throws IOException {
        int read = in.read();
        add(read < 0 ? 0 : 1);
        return read;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        int read = in.read(bytes, offset, length);
        add(Math.max(0, read));
        return read;
    }

    @Override
    public long skip(long bytes) throws IOException {
        long skipped = in.skip(bytes);
        add(skipped);
        return skipped;
    }

    /** One thread adds at a time. */
    @SuppressWarnings("NonAtomicVolatileUpdate")
    private void add(long more) {
        count += more;
    }
}
