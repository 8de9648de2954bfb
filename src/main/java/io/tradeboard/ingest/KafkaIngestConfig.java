package io.tradeboard.ingest;

import io.tradeboard.kafka.KafkaSettings;
import io.tradeboard.kafka.Membership;
import io.tradeboard.log.Gap;
import org.jspecify.annotations.Nullable;

/**
 * From where a daemon reads in place of a source with a log of ours.
 *
 * @param window within how many offsets of a partition a trade is a duplicate
 * @param deadLetter topic to which rejected trades are copied; null for none
 */
public record KafkaIngestConfig(
        KafkaSettings settings,
        Membership membership,
        long window,
        @Nullable String deadLetter) {
    /** A partition as people know it. */
    String label(int partition) {
        return membership.topic() + "-" + partition;
    }

    /** What is said of records that nobody can count any more. */
    String described(int partition, Gap gap) {
        return label(partition) + ": " + gap.reason();
    }
}
