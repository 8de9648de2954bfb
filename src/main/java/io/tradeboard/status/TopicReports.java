package io.tradeboard.status;

import io.tradeboard.text.Counts;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What all daemons say of their topics: who reads which partition, and which one nobody reads. */
public final class TopicReports {
    private final List<Heartbeat> daemons;

    /** @param daemons their last heartbeats, the latest first */
    public TopicReports(List<Heartbeat> daemons) {
        this.daemons = daemons.stream().filter(beat -> beat.topic() != null).toList();
    }

    /** A topic as the group reads it, by the latest report. */
    private Map<String, TopicReport> latest() {
        Map<String, TopicReport> latest = new TreeMap<>();
        for (Heartbeat beat : daemons) {
            TopicReport topic = beat.topic();
            if (topic != null) {
                latest.putIfAbsent(topic.id() + " " + topic.group(), topic);
            }
        }
        return latest;
    }

    private boolean isRead(TopicReport topic, int partition) {
        return daemons.stream()
                .filter(Heartbeat::isAlive)
                .map(Heartbeat::topic)
                .anyMatch(other -> other != null
                        && other.id().equals(topic.id())
                        && other.group().equals(topic.group())
                        && other.reads(partition));
    }

    /** Which partitions nobody reads, and which wait for an open transaction; a sentence for each topic and each of those. */
    List<String> problems() {
        List<String> problems = new ArrayList<>();
        for (TopicReport topic : latest().values()) {
            List<String> unread = new ArrayList<>();
            for (int partition = 0; partition < topic.partitions(); partition++) {
                if (!isRead(topic, partition)) {
                    unread.add(Integer.toString(partition));
                }
            }
            if (!unread.isEmpty()) {
                problems.add("nobody reads " + (unread.size() == 1 ? "partition " : "partitions ")
                        + String.join(", ", unread) + " of topic " + topic.name() + " in group " + topic.group());
            }
        }
        daemons.stream().filter(Heartbeat::isAlive).forEach(beat -> problems.addAll(waiting(beat.topic())));
        return problems;
    }

    private static List<String> waiting(@Nullable TopicReport topic) {
        return topic == null
                ? List.of()
                : topic.own().stream()
                        .filter(partition -> partition.state() == TopicReport.State.OPEN_TRANSACTION)
                        .map(partition -> "partition " + partition.number() + " of topic " + topic.name()
                                + " waits at offset " + partition.offset()
                                + " for a transaction that a producer left open, "
                                + Counts.of(partition.waiting(), "offset") + " behind its end")
                        .toList();
    }

    /**
     * Which partition that feeds a board nobody reads, as the end of a sentence; null where there is none.
     *
     * @param writers whose marks the board holds
     */
    public @Nullable String unread(Set<String> writers) {
        for (TopicReport topic : latest().values()) {
            for (int partition = 0; partition < topic.partitions(); partition++) {
                if (writers.contains(topic.writer(partition)) && !isRead(topic, partition)) {
                    return "partition " + partition + " of topic " + topic.name();
                }
            }
        }
        return null;
    }
}
