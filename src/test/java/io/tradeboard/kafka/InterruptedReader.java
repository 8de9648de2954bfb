package io.tradeboard.kafka;

import java.util.Map;
import org.apache.kafka.clients.admin.ForwardingAdmin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/** Lets something happen between two questions of a reader about the offsets of a topic. */
public final class InterruptedReader {
    private InterruptedReader() {}

    /**
     * A reader of a topic.
     *
     * @param question the number of the question, counted from 1, before which it happens
     */
    public static TopicReader before(int question, Runnable event, KafkaSettings settings, String topic) {
        return new TopicReader(settings, topic, new ForwardingAdmin(Map.of("bootstrap.servers", settings.bootstrap())) {
            private int asked;

            @Override
            public ListOffsetsResult listOffsets(Map<TopicPartition, OffsetSpec> specs, ListOffsetsOptions options) {
                if (++asked == question) {
                    event.run();
                }
                return super.listOffsets(specs, options);
            }
        });
    }
}
