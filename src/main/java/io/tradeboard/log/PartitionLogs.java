package io.tradeboard.log;

import io.tradeboard.kafka.GoneTopicException;
import io.tradeboard.kafka.TopicReader;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * The partitions of a Kafka topic that boards count. Anybody may read them, so nobody has to have the log of another daemon.
 *
 * <p>For the thread of its reader.
 */
public final class PartitionLogs implements Logs {
    private final TopicReader reader;
    private final PartitionJudge.Rules rules;
    private final Supplier<Set<String>> own;
    private final BooleanSupplier cancelled;

    /**
     * @param rules those of the daemons; with others it is another function of the records
     * @param own the partitions of the daemon, which are read even where no board counts their records yet
     * @param cancelled asked now and then whether to end a reading
     */
    public PartitionLogs(
            TopicReader reader, PartitionJudge.Rules rules, Supplier<Set<String>> own, BooleanSupplier cancelled) {
        this.reader = reader;
        this.rules = rules;
        this.own = own;
        this.cancelled = cancelled;
    }

    @Override
    public List<RecordLog> of(LocalDate day, Set<String> writers) throws IOException {
        Set<String> all = new TreeSet<>(writers);
        all.addAll(own.get());
        List<RecordLog> logs = new ArrayList<>();
        try {
            TopicReader.Topic topic = reader.topic();
            for (int number = 0; number < topic.partitions(); number++) {
                PartitionLog.Partition partition = new PartitionLog.Partition(topic.id(), number);
                if (all.contains(partition.writer())) {
                    logs.add(PartitionLog.open(reader, partition, rules, day, cancelled));
                }
            }
        } catch (GoneTopicException e) {
            // The boards that count it learn that from missing.
            return logs;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("the look at the topic was interrupted");
        }
        return logs;
    }

    @Override
    public String name() {
        return "kafka " + reader.name();
    }

    @Override
    public String rules() {
        return rules.text();
    }

    /**
     * Of the daemons whose partitions feed a board, the one that has the first of them audits it; a board that does not exist
     * yet may be anybody's.
     */
    @Override
    public boolean cover(Set<String> writers) {
        Set<String> topics = own.get().stream().map(PartitionLog::topicOf).collect(Collectors.toSet());
        return writers.stream()
                .filter(writer -> PartitionLog.isWriter(writer) && topics.contains(PartitionLog.topicOf(writer)))
                .min(Comparator.comparing(PartitionLog::numberOf))
                .map(own.get()::contains)
                .orElse(writers.isEmpty());
    }

    @Override
    public String missing(String writer) {
        return missing(reader.name(), writer);
    }

    /** The same of a topic by its name. */
    public static String missing(String topic, String writer) {
        return PartitionLog.isWriter(writer)
                ? "which is no partition of topic " + topic
                        + " as it is now: it was deleted or created anew, or another --topic is meant"
                : FileLogs.MISSING;
    }
}
