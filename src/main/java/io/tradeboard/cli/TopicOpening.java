package io.tradeboard.cli;

import io.tradeboard.kafka.KafkaSettings;
import io.tradeboard.kafka.Topics;
import io.tradeboard.run.UsageException;
import io.tradeboard.text.Counts;
import org.jspecify.annotations.Nullable;

/** Makes sure that there is a topic before anything is sent to it. */
final class TopicOpening {
    private final Topics topics;
    private final KafkaSettings settings;
    private final Console console;

    TopicOpening(Topics topics, KafkaSettings settings, Console console) {
        this.topics = topics;
        this.settings = settings;
        this.console = console;
    }

    /**
     * @param partitions of a topic that is to be created; null where it must exist
     * @throws UsageException if it does not exist, or has another number of partitions
     * @throws io.tradeboard.kafka.KafkaFailure if Kafka cannot be reached, or refuses
     */
    void open(String topic, @Nullable Integer partitions) throws InterruptedException {
        Integer found = topics.partitions(topic).orElse(null);
        if (partitions == null) {
            if (found == null) {
                throw new UsageException("Kafka at " + settings.bootstrap() + " has no topic " + topic
                        + "; --create-topic PARTITIONS creates it");
            }
            return;
        }
        if (found == null && topics.create(topic, partitions)) {
            console.say("created topic " + topic + " with " + Counts.of(partitions, "partition"));
            return;
        }
        int others = found == null ? topics.partitions(topic).orElse(partitions) : found;
        if (others != partitions) {
            throw new UsageException("topic " + topic + " has " + Counts.of(others, "partition") + ", not " + partitions
                    + "; leave --create-topic out to use it as it is");
        }
    }
}
