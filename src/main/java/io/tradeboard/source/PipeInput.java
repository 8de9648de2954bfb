package io.tradeboard.source;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Reads a pipe, unpacked where it is compressed with gzip, on a daemon thread into a short queue. Neither the read of standard
 * input nor the opening of a named pipe that nobody writes to can be interrupted, so nobody ever waits for that thread:
 * at the end of the process it is simply left.
 */
final class PipeInput implements LineSource.Input {
    private static final int CHUNKS = 16;
    private static final byte[] END = {};

    private final BlockingQueue<byte[]> chunks = new ArrayBlockingQueue<>(CHUNKS);
    private volatile @Nullable IOException failure;
    private volatile boolean closed;

    /** Opens the pipe; may wait for a writer. */
    interface Opening {
        InputStream open() throws IOException;
    }

    PipeInput(Opening pipe) {
        Thread reader = new Thread(() -> readAll(pipe), "tradeboard-pipe");
        reader.setDaemon(true);
        reader.start();
    }

    private void readAll(Opening pipe) {
        try {
            try {
                byte[] bytes = new byte[LineSource.CHUNK_BYTES];
                InputStream unpacked = Gunzip.ifPacked(pipe.open());
                for (int length = unpacked.read(bytes); length >= 0 && !closed; length = unpacked.read(bytes)) {
                    chunks.put(Arrays.copyOf(bytes, length));
                }
            } catch (IOException e) {
                failure = e;
            }
            chunks.put(END);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public int read(byte[] into, Duration atMost) throws IOException {
        try {
            byte[] chunk = chunks.poll(atMost.toNanos(), TimeUnit.NANOSECONDS);
            if (chunk == null) {
                return 0;
            }
            if (chunk != END) {
                System.arraycopy(chunk, 0, into, 0, chunk.length);
                return chunk.length;
            }
            IOException failed = failure;
            if (failed != null) {
                throw failed;
            }
            return -1;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 0;
        }
    }

    @Override
    public boolean isDrained() {
        return chunks.isEmpty();
    }

    @Override
    public void close() {
        closed = true;
        chunks.clear();
    }
}
