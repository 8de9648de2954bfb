package io.tradeboard.kafka;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/**
 * A real Kafka for tests. One broker is started when the first test needs it, and it goes with everything it wrote when the
 * last test of all is done. Where it cannot be downloaded, the tests are skipped.
 */
public final class KafkaExtension implements BeforeAllCallback {
    /** The broker as a resource: written by tests that pause it, read by all others. */
    public static final String BROKER = "kafka";

    private @Nullable KafkaBroker broker;

    @Override
    public void beforeAll(ExtensionContext context) {
        KafkaBroker.assumeDownloaded();
        broker = context.getRoot()
                .getStore(Namespace.create(KafkaExtension.class))
                .computeIfAbsent(KafkaBroker.class, type -> start(), KafkaBroker.class);
    }

    public KafkaBroker broker() {
        return Objects.requireNonNull(broker);
    }

    private static KafkaBroker start() {
        try {
            return KafkaBroker.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public KafkaSettings settings() {
        return broker().settings();
    }

    /** A topic of its own. */
    public String createTopic(int partitions) throws InterruptedException {
        return broker().createTopic(partitions);
    }

    public void delete(String topic) throws InterruptedException, ExecutionException {
        broker().delete(topic);
    }

    /** Creates a topic; returns false where there is one of that name, perhaps still. */
    public boolean create(String topic, int partitions) throws InterruptedException {
        return broker().create(topic, partitions);
    }
}
