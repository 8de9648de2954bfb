package io.tradeboard.screen;

import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Writes to a terminal, frame by frame. A terminal that is paused reads nothing, and a write to it cannot be interrupted;
 * so a thread of its own writes, and the screen waits for it, however long that takes, until it is to {@link #hurry}.
 */
final class TerminalOutput extends OutputStream {
    private static final long LAST_MILLIS = 500;

    private final OutputStream out;
    private final ExecutorService writer = Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(task, "tradeboard-frames");
        thread.setDaemon(true);
        return thread;
    });
    private final CompletableFuture<Void> hurried = new CompletableFuture<>();
    private boolean abandoned;

    TerminalOutput(OutputStream out) {
        this.out = out;
    }

    /** From now on output that the terminal does not take soon is dropped, with all that follows it. Any thread. */
    void hurry() {
        hurried.complete(null);
    }

    /** Ends the thread that writes, once it is done with what it has; nothing more is written. The terminal stays open. */
    @Override
    public void close() {
        abandoned = true;
        writer.shutdown();
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    /** Returns when all of it is with the terminal: there is nothing left to flush. */
    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        if (abandoned) {
            return;
        }
        CompletableFuture<Void> written = new CompletableFuture<>();
        writer.execute(() -> {
            try {
                out.write(bytes, offset, length);
                out.flush();
                written.complete(null);
            } catch (IOException e) {
                written.completeExceptionally(e);
            }
        });
        await(written);
    }

    private void await(CompletableFuture<Void> written) throws IOException {
        try {
            CompletableFuture.anyOf(written, hurried).get();
            written.get(LAST_MILLIS, TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            abandoned = true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException io ? io : new IOException(e.getCause());
        }
    }
}
