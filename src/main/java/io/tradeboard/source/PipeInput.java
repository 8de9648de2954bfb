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
 * Reads a pipe on a daemon thread into a short queue. A read of standard input cannot be interrupted, so nobody ever
 * waits for that thread: at the end of the process it is simply left.
 */
final class PipeInput implements LineSource.Input {
    private static final int CHUNKS = 16;
    private static final byte[] NOTHING = {};

    private final BlockingQueue<Chunk> chunks = new ArrayBlockingQueue<>(CHUNKS);
    private volatile boolean closed;

    /** Bytes, or how the pipe ended: with a failure, or with neither. */
    private record Chunk(byte @Nullable [] bytes, @Nullable IOException failure) {}

    PipeInput(InputStream in, int chunkBytes) {
        Thread reader = new Thread(() -> readAll(in, chunkBytes), "tradeboard-pipe");
        reader.setDaemon(true);
        reader.start();
    }

    private void readAll(InputStream in, int chunkBytes) {
        try {
            try {
                byte[] bytes = new byte[chunkBytes];
                for (int length = in.read(bytes); length >= 0 && !closed; length = in.read(bytes)) {
                    chunks.put(new Chunk(Arrays.copyOf(bytes, length), null));
                }
                chunks.put(new Chunk(null, null));
            } catch (IOException e) {
                chunks.put(new Chunk(null, e));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public byte @Nullable [] read(Duration atMost) throws IOException {
        try {
            Chunk chunk = chunks.poll(atMost.toNanos(), TimeUnit.NANOSECONDS);
            if (chunk == null) {
                return NOTHING;
            }
            if (chunk.failure() != null) {
                throw chunk.failure();
            }
            return chunk.bytes();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return NOTHING;
        }
    }

    @Override
    public void close() {
        closed = true;
        chunks.clear();
    }
}
