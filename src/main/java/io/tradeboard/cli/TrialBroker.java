package io.tradeboard.cli;

import io.tradeboard.kafka.KafkaFailure;
import io.tradeboard.kafka.KafkaSettings;
import io.tradeboard.kafka.Topics;
import io.tradeboard.run.UsageException;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A Kafka broker for a trial, in a process of its own that {@code scripts/kafka} starts. It is no part of the program: the
 * script downloads it with Maven.
 */
final class TrialBroker implements AutoCloseable {
    private static final Duration STARTS = Duration.ofSeconds(60);
    private static final Duration POLL = Duration.ofMillis(100);
    private static final int FIRST_PORT = 20_000;
    private static final int LAST_PORT = 32_000;

    private final Child process;
    private final int port;

    private TrialBroker(Child process, int port) {
        this.process = process;
        this.port = port;
    }

    /**
     * Downloads the broker where that was not done yet; the script prints what it does.
     *
     * @throws NoBrokerException if that cannot be done
     */
    static Path download(Path program) throws IOException, InterruptedException {
        Path script = program.resolve("scripts/kafka");
        if (!Files.isExecutable(script)) {
            throw new UsageException("--kafka starts a broker with scripts/kafka, and there is none in " + program);
        }
        int code = new ProcessBuilder(script.toString(), "--download")
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start()
                .waitFor();
        if (code != 0) {
            throw new NoBrokerException(script);
        }
        return script;
    }

    /** Starts one that was downloaded, on a free port, and returns once it serves. */
    static TrialBroker start(Path script, Path data, Map<String, String> environment)
            throws IOException, InterruptedException {
        int port = freePorts();
        Files.createDirectories(data);
        Path output = data.resolve("broker.log");
        Child process =
                Child.start(List.of(script.toString(), Integer.toString(port), data.toString()), environment, output);
        TrialBroker broker = new TrialBroker(process, port);
        try {
            broker.awaitServing();
            return broker;
        } catch (IOException | InterruptedException | RuntimeException e) {
            process.close();
            throw e;
        }
    }

    private void awaitServing() throws IOException, InterruptedException {
        long deadline = System.nanoTime() + STARTS.toNanos();
        while (!listens()) {
            if (process.await(POLL) || System.nanoTime() > deadline) {
                throw new IOException("the Kafka broker does not start: " + process.lastLine());
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

    /** One for the broker, and the next one for its controller. */
    private static int freePorts() throws IOException {
        while (true) {
            int candidate = ThreadLocalRandom.current().nextInt(FIRST_PORT, LAST_PORT);
            try (ServerSocket first = new ServerSocket(candidate, 1, InetAddress.getLoopbackAddress());
                    ServerSocket second = new ServerSocket(candidate + 1, 1, InetAddress.getLoopbackAddress())) {
                return second.isBound() ? first.getLocalPort() : candidate;
            } catch (BindException e) {
                // Another pair then.
            }
        }
    }

    KafkaSettings settings() {
        return new KafkaSettings("127.0.0.1:" + port, Map.of());
    }

    /** Creates a topic, as soon as the broker that listens already lets it. */
    void create(String topic, int partitions) throws InterruptedException {
        long deadline = System.nanoTime() + STARTS.toNanos();
        while (true) {
            try (Topics topics = new Topics(settings())) {
                topics.create(topic, partitions);
                return;
            } catch (KafkaFailure e) {
                if (!e.isUnreachable() || System.nanoTime() > deadline) {
                    throw e;
                }
            }
        }
    }

    @Override
    public void close() {
        process.close();
    }
}
