package io.tradeboard.cli;

import io.tradeboard.kafka.TopicReader;
import io.tradeboard.log.FileLogs;
import io.tradeboard.log.Logs;
import io.tradeboard.log.PartitionJudge;
import io.tradeboard.log.PartitionLog;
import io.tradeboard.log.PartitionLogs;
import io.tradeboard.log.RecordLog;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What an audit from the command line recounts: log directories and, where boards count partitions of Kafka or a daemon reads
 * some, these. Kafka is not connected to before that is known.
 */
final class AuditedLogs implements Logs, AutoCloseable {
    private final LogOptions directories;
    private final Path home;
    private final KafkaOptions kafka;
    private final PartitionJudge.Rules rules;
    private final Supplier<Set<String>> running;
    private @Nullable TopicReader reader;

    /**
     * @param rules by which the records of partitions are judged
     * @param running the writers whose daemons run
     */
    AuditedLogs(
            LogOptions directories,
            Path home,
            KafkaOptions kafka,
            PartitionJudge.Rules rules,
            Supplier<Set<String>> running) {
        this.directories = directories;
        this.home = home;
        this.kafka = kafka;
        this.rules = rules;
        this.running = running;
    }

    @Override
    public List<RecordLog> of(LocalDate day, Set<String> writers) throws IOException {
        Set<String> partitions = new TreeSet<>(writers);
        partitions.addAll(running.get());
        partitions.removeIf(writer -> !PartitionLog.isWriter(writer));
        List<RecordLog> all = new ArrayList<>();
        if (!partitions.isEmpty()) {
            TopicReader of = reader == null ? new TopicReader(kafka.settings(), kafka.topic) : reader;
            reader = of;
            all.addAll(new PartitionLogs(of, rules, Set::of, () -> false).of(day, partitions));
        }
        boolean needed = partitions.isEmpty() || !partitions.containsAll(writers);
        List<Path> paths = needed ? directories.directories(home) : directories.existing(home);
        all.addAll(new FileLogs(paths).of(day, writers));
        return all;
    }

    @Override
    public @Nullable String name() {
        return null;
    }

    @Override
    public String rules() {
        return rules.text();
    }

    @Override
    public boolean cover(Set<String> writers) {
        return true;
    }

    @Override
    public String missing(String writer) {
        return PartitionLogs.missing(kafka.topic, writer);
    }

    @Override
    public void close() {
        if (reader != null) {
            reader.close();
        }
    }
}
