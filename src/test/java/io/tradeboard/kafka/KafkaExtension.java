package io.tradeboard.kafka;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
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
        return new KafkaSettings(broker().bootstrap(), Map.of());
    }

    /** A topic of its own. */
    public String createTopic(int partitions) throws InterruptedException {
        String topic = "trades-" + UUID.randomUUID();
        create(topic, partitions);
        return topic;
    }

    public void delete(String topic) throws InterruptedException, ExecutionException {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", (Object) broker().bootstrap()))) {
            admin.deleteTopics(Set.of(topic)).all().get();
        }
    }

    /** Creates a topic; returns false where there is one of that name, perhaps still. */
    public boolean create(String topic, int partitions) throws InterruptedException {
        try (Topics topics = new Topics(settings())) {
            return topics.create(topic, partitions);
        }
    }
}
