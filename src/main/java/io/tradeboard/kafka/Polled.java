package io.tradeboard.kafka;

import java.nio.ByteBuffer;
import java.util.function.IntFunction;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** Records that a poll has brought. They may be read on another thread, while more is polled. */
public final class Polled {
    static final Polled NOTHING = new Polled(ConsumerRecords.empty());

    private final ConsumerRecords<ByteBuffer, ByteBuffer> records;

    /** Takes the records of one partition, in their order. */
    public interface Taker {
        /**
         * Takes the next one.
         *
         * @param value to be read before this returns
         */
        void record(long offset, long timestampMillis, @Nullable ByteBuffer value);
    }

    Polled(ConsumerRecords<ByteBuffer, ByteBuffer> records) {
        this.records = records;
    }

    /** How many there are. */
    public int count() {
        return records.count();
    }

    /**
     * Hands all of them over.
     *
     * @param takers by partition; records that have none are dropped
     */
    public void handTo(IntFunction<? extends @Nullable Taker> takers) {
        for (TopicPartition partition : records.partitions()) {
            Taker taker = takers.apply(partition.partition());
            if (taker != null) {
                for (ConsumerRecord<ByteBuffer, ByteBuffer> record : records.records(partition)) {
                    taker.record(record.offset(), record.timestamp(), record.value());
                }
            }
        }
    }
}
