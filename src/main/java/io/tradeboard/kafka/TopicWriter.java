package io.tradeboard.kafka;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * Appends records to a topic: idempotent, acknowledged by all replicas that are in sync, those of one key in their order. It
 * never gives up on a record while Kafka is away.
 *
 * <p>Not thread-safe, but for {@link #unacknowledged}.
 */
public final class TopicWriter implements AutoCloseable {
    /** How long one call waits for room, or for the partitions of the topic, before it says so. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private static final Duration CLOSE = Duration.ofSeconds(3);

    /** What the sender's buffer holds unless the file of settings says otherwise: a second at full speed. */
    private static final int BUFFERED_BYTES = 32 << 20;

    private static final int BATCH_BYTES = 128 << 10;

    private final KafkaSettings settings;
    private final String topic;
    private final Producer<byte[], byte[]> producer;
    private final Object lock = new Object();
    private long unacknowledged;
    private @Nullable Exception failure;

    public TopicWriter(KafkaSettings settings, String topic) {
        this.settings = settings;
        this.topic = topic;
        try {
            this.producer = new KafkaProducer<>(
                    settings.with(usual(), fixed()), new ByteArraySerializer(), new ByteArraySerializer());
        } catch (KafkaException e) {
            throw KafkaFailure.of(settings, e);
        }
    }

    private static Map<String, Object> usual() {
        return Map.of(
                ProducerConfig.COMPRESSION_TYPE_CONFIG,
                "zstd",
                ProducerConfig.BATCH_SIZE_CONFIG,
                BATCH_BYTES,
                ProducerConfig.BUFFER_MEMORY_CONFIG,
                BUFFERED_BYTES,
                ProducerConfig.LINGER_MS_CONFIG,
                5);
    }

    private static Map<String, Object> fixed() {
        return Map.of(
                ProducerConfig.ACKS_CONFIG,
                "all",
                ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
                true,
                // Without end: a record that the client gave up could be in the topic or not.
                ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                Integer.MAX_VALUE,
                ProducerConfig.MAX_BLOCK_MS_CONFIG,
                PATIENCE.toMillis(),
                ProducerConfig.ENABLE_METRICS_PUSH_CONFIG,
                false);
    }

    /** The same without headers. */
    public boolean offer(byte[] key, byte[] value) throws InterruptedException {
        return offer(key, value, Map.of());
    }

    /**
     * Hands a record to the sender.
     *
     * @return false where it found no room, or does not know the topic's partitions, for two seconds; then nothing was sent
     * @throws KafkaFailure if this record, or one before it, can never be appended
     */
    @SuppressWarnings("FutureReturnValueIgnored") // the callback has what the future has
    public boolean offer(byte[] key, byte[] value, Map<String, String> headers) throws InterruptedException {
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(topic, key, value);
        headers.forEach((name, text) -> record.headers().add(name, text.getBytes(StandardCharsets.UTF_8)));
        synchronized (lock) {
            rethrow();
            unacknowledged++;
        }
        try {
            producer.send(record, (appended, e) -> completed(e));
        } catch (InterruptException e) {
            completed(null);
            throw GroupConsumer.interrupted(e);
        } catch (KafkaException e) {
            throw failed(e);
        }
        return accepted();
    }

    private void completed(@Nullable Exception e) {
        synchronized (lock) {
            unacknowledged--;
            if (e != null && failure == null) {
                failure = e;
            }
            if (failure != null || unacknowledged == 0) {
                lock.notifyAll();
            }
        }
    }

    /** A record that found no room fails before the call that sends it returns. */
    private boolean accepted() {
        synchronized (lock) {
            if (failure instanceof TimeoutException) {
                failure = null;
                return false;
            }
            rethrow();
            return true;
        }
    }

    /**
     * Waits until all records are acknowledged.
     *
     * @return false where that takes longer than two seconds
     */
    public boolean awaitAcknowledged() throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        synchronized (lock) {
            while (unacknowledged > 0 && failure == null) {
                long left = Duration.ofNanos(deadline - System.nanoTime()).toMillis();
                if (left <= 0) {
                    return false;
                }
                lock.wait(left);
            }
            rethrow();
            return true;
        }
    }

    /** How many of the records that were handed over are not known to be in the topic. Any thread. */
    public long unacknowledged() {
        synchronized (lock) {
            return unacknowledged;
        }
    }

    private void rethrow() {
        if (failure != null) {
            throw failed(failure);
        }
    }

    private KafkaFailure failed(Exception e) {
        Throwable cause = KafkaFailure.cause(e);
        if (cause instanceof RecordTooLargeException) {
            return KafkaFailure.refused(
                    "topic " + topic + " takes no record of this size: " + KafkaFailure.text(cause), List.of(), cause);
        }
        return KafkaFailure.of(settings, cause);
    }

    /** Waits up to three seconds for what is under way. What is not acknowledged then may be in the topic, or not. */
    @Override
    public void close() {
        boolean interrupted = Thread.interrupted();
        try {
            producer.close(CLOSE);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
