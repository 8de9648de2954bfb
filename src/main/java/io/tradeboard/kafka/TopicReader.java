package io.tradeboard.kafka;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicCollection;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicIdException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.ByteBufferDeserializer;
import org.jspecify.annotations.Nullable;

/**
 * Partitions as logs that can be read again and again, beside the group: what there is of one, and its records from one offset
 * to another.
 *
 * <p>Every call throws {@link KafkaFailure} where Kafka cannot be reached, which may be tried again, or refuses; and {@link
 * GoneTopicException} where the topic is gone. For one thread.
 */
public final class TopicReader implements AutoCloseable {
    private static final int TIMEOUT_MILLIS = 5_000;
    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration STALLED = Duration.ofSeconds(30);
    private static final Duration CLOSE = Duration.ofSeconds(1);

    private final KafkaSettings settings;
    private final String topic;
    private final Admin admin;
    private @Nullable KafkaConsumer<ByteBuffer, ByteBuffer> consumer;

    /**
     * What there is of a partition.
     *
     * @param begin the first offset; above 0 where older records are gone
     * @param stable up to where it can be read: nothing below belongs to an open transaction
     * @param end the offset behind the last record
     */
    public record Extent(long begin, long stable, long end) {
        /** Whether no record at or behind an offset can be gone. */
        public boolean reachesBackTo(long offset) {
            return begin == 0 || offset > begin;
        }
    }

    /** A topic as it is now. */
    public record Topic(String id, int partitions) {}

    /** Takes records in their order. */
    public interface Records {
        /**
         * Takes the next one; returns whether to continue.
         *
         * @param value to be read before this returns
         */
        boolean record(long offset, long timestampMillis, @Nullable ByteBuffer value);
    }

    public TopicReader(KafkaSettings settings, String topic) {
        this(settings, topic, admin(settings));
    }

    /** @param admin whom it asks, and which it closes */
    TopicReader(KafkaSettings settings, String topic, Admin admin) {
        this.settings = settings;
        this.topic = topic;
        this.admin = admin;
    }

    private static Admin admin(KafkaSettings settings) {
        try {
            return Admin.create(settings.with(
                    Map.of(
                            AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                            TIMEOUT_MILLIS,
                            AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
                            TIMEOUT_MILLIS),
                    Map.of(AdminClientConfig.ENABLE_METRICS_PUSH_CONFIG, false)));
        } catch (KafkaException e) {
            throw KafkaFailure.of(settings, e);
        }
    }

    /** The name of the topic. */
    public String name() {
        return topic;
    }

    /** What the topic is now. */
    public Topic topic() throws InterruptedException {
        TopicDescription found =
                get(admin.describeTopics(List.of(topic)).allTopicNames()).get(topic);
        if (found == null) {
            throw new GoneTopicException(topic);
        }
        return new Topic(found.topicId().toString(), found.partitions().size());
    }

    /**
     * Makes sure that the topic still exists under its id.
     *
     * @throws GoneTopicException if it does not
     */
    public void checkAlive(String topicId) throws InterruptedException {
        Uuid id = Uuid.fromString(topicId);
        get(admin.describeTopics(TopicCollection.ofTopicIds(List.of(id))).allTopicIds());
    }

    public Extent extent(int partition) throws InterruptedException {
        long begin = offset(partition, OffsetSpec.earliest(), IsolationLevel.READ_UNCOMMITTED);
        // Before the other: what arrives between the two questions must not look as if a transaction held it up.
        long end = offset(partition, OffsetSpec.latest(), IsolationLevel.READ_UNCOMMITTED);
        long stable = offset(partition, OffsetSpec.latest(), IsolationLevel.READ_COMMITTED);
        return new Extent(begin, stable, Math.max(end, stable));
    }

    /** The offset of the first record with that timestamp or a later one; empty where there is none. */
    public Optional<Long> offsetAt(int partition, long timestampMillis) throws InterruptedException {
        long found = offset(partition, OffsetSpec.forTimestamp(timestampMillis), IsolationLevel.READ_UNCOMMITTED);
        return found < 0 ? Optional.empty() : Optional.of(found);
    }

    private long offset(int partition, OffsetSpec spec, IsolationLevel isolation) throws InterruptedException {
        TopicPartition asked = at(partition);
        return get(admin.listOffsets(Map.of(asked, spec), new ListOffsetsOptions(isolation))
                        .partitionResult(asked))
                .offset();
    }

    /** What a group has committed for a partition, if anything. */
    public Optional<GroupConsumer.Commit> committed(String group, int partition) throws InterruptedException {
        TopicPartition asked = at(partition);
        try {
            Map<TopicPartition, OffsetAndMetadata> found = get(admin.listConsumerGroupOffsets(
                            Map.of(group, new ListConsumerGroupOffsetsSpec().topicPartitions(List.of(asked))))
                    .partitionsToOffsetAndMetadata(group));
            return Optional.ofNullable(found.get(asked))
                    .map(commit -> new GroupConsumer.Commit(commit.offset(), commit.metadata()));
        } catch (GroupIdNotFoundException e) {
            return Optional.empty();
        }
    }

    /**
     * Reads the committed records of a partition from one offset up to, and without, another.
     *
     * @param cancelled asked now and then
     * @return false where it was cancelled, the sink had enough, or the first records are gone
     * @throws KafkaFailure if there is nothing to be had for half a minute
     */
    public boolean read(int partition, long from, long to, Records records, BooleanSupplier cancelled)
            throws InterruptedException {
        TopicPartition read = at(partition);
        try {
            KafkaConsumer<ByteBuffer, ByteBuffer> own = consumer();
            own.assign(List.of(read));
            own.seek(read, from);
            long before = from;
            long deadline = System.nanoTime() + STALLED.toNanos();
            while (own.position(read) < to) {
                if (cancelled.getAsBoolean()) {
                    return false;
                }
                List<ConsumerRecord<ByteBuffer, ByteBuffer>> polled =
                        own.poll(POLL).records(read);
                if (own.position(read) > before) {
                    before = own.position(read);
                    deadline = System.nanoTime() + STALLED.toNanos();
                } else if (System.nanoTime() - deadline >= 0) {
                    throw KafkaFailure.unreachable(
                            settings,
                            "nothing of " + read + " was received for " + STALLED.toSeconds() + " s",
                            new TimeoutException());
                }
                for (ConsumerRecord<ByteBuffer, ByteBuffer> record : polled) {
                    if (record.offset() >= to) {
                        return true;
                    }
                    if (!records.record(record.offset(), record.timestamp(), record.value())) {
                        return false;
                    }
                }
            }
            return true;
        } catch (OffsetOutOfRangeException e) {
            return false;
        } catch (InterruptException e) {
            throw GroupConsumer.interrupted(e);
        } catch (KafkaException e) {
            throw failed(e);
        }
    }

    private KafkaConsumer<ByteBuffer, ByteBuffer> consumer() {
        KafkaConsumer<ByteBuffer, ByteBuffer> known = consumer;
        if (known == null) {
            Map<String, Object> fixed = new HashMap<>();
            fixed.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
            fixed.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
            fixed.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
            fixed.put(ConsumerConfig.GROUP_PROTOCOL_CONFIG, "classic");
            // A fetch behind the last record, which nobody wants, must not hold up the next reading.
            fixed.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 20);
            fixed.put(ConsumerConfig.ENABLE_METRICS_PUSH_CONFIG, false);
            known = new KafkaConsumer<>(
                    settings.with(
                            Map.of(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, GroupConsumer.MAX_POLL_RECORDS), fixed),
                    new ByteBufferDeserializer(),
                    new ByteBufferDeserializer());
            consumer = known;
        }
        return known;
    }

    private TopicPartition at(int partition) {
        return new TopicPartition(topic, partition);
    }

    private <T> T get(KafkaFuture<T> answer) throws InterruptedException {
        try {
            return answer.get();
        } catch (ExecutionException e) {
            Throwable cause = KafkaFailure.cause(e);
            if (cause instanceof GroupIdNotFoundException none) {
                throw none;
            }
            throw failed(cause);
        }
    }

    private RuntimeException failed(Throwable thrown) {
        Throwable cause = KafkaFailure.cause(thrown);
        if (cause instanceof UnknownTopicIdException || cause instanceof UnknownTopicOrPartitionException) {
            return new GoneTopicException(topic);
        }
        return KafkaFailure.of(settings, cause);
    }

    @Override
    public void close() {
        admin.close(CLOSE);
        if (consumer != null) {
            consumer.close(CloseOptions.timeout(CLOSE));
        }
    }
}
