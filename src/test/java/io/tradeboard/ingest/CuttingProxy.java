package io.tradeboard.ingest;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicInteger;

/** Stands between a client and a server on this machine, and cuts connections where a test wants it. */
public final class CuttingProxy implements AutoCloseable {
    private final ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final AtomicInteger cuts = new AtomicInteger();
    private final int serverPort;
    private final Gate gate;

    /** Which way bytes go: to the server, or back. */
    public enum Way {
        REQUEST,
        REPLY
    }

    /** Asked about everything that comes, from several threads. */
    public interface Gate {
        /** How many of so many bytes go on; where that is not all of them, both ends of the connection are cut then. */
        int pass(Way way, byte[] bytes, int length);
    }

    public CuttingProxy(int serverPort, Gate gate) throws IOException {
        this.serverPort = serverPort;
        this.gate = gate;
        start(this::accept);
    }

    /**
     * Loses one reply with its connection.
     *
     * @param lost which piece of what the server says is lost, the first being 1
     */
    public static Gate losing(int lost) {
        AtomicInteger replies = new AtomicInteger();
        return (way, bytes, length) -> way == Way.REPLY && replies.incrementAndGet() == lost ? 0 : length;
    }

    public int port() {
        return listener.getLocalPort();
    }

    public int cuts() {
        return cuts.get();
    }

    private void accept() throws IOException {
        while (!listener.isClosed()) {
            Socket client = listener.accept();
            Socket server = new Socket(InetAddress.getLoopbackAddress(), serverPort);
            client.setTcpNoDelay(true);
            server.setTcpNoDelay(true);
            start(() -> carry(Way.REQUEST, client, server));
            start(() -> carry(Way.REPLY, server, client));
        }
    }

    private void carry(Way way, Socket from, Socket to) throws IOException {
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] bytes = new byte[1 << 16];
            for (int length = in.read(bytes); length >= 0; length = in.read(bytes)) {
                int passed = gate.pass(way, bytes, length);
                out.write(bytes, 0, passed);
                if (passed < length) {
                    cuts.incrementAndGet();
                    return;
                }
            }
        }
    }

    private interface Body {
        void run() throws IOException;
    }

    private static void start(Body body) {
        Thread thread = new Thread(
                () -> {
                    try {
                        body.run();
                    } catch (IOException e) {
                        // One side is gone, and so is the other.
                        return;
                    }
                },
                "proxy");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}
