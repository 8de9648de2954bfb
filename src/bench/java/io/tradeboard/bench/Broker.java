package io.tradeboard.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A Kafka broker of our own, which {@code scripts/kafka} downloads and starts. */
final class Broker implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Process process;
    private final Path jars;
    private final int port;

    private Broker(Process process, Path jars, int port) {
        this.process = process;
        this.jars = jars;
        this.port = port;
    }

    /** Whether it is there, or can be downloaded. */
    static boolean isInstalled(Stand stand) throws IOException, InterruptedException {
        return new ProcessBuilder(stand.script("kafka").toString(), "--download")
                        .inheritIO()
                        .start()
                        .waitFor()
                == 0;
    }

    static Broker start(Stand stand) throws IOException, InterruptedException {
        int port;
        // The controller listens on the next port, which is free unless we are unlucky; then it says so.
        try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = probe.getLocalPort();
        }
        Path output = stand.file("broker.out");
        Process process = new ProcessBuilder(
                        stand.script("kafka").toString(),
                        Integer.toString(port),
                        stand.file("broker").toString())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        Broker broker = new Broker(process, stand.script("kafka").resolve("../../target/kafka"), port);
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!broker.listens()) {
            if (!process.isAlive() || System.nanoTime() > deadline) {
                broker.close();
                throw new IOException("the broker does not start: " + Files.readString(output));
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
        return broker;
    }

    private boolean listens() {
        try (Socket probe = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return probe.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    String bootstrap() {
        return "127.0.0.1:" + port;
    }

    /** A tool of Kafka, as its own scripts start it. */
    List<String> tool(String name) {
        return List.of("java", "-Xmx512m", "-cp", jars.normalize() + "/*", "org.apache.kafka.tools." + name);
    }

    @Override
    public void close() {
        process.destroyForcibly();
        process.onExit().join();
    }
}
