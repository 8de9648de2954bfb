package io.tradeboard.kafka;

import io.tradeboard.run.UsageException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * Asks for topics, and creates them.
 *
 * <p>Every call throws {@link KafkaFailure} where Kafka cannot be reached, or refuses. Not thread-safe.
 */
public final class Topics implements AutoCloseable {
    private static final int TIMEOUT_MILLIS = 10_000;
    private static final Duration CLOSE = Duration.ofSeconds(1);

    /** As many as the broker makes of a topic unless it is set otherwise. */
    private static final short REPLICAS_OF_BROKER = -1;

    private static final String APPEND_TIME = "LogAppendTime";

    private final KafkaSettings settings;
    private final Admin admin;

    public Topics(KafkaSettings settings) {
        this.settings = settings;
        try {
            this.admin = Admin.create(settings.with(
                    Map.of(
                            AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                            TIMEOUT_MILLIS,
                            AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
                            TIMEOUT_MILLIS,
                            AdminClientConfig.SOCKET_CONNECTION_SETUP_TIMEOUT_MS_CONFIG,
                            TIMEOUT_MILLIS),
                    Map.of(AdminClientConfig.ENABLE_METRICS_PUSH_CONFIG, false)));
        } catch (KafkaException e) {
            throw KafkaFailure.of(settings, e);
        }
    }

    /** How many partitions a topic has; empty where there is no such topic. */
    public Optional<Integer> partitions(String topic) throws InterruptedException {
        try {
            Map<String, TopicDescription> found =
                    get(admin.describeTopics(List.of(topic)).allTopicNames());
            return Optional.ofNullable(found.get(topic))
                    .map(description -> description.partitions().size());
        } catch (UnknownTopicOrPartitionException e) {
            return Optional.empty();
        } catch (InvalidTopicException e) {
            throw new UsageException("\"" + topic + "\" is not the name of a topic: " + KafkaFailure.text(e), e);
        }
    }

    /**
     * How a topic is kept.
     *
     * @param retentionMillis how long its records are kept; -1 for ever
     * @param retentionBytes how many bytes of a partition are kept; -1 for all
     * @param appendTime whether a record has the time at which the broker took it, not one that its sender chose
     * @param minInSync how many replicas have a record before it is acknowledged
     */
    public record Layout(
            int partitions,
            int replicas,
            String cleanupPolicy,
            long retentionMillis,
            long retentionBytes,
            boolean appendTime,
            int minInSync) {}

    /** How a topic is kept, which needs the permission to describe its settings; empty where there is no such topic. */
    public Optional<Layout> layout(String topic) throws InterruptedException {
        ConfigResource asked = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        try {
            TopicDescription found =
                    get(admin.describeTopics(List.of(topic)).allTopicNames()).get(topic);
            Config config = get(admin.describeConfigs(List.of(asked)).all()).getOrDefault(asked, new Config(List.of()));
            if (found == null) {
                return Optional.empty();
            }
            return Optional.of(new Layout(
                    found.partitions().size(),
                    found.partitions().stream()
                            .mapToInt(partition -> partition.replicas().size())
                            .min()
                            .orElse(0),
                    value(config, TopicConfig.CLEANUP_POLICY_CONFIG),
                    Long.parseLong(value(config, TopicConfig.RETENTION_MS_CONFIG)),
                    Long.parseLong(value(config, TopicConfig.RETENTION_BYTES_CONFIG)),
                    value(config, TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG).equals(APPEND_TIME),
                    Integer.parseInt(value(config, TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG))));
        } catch (UnknownTopicOrPartitionException e) {
            return Optional.empty();
        }
    }

    private static String value(Config config, String name) {
        ConfigEntry entry = config.get(name);
        if (entry == null || entry.value() == null) {
            throw new IllegalStateException("Kafka does not say what " + name + " is");
        }
        return entry.value();
    }

    /**
     * Creates a topic in which every record has the time at which the broker took it.
     *
     * @return false where there already is one of that name
     */
    public boolean create(String topic, int partitions) throws InterruptedException {
        NewTopic created = new NewTopic(topic, partitions, REPLICAS_OF_BROKER)
                .configs(Map.of(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, APPEND_TIME));
        try {
            get(admin.createTopics(List.of(created)).all());
            return true;
        } catch (TopicExistsException e) {
            return false;
        }
    }

    /** Throws what Kafka answered about the topic as it is, and everything else as a failure. */
    private <T> T get(KafkaFuture<T> answer) throws InterruptedException {
        try {
            return answer.get();
        } catch (ExecutionException e) {
            Throwable cause = KafkaFailure.cause(e);
            if (cause instanceof UnknownTopicOrPartitionException unknown) {
                throw unknown;
            }
            if (cause instanceof InvalidTopicException invalid) {
                throw invalid;
            }
            if (cause instanceof TopicExistsException exists) {
                throw exists;
            }
            throw KafkaFailure.of(settings, cause);
        }
    }

    @Override
    public void close() {
        admin.close(CLOSE);
    }
}
