package io.tradeboard.kafka;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;

/** What a poll brings, without a broker. */
public final class PolledValues {
    private PolledValues() {}

    /** Records of one partition that follow each other. */
    public static Polled of(int partition, long firstOffset, long timestampMillis, List<String> values) {
        TopicPartition of = new TopicPartition("trades", partition);
        List<ConsumerRecord<ByteBuffer, ByteBuffer>> records = new ArrayList<>();
        for (String value : values) {
            ByteBuffer bytes = ByteBuffer.wrap(value.getBytes(StandardCharsets.UTF_8));
            records.add(new ConsumerRecord<>(
                    of.topic(),
                    partition,
                    firstOffset + records.size(),
                    timestampMillis,
                    TimestampType.CREATE_TIME,
                    0,
                    bytes.remaining(),
                    null,
                    bytes,
                    new RecordHeaders(),
                    Optional.empty()));
        }
        long next = firstOffset + records.size();
        return new Polled(new ConsumerRecords<>(Map.of(of, records), Map.of(of, new OffsetAndMetadata(next))));
    }
}
