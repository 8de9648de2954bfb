package io.tradeboard.kafka;

import io.tradeboard.run.ExitCode;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.GroupProtocol;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.FencedInstanceIdException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.UnreleasedInstanceIdException;
import org.apache.kafka.common.serialization.ByteBufferDeserializer;

/**
 * A member of a group, which reads the committed records of its partitions of one topic from wherever it is sent: a partition
 * that it is assigned stays paused until {@link #readFrom}.
 *
 * <p>For one thread, on which the listener is called too, from within {@link #poll} and {@link #close}.
 */
public final class GroupConsumer implements AutoCloseable {
    private static final Duration LEAVING = Duration.ofSeconds(3);
    private static final Duration JOIN_PAUSE = Duration.ofMillis(500);

    /** Longer than the session of a member that is gone, unless the broker was set to more. */
    private static final Duration RELEASE = Duration.ofMinutes(1);

    /** So few that they are still in the cache of the processor when they are looked at, and are garbage before a collection. */
    static final int MAX_POLL_RECORDS = 2_000;

    private static final int PARTITION_FETCH_BYTES = 4 << 20;
    private static final int RECEIVE_BUFFER_BYTES = 1 << 20;
    private static final int METADATA_AGE_MILLIS = 5_000;

    private final KafkaSettings settings;
    private final Membership membership;
    private final Listener listener;
    private KafkaConsumer<ByteBuffer, ByteBuffer> consumer;
    private long refusedNanos = -1;

    /** Learns which partitions are this member's. */
    public interface Listener {
        void assigned(Set<Integer> partitions);

        /** They go to another member once this returns. */
        void revoked(Set<Integer> partitions);

        /** They may be another member's already; or they are assigned anew, as what was to be read of them is gone. */
        void lost(Set<Integer> partitions);

        /** Another process is the same member, or was until a moment ago; this is asked again for a minute. */
        void refused();
    }

    /** How far a partition is counted, and what is to be known of that by whoever reads it next. */
    public record Commit(long offset, String metadata) {}

    public GroupConsumer(KafkaSettings settings, Membership membership, Listener listener) {
        this.settings = settings;
        this.membership = membership;
        this.listener = listener;
        this.consumer = subscribed();
    }

    private KafkaConsumer<ByteBuffer, ByteBuffer> subscribed() {
        try {
            KafkaConsumer<ByteBuffer, ByteBuffer> made = new KafkaConsumer<>(
                    settings.with(usual(settings), fixed(membership)),
                    new ByteBufferDeserializer(),
                    new ByteBufferDeserializer());
            made.subscribe(List.of(membership.topic()), new Rebalances());
            return made;
        } catch (KafkaException e) {
            throw KafkaFailure.of(settings, e);
        }
    }

    private static Map<String, Object> usual(KafkaSettings settings) {
        Map<String, Object> usual = new HashMap<>();
        usual.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, MAX_POLL_RECORDS);
        usual.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, PARTITION_FETCH_BYTES);
        usual.put(ConsumerConfig.RECEIVE_BUFFER_CONFIG, RECEIVE_BUFFER_BYTES);
        usual.put(ConsumerConfig.METADATA_MAX_AGE_CONFIG, METADATA_AGE_MILLIS);
        String protocol = settings.client().getOrDefault(ConsumerConfig.GROUP_PROTOCOL_CONFIG, "");
        if (!protocol.toUpperCase(Locale.ROOT).equals(GroupProtocol.CONSUMER.name())) {
            // With the newer protocol the broker assigns.
            usual.put(
                    ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
                    List.of(CooperativeStickyAssignor.class.getName()));
        }
        return usual;
    }

    private static Map<String, Object> fixed(Membership membership) {
        Map<String, Object> fixed = new HashMap<>();
        fixed.put(ConsumerConfig.GROUP_ID_CONFIG, membership.group());
        fixed.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        fixed.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        fixed.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        fixed.put(ConsumerConfig.ENABLE_METRICS_PUSH_CONFIG, false);
        if (membership.instance() != null) {
            fixed.put(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, membership.instance());
        }
        return fixed;
    }

    /**
     * Waits for records, up to so long.
     *
     * @throws KafkaFailure if another process is this member, or Kafka refuses; not while it cannot be reached
     */
    public Polled poll(Duration atMost) throws InterruptedException {
        try {
            return new Polled(consumer.poll(atMost));
        } catch (OffsetOutOfRangeException e) {
            Set<Integer> partitions = numbers(e.partitions());
            hold(partitions);
            listener.lost(partitions);
            listener.assigned(partitions);
            return Polled.NOTHING;
        } catch (FencedInstanceIdException e) {
            throw taken(e);
        } catch (UnreleasedInstanceIdException e) {
            join(e);
            return Polled.NOTHING;
        } catch (InterruptException e) {
            throw interrupted(e);
        } catch (RetriableException e) {
            return Polled.NOTHING;
        } catch (KafkaException e) {
            throw KafkaFailure.of(settings, e);
        }
    }

    /**
     * Tries once more to become a member. Another one has the name, but may be a process that was killed, and whose session
     * has not ended: the newer protocol does not let one take the place of the other before that.
     */
    private void join(UnreleasedInstanceIdException e) throws InterruptedException {
        long now = System.nanoTime();
        refusedNanos = refusedNanos < 0 ? now : refusedNanos;
        if (now - refusedNanos > RELEASE.toNanos()) {
            throw taken(e);
        }
        listener.refused();
        consumer.close(CloseOptions.timeout(Duration.ZERO));
        Thread.sleep(JOIN_PAUSE.toMillis());
        consumer = subscribed();
    }

    private KafkaFailure taken(KafkaException e) {
        return KafkaFailure.of(
                ExitCode.TAKEN,
                "another process reads as instance " + membership.instance() + " of group " + membership.group(),
                e);
    }

    /** The offset of the next record; aborted ones, and marks of transactions, are passed over. */
    public long position(int partition) {
        return consumer.position(at(partition));
    }

    /** Reads a partition from there on. */
    public void readFrom(int partition, long offset) {
        consumer.seek(at(partition), offset);
        consumer.resume(List.of(at(partition)));
    }

    /** Reads nothing of these partitions until {@link #resume}, and yet stays a member. */
    public void hold(Collection<Integer> partitions) {
        Set<TopicPartition> own = consumer.assignment();
        consumer.pause(partitions.stream().map(this::at).filter(own::contains).toList());
    }

    public void resume(Collection<Integer> partitions) {
        Set<TopicPartition> own = consumer.assignment();
        consumer.resume(partitions.stream().map(this::at).filter(own::contains).toList());
    }

    /** How many committed records of a partition wait behind its position, where that is known. */
    public OptionalLong lag(int partition) {
        return consumer.currentLag(at(partition));
    }

    /** Commits without waiting. One that fails, as that of a member which is none any more, costs reading, nothing else. */
    public void commit(Map<Integer, Commit> commits) {
        if (!commits.isEmpty()) {
            consumer.commitAsync(offsets(commits), null);
        }
    }

    /** The same, but waits for some seconds: before partitions are handed over. */
    public void commitNow(Map<Integer, Commit> commits) {
        try {
            if (!commits.isEmpty()) {
                consumer.commitSync(offsets(commits), LEAVING);
            }
        } catch (KafkaException e) {
            // As above; a thread that was interrupted still is.
            return;
        }
    }

    private Map<TopicPartition, OffsetAndMetadata> offsets(Map<Integer, Commit> commits) {
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        commits.forEach((partition, commit) ->
                offsets.put(at(partition), new OffsetAndMetadata(commit.offset(), commit.metadata())));
        return offsets;
    }

    private TopicPartition at(int partition) {
        return new TopicPartition(membership.topic(), partition);
    }

    private static Set<Integer> numbers(Collection<TopicPartition> partitions) {
        return partitions.stream().map(TopicPartition::partition).collect(Collectors.toCollection(TreeSet::new));
    }

    static InterruptedException interrupted(InterruptException e) {
        // The client interrupts the thread again, which is no news to whoever catches this.
        Thread.interrupted();
        InterruptedException interrupted = new InterruptedException();
        interrupted.initCause(e);
        return interrupted;
    }

    private final class Rebalances implements ConsumerRebalanceListener {
        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            // Without a position the client would look for a committed one, and fail where there is none.
            partitions.forEach(partition -> consumer.seek(partition, 0));
            refusedNanos = -1;
            consumer.pause(partitions);
            listener.assigned(numbers(partitions));
        }

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
            if (!partitions.isEmpty()) {
                listener.revoked(numbers(partitions));
            }
        }

        @Override
        public void onPartitionsLost(Collection<TopicPartition> partitions) {
            listener.lost(numbers(partitions));
        }
    }

    /** Leaves the group, where the member is no static one. */
    @Override
    public void close() {
        consumer.close(CloseOptions.timeout(LEAVING));
    }
}
