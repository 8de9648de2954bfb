package io.tradeboard.cli;

import io.tradeboard.kafka.Membership;
import io.tradeboard.run.UsageException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** As whom a daemon reads a Kafka topic. */
final class GroupOptions {
    @Option(
            names = "--group",
            paramLabel = "GROUP",
            defaultValue = "tradeboard",
            description = "consumer group that shares the topic (tradeboard)")
    String group = "";

    @Option(names = "--instance", paramLabel = "NAME", description = "static name of this daemon in the group (none)")
    @Nullable
    String instance;

    @Option(
            names = "--dead-letter",
            paramLabel = "TOPIC",
            description = "topic to which rejected trades of Kafka are copied (none)")
    @Nullable
    String deadLetter;

    @Nullable
    String deadLetter(String topic) {
        if (topic.equals(deadLetter)) {
            throw new UsageException("--dead-letter must be another topic than that of the trades");
        }
        return deadLetter;
    }

    Membership membership(String topic) {
        if (group.isBlank()) {
            throw new UsageException("--group must not be blank");
        }
        String name = instance;
        if (name != null && !name.matches("[A-Za-z0-9._-]{1,249}")) {
            throw new UsageException("--instance must be 1 to 249 of A-Z a-z 0-9 . _ -");
        }
        return new Membership(topic, group, name);
    }
}
