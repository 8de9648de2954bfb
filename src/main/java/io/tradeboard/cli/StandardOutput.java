package io.tradeboard.cli;

import java.io.IOException;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Standard output, which remembers the first write that failed: a {@link java.io.PrintStream} on top of it swallows the
 * exception.
 */
final class StandardOutput extends OutputStream {
    private static final String CLOSED_BY_READER = "Broken pipe";

    private final OutputStream out;
    private volatile @Nullable IOException failure;

    StandardOutput(OutputStream out) {
        this.out = out;
    }

    /** Stands for a standard output that was closed when the program started. */
    static OutputStream closed() {
        return new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("it is closed");
            }
        };
    }

    /** Whether a write failed because the reader closed its end. */
    static boolean isClosedByReader(IOException failure) {
        return String.valueOf(failure.getMessage()).contains(CLOSED_BY_READER);
    }

    /** The first write that failed; null where none did. */
    @Nullable
    IOException failure() {
        return failure;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        try {
            out.write(bytes, offset, length);
        } catch (IOException e) {
            throw failed(e);
        }
    }

    @Override
    public void flush() throws IOException {
        try {
            out.flush();
        } catch (IOException e) {
            throw failed(e);
        }
    }

    private IOException failed(IOException e) {
        IOException described = new IOException("cannot write standard output: " + e.getMessage(), e);
        if (failure == null) {
            failure = described;
        }
        return described;
    }
}
