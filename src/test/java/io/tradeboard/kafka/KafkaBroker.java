package io.tradeboard.kafka;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A broker in a process of its own, started by {@code scripts/kafka}, that ends with this JVM whatever ends that. */
public final class KafkaBroker implements AutoCloseable {
    private static final Path SCRIPT = Path.of("scripts/kafka").toAbsolutePath();
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** Members that are gone are noticed in seconds, so that tests are short. */
    private static final String SETTINGS = """
            group.min.session.timeout.ms=1000
            group.consumer.min.session.timeout.ms=1000
            group.consumer.session.timeout.ms=3000
            group.consumer.min.heartbeat.interval.ms=500
            group.consumer.heartbeat.interval.ms=500
            """;

    private final Process guard;
    private final Path data;
    private final int port;

    private KafkaBroker(Process guard, Path data, int port) {
        this.guard = guard;
        this.data = data;
        this.port = port;
    }

    /** Skips the test where there is no broker, because nobody could download it. */
    static void assumeDownloaded() {
        try {
            Process download = new ProcessBuilder(SCRIPT.toString(), "--download")
                    .redirectErrorStream(true)
                    .redirectOutput(Path.of("target/kafka-download.log").toFile())
                    .start();
            assumeTrue(
                    download.waitFor(5, TimeUnit.MINUTES) && download.exitValue() == 0,
                    "the Kafka broker could not be downloaded, see target/kafka-download.log");
        } catch (IOException e) {
            assumeTrue(false, "scripts/kafka cannot be started: " + e.getMessage());
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    static KafkaBroker start() throws IOException {
        Path data = Files.createTempDirectory("tradeboard-test-kafka-");
        int port = freePorts();
        // The guard reads what never comes: the end of that is our end.
        ProcessBuilder builder = new ProcessBuilder(
                "sh",
                "-c",
                "\"$0\" \"$@\" & read -r _; kill -9 $!",
                SCRIPT.toString(),
                Integer.toString(port),
                data.toString());
        builder.environment().put("KAFKA_SETTINGS", SETTINGS);
        Process guard = builder.redirectErrorStream(true)
                .redirectOutput(data.resolve("broker.log").toFile())
                .start();
        KafkaBroker broker = new KafkaBroker(guard, data, port);
        await().alias("the broker listens, see " + data).atMost(PATIENCE).until(broker::listens);
        return broker;
    }

    /** One for the broker, and the next for the controller. */
    private static int freePorts() throws IOException {
        while (true) {
            int candidate = ThreadLocalRandom.current().nextInt(20_000, 32_000);
            try (ServerSocket first = new ServerSocket(candidate, 1, InetAddress.getLoopbackAddress());
                    ServerSocket second = new ServerSocket(candidate + 1, 1, InetAddress.getLoopbackAddress())) {
                return second.getLocalPort() == candidate + 1 ? first.getLocalPort() : candidate;
            } catch (java.net.BindException e) {
                // Another pair then.
            }
        }
    }

    private boolean listens() {
        try (Socket probe = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return probe.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    public String bootstrap() {
        return "127.0.0.1:" + port;
    }

    /** Sends a signal to the broker, such as {@code STOP}. */
    public void signal(String name) throws IOException, InterruptedException {
        List<String> pids = guard.toHandle()
                .descendants()
                .map(process -> Long.toString(process.pid()))
                .toList();
        for (String pid : pids) {
            new ProcessBuilder("kill", "-" + name, pid).start().waitFor();
        }
    }

    @Override
    public void close() throws IOException {
        List<ProcessHandle> broker = guard.toHandle().descendants().toList();
        guard.getOutputStream().close();
        guard.onExit().orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
        broker.forEach(process -> process.onExit()
                .orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS)
                .join());
        try (Stream<Path> files = Files.walk(data)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
