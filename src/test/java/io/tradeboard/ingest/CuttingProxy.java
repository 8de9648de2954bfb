package io.tradeboard.ingest;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicInteger;

/** Stands between a client and a server on this machine, and loses one reply of the server with its connection. */
final class CuttingProxy implements AutoCloseable {
    private final ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final AtomicInteger replies = new AtomicInteger();
    private final AtomicInteger cuts = new AtomicInteger();
    private final int serverPort;
    private final int lost;

    /** @param lost which piece of what the server says is lost, the first being 1 */
    CuttingProxy(int serverPort, int lost) throws IOException {
        this.serverPort = serverPort;
        this.lost = lost;
        start(this::accept);
    }

    int port() {
        return listener.getLocalPort();
    }

    int cuts() {
        return cuts.get();
    }

    private void accept() throws IOException {
        while (!listener.isClosed()) {
            Socket client = listener.accept();
            Socket server = new Socket(InetAddress.getLoopbackAddress(), serverPort);
            start(() -> requests(client, server));
            start(() -> replies(client, server));
        }
    }

    private static void requests(Socket client, Socket server) throws IOException {
        try (server) {
            client.getInputStream().transferTo(server.getOutputStream());
        }
    }

    private void replies(Socket client, Socket server) throws IOException {
        try (client) {
            InputStream in = server.getInputStream();
            OutputStream out = client.getOutputStream();
            byte[] bytes = new byte[1 << 16];
            for (int length = in.read(bytes); length >= 0; length = in.read(bytes)) {
                if (replies.incrementAndGet() == lost) {
                    cuts.incrementAndGet();
                    return;
                }
                out.write(bytes, 0, length);
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
