package io.tradeboard.cli;

import java.io.IOException;
import java.io.InputStream;

/** Stands for a standard input that was closed when the program started. */
final class ClosedInput extends InputStream {
    static final String MESSAGE = "standard input is closed; redirect it from a file or a pipe";

    @Override
    public int read() throws IOException {
        throw new IOException(MESSAGE);
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        return read();
    }
}
