package io.tradeboard.status;

import io.tradeboard.log.PartitionLog;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a daemon that reads a Kafka topic says of it.
 *
 * @param id of the topic while it is this one
 * @param group whose members share the partitions
 * @param partitions how many the topic has
 * @param own those that the daemon reads, by number
 */
public record TopicReport(String name, String id, String group, int partitions, List<Partition> own) {
    private static final Pattern HEAD = Pattern.compile("(\\S+) (\\S+) ([0-9]{1,9}) (.*)");
    private static final Pattern PARTITION = Pattern.compile("([0-9]{1,9}):([0-9]{1,18}):([0-9]{1,18}):([0-9]{1,18})");

    public TopicReport {
        own = List.copyOf(own);
    }

    /** How a partition stands. */
    public enum State {
        /** All records are on the boards that can be read. */
        CURRENT,
        /** Records wait to be read. */
        BEHIND,
        /** What waits cannot be read before a transaction ends that a producer has open. */
        OPEN_TRANSACTION
    }

    /**
     * A partition.
     *
     * @param offset of the next record that is not on its board
     * @param stable the offset up to which records can be read
     * @param end the offset behind the last record
     */
    public record Partition(int number, long offset, long stable, long end) {
        public State state() {
            if (offset < stable) {
                return State.BEHIND;
            }
            return stable < end ? State.OPEN_TRANSACTION : State.CURRENT;
        }

        /** How many offsets lie before its end. */
        public long waiting() {
            return Math.max(0, end - offset);
        }
    }

    /** The writer that the marks of a partition belong to. */
    String writer(int number) {
        return new PartitionLog.Partition(id, number).writer();
    }

    /** Whether the daemon reads the partition of that number. */
    public boolean reads(int number) {
        return own.stream().anyMatch(partition -> partition.number == number);
    }

    /** As text: name, id, number of partitions, {@code NUMBER:OFFSET:STABLE:END} with commas between, and the group. */
    @Override
    public String toString() {
        List<String> texts = own.stream()
                .map(partition ->
                        partition.number + ":" + partition.offset + ":" + partition.stable + ":" + partition.end)
                .toList();
        return name + " " + id + " " + partitions + " " + (texts.isEmpty() ? "-" : String.join(",", texts)) + " "
                + group;
    }

    /** Reads the text form; null where it is none. */
    static @Nullable TopicReport parse(String text) {
        Matcher head = HEAD.matcher(text);
        if (!head.matches()) {
            return null;
        }
        String[] rest = head.group(4).split(" ", 2);
        List<Partition> own = new ArrayList<>();
        for (String each : rest[0].split(",", -1)) {
            Matcher partition = PARTITION.matcher(each);
            if (partition.matches()) {
                own.add(new Partition(
                        Integer.parseInt(partition.group(1)),
                        Long.parseLong(partition.group(2)),
                        Long.parseLong(partition.group(3)),
                        Long.parseLong(partition.group(4))));
            }
        }
        return new TopicReport(
                head.group(1), head.group(2), rest.length == 2 ? rest[1] : "", Integer.parseInt(head.group(3)), own);
    }
}
