package io.tradeboard.audit;

import io.tradeboard.redis.RedisSettings;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** A way to a server that can be shut: then connections break, and new ones are closed at once. */
final class Gate implements AutoCloseable {
    private final ServerSocket door;
    private final RedisSettings behind;
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private final AtomicInteger refused = new AtomicInteger();
    private volatile boolean shut;

    private Gate(RedisSettings behind) throws IOException {
        this.door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        this.behind = behind;
        run("gate", this::accept);
    }

    static Gate before(RedisSettings behind) throws IOException {
        return new Gate(behind);
    }

    RedisSettings settings() {
        return new RedisSettings("127.0.0.1", door.getLocalPort(), null, null, 0, behind.timeout());
    }

    void shut() throws IOException {
        shut = true;
        closeAll();
    }

    void open() {
        shut = false;
    }

    /** How many connections came while it was shut. */
    int refused() {
        return refused.get();
    }

    private interface Body {
        void run() throws IOException;
    }

    private static void run(String name, Body body) {
        Thread thread = new Thread(
                () -> {
                    try {
                        body.run();
                    } catch (IOException e) {
                        // One of the two sides is closed, and so the other is.
                        return;
                    }
                },
                name);
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() throws IOException {
        while (true) {
            Socket from = door.accept();
            if (shut) {
                refused.incrementAndGet();
                from.close();
                continue;
            }
            Socket to = new Socket(InetAddress.getLoopbackAddress(), behind.port());
            sockets.add(from);
            sockets.add(to);
            run("gate-in", () -> pass(from, to));
            run("gate-out", () -> pass(to, from));
        }
    }

    private static void pass(Socket from, Socket to) throws IOException {
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            in.transferTo(out);
        }
    }

    private void closeAll() throws IOException {
        for (Socket socket : sockets) {
            socket.close();
        }
        sockets.clear();
    }

    @Override
    public void close() throws IOException {
        door.close();
        closeAll();
    }
}
