package io.tradeboard.ingest;

import io.tradeboard.kafka.Topics.Layout;
import io.tradeboard.run.UsageException;
import io.tradeboard.trade.TradingDays;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** Whether a topic keeps its records so that a board can be counted from them as long as it is kept. */
public final class TopicCheck {
    /** A day has 25 hours where a clock is set back; and records are removed some time after they may be. */
    private static final Duration DAY = Duration.ofHours(26);

    private TopicCheck() {}

    /**
     * Checks a topic.
     *
     * @return what is unwise, each with the setting that changes it
     * @throws UsageException if no board can be counted from it
     */
    public static List<String> warnings(String topic, Layout layout, TradingDays days) {
        if (layout.cleanupPolicy().contains("compact")) {
            throw new UsageException(
                    "topic " + topic + " is compacted, which removes trades; set cleanup.policy=delete");
        }
        List<String> warnings = new ArrayList<>();
        LocalDate any = LocalDate.EPOCH;
        Duration kept = DAY.plusMillis(days.expiresMillis(any) - days.endMillis(any));
        if (layout.retentionMillis() >= 0 && layout.retentionMillis() < kept.toMillis()) {
            warnings.add("topic " + topic + " keeps records for " + hours(layout.retentionMillis())
                    + ", boards are kept longer: one that Redis loses could not be counted again; set retention.ms="
                    + kept.toMillis());
        }
        if (layout.retentionBytes() >= 0) {
            warnings.add("topic " + topic + " keeps " + layout.retentionBytes()
                    + " bytes of a partition, which may be less than a day; set retention.bytes=-1");
        }
        if (!layout.appendTime()) {
            warnings.add(
                    "the senders to topic " + topic + " say themselves when a record was sent, which decides whether a"
                            + " trade is late; set message.timestamp.type=LogAppendTime");
        }
        if (layout.replicas() < 2) {
            warnings.add("topic " + topic + " has one replica, so trades are lost with a disk; create it with three");
        } else if (layout.minInSync() < 2) {
            warnings.add(
                    "topic " + topic + " acknowledges trades that one broker has, so they are lost with its disk; set"
                            + " min.insync.replicas=2");
        }
        return warnings;
    }

    private static String hours(long millis) {
        return Duration.ofMillis(millis).toHours() + " h";
    }
}
