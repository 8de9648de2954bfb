package io.tradeboard.screen;

import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * Keys as a stream that can be polled: a daemon thread does the blocking reads, which cannot be interrupted, and the end
 * of the input can be seen without waiting for it, which the terminal's own stream does not offer.
 */
final class TerminalInput extends InputStream {
    private static final int END = -1;
    private static final int MOST_BYTES = 1_024;

    private final BlockingQueue<Integer> bytes = new LinkedBlockingQueue<>();
    private volatile boolean ended;
    private volatile Runnable listener = () -> {};

    TerminalInput(InputStream in) {
        Thread reader = new Thread(() -> readAll(in), "tradeboard-keys");
        reader.setDaemon(true);
        reader.start();
    }

    private void readAll(InputStream in) {
        try {
            byte[] some = new byte[MOST_BYTES];
            for (int count = in.read(some); count != END; count = in.read(some)) {
                // All that came at once is there before anyone hears of it: a key may be several bytes.
                for (int i = 0; i < count; i++) {
                    bytes.add(Byte.toUnsignedInt(some[i]));
                }
                listener.run();
            }
        } catch (IOException e) {
            // A terminal that hung up; to its reader that is the end of the input.
        }
        bytes.add(END);
        ended = true;
        listener.run();
    }

    /** @param listener called on a thread of its own when something came, or the end did */
    void onInput(Runnable listener) {
        this.listener = listener;
    }

    @Override
    public int available() {
        return bytes.size();
    }

    @Override
    public int read() throws IOException {
        try {
            if (ended && bytes.isEmpty()) {
                return END;
            }
            return bytes.take();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        int first = read();
        if (first == END) {
            return END;
        }
        into[offset] = (byte) first;
        int count = 1;
        while (count < length && !bytes.isEmpty()) {
            int next = read();
            if (next == END) {
                bytes.add(END);
                break;
            }
            into[offset + count++] = (byte) next;
        }
        return count;
    }
}
