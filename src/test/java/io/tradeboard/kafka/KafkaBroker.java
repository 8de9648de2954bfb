package io.tradeboard.kafka;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;

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
            transaction.abort.timed.out.transaction.cleanup.interval.ms=1000
            """;

    private final Path data;
    private final int port;
    private Process guard;

    private KafkaBroker(Path data, int port) throws IOException {
        this.data = data;
        this.port = port;
        this.guard = launch();
    }

    /** Skips the test where there is no broker, because nobody could download it. */
    public static void assumeDownloaded() {
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

    public static KafkaBroker start() throws IOException {
        return new KafkaBroker(Files.createTempDirectory("tradeboard-test-kafka-"), freePorts());
    }

    private Process launch() throws IOException {
        // The guard reads what never comes: the end of that is our end.
        ProcessBuilder builder = new ProcessBuilder(
                "sh",
                "-c",
                "\"$0\" \"$@\" & read -r _; kill -9 $!",
                SCRIPT.toString(),
                Integer.toString(port),
                data.toString());
        builder.environment().put("KAFKA_SETTINGS", SETTINGS);
        Process started = builder.redirectErrorStream(true)
                .redirectOutput(Redirect.appendTo(data.resolve("broker.log").toFile()))
                .start();
        await().alias("the broker listens, see " + data).atMost(PATIENCE).until(this::listens);
        return started;
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

    public KafkaSettings settings() {
        return new KafkaSettings(bootstrap(), Map.of());
    }

    /** A topic of its own, once the broker knows it. */
    public String createTopic(int partitions) throws InterruptedException {
        String topic = "trades-" + UUID.randomUUID();
        try (Topics topics = new Topics(settings())) {
            topics.create(topic, partitions);
            await().pollInterval(Duration.ofMillis(10))
                    .until(() -> topics.partitions(topic).isPresent());
        }
        return topic;
    }

    public void delete(String topic) throws InterruptedException, ExecutionException {
        try (Admin admin = admin()) {
            admin.deleteTopics(Set.of(topic)).all().get();
        }
    }

    /** Creates a topic; returns false where there is one of that name, perhaps still. */
    public boolean create(String topic, int partitions) throws InterruptedException {
        try (Topics topics = new Topics(settings())) {
            return topics.create(topic, partitions);
        }
    }

    public Admin admin() {
        return Admin.create(Map.of("bootstrap.servers", (Object) bootstrap()));
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

    /** Ends the broker by {@code kill -9}; what it wrote stays. */
    public void kill() throws IOException {
        List<ProcessHandle> broker = guard.toHandle().descendants().toList();
        guard.getOutputStream().close();
        guard.onExit().orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
        broker.forEach(process -> process.onExit()
                .orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS)
                .join());
    }

    /** Starts the broker that was killed, on the port and the data that it had. */
    public void restart() throws IOException {
        guard = launch();
    }

    @Override
    public void close() throws IOException {
        kill();
        try (Stream<Path> files = Files.walk(data)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
